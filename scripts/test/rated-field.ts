import type { Bump, RatedChange } from '../src/diff/verdict.ts';
import { digestOf } from '../src/release/digest.ts';
import type { SpecChange } from '../src/release/spec-changes.ts';

/** A change of a field whose name says how it is rated. */
export function rated(field: string, from: unknown, to: unknown): RatedChange {
  const bump: Bump = field.startsWith('major') ? 'major' : 'minor';
  const bumps = {
    client: bump,
    python: bump,
    sandbox: 'patch',
    facade: field.includes('raw') ? bump : 'none',
  } as const;
  const words = { reason: `${field} is new.`, advisory: 'They go on.', publishedWork: true, consumers: [] };
  return { pointer: `/${field}`, from, to, bumps, ...words };
}

export function specChange(field: string, to = 'new'): SpecChange {
  const change = rated(field, undefined, to);
  const bumps = new Map<string, Bump>([
    ['@x/vendor', change.bumps.client === 'major' ? 'minor' : 'patch'],
    ['@x/python', change.bumps.python],
    ['@x/sandbox', change.bumps.sandbox],
  ]);
  return { vendor: 'vendor', digest: digestOf('vendor', change), change, bumps };
}
