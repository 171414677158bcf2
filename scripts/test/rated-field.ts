import type { Bump, RatedChange } from '../src/diff/verdict.ts';
import { digestOf } from '../src/release/digest.ts';
import type { SpecChange } from '../src/release/spec-changes.ts';

/** A change of a field whose name says how it is rated. */
export function rated(field: string, from: unknown, to: unknown): RatedChange {
  const bump: Bump = field.startsWith('major') ? 'major' : 'minor';
  const bumps = {
    client: bump,
    python: bump,
    vendorPython: field.includes('body') ? 'major' : bump,
    sandbox: 'patch',
    facade: field.includes('raw') ? bump : 'none',
  } as const;
  const words = { reason: `${field} is new.`, advisory: 'They go on.', publishedWork: true };
  const python = { ...words, reason: `${field} is new in Python.` };
  return { pointer: `/${field}`, from, to, bumps, ...words, python: { python, vendorPython: python }, consumers: [] };
}

export function specChange(field: string, to = 'new'): SpecChange {
  const change = rated(field, undefined, to);
  const bumps = new Map<string, Bump>([
    ['@x/vendor', change.bumps.client === 'major' ? 'minor' : 'patch'],
    ['@x/sandbox', change.bumps.sandbox],
  ]);
  const isBreaking = change.bumps.client === 'major';
  const digest = digestOf('vendor', change);
  return { vendor: 'vendor', audience: 'vendor', digest, change, meaning: change, isBreaking, bumps };
}

/** The same change, as the changelog of the vendor's Python package tells it. */
export function pythonChange(field: string, to = 'new'): SpecChange {
  const { change, ...told } = specChange(field, to);
  const { python: meaning = change } = change.python;
  const bumps = new Map([['@x/python', change.bumps.python]]);
  return { ...told, change, audience: 'vendor-python', digest: digestOf('vendor-python', change), meaning, bumps };
}
