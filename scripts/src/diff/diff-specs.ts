import type { OpenAPI3 } from 'openapi-typescript';
import { asDocument } from '../generate/document.ts';
import type { Problem } from '../spec/check.ts';
import { attribute } from './attribute.ts';
import type { FacadeReads } from './classify.ts';
import { measure } from './measure/measure.ts';
import { rateChanges, rateWhole } from './rate.ts';
import {
  type Bump,
  bumpOf,
  bumps,
  greatest,
  type PythonSurface,
  pythonSurfaces,
  type RatedChange,
  shifted,
} from './verdict.ts';

/** Two states of a vendor's spec, each as one document; undefined where there was or is none. */
export interface SpecPair {
  readonly vendor: string;
  readonly from: OpenAPI3 | undefined;
  readonly to: OpenAPI3 | undefined;
  /** The version of the vendor's client. */
  readonly version: string;
  /** The versions of the vendor's Python packages, of those that there are. */
  readonly python: Readonly<Partial<Record<PythonSurface, string>>>;
  /** What the facade reads of its answers, where there is a facade. */
  readonly facade: FacadeReads | undefined;
  /** Why no client can be generated from one of them, which is rated by the rules alone then. */
  readonly refusals: readonly Problem[];
}

/** What all changes of a spec mean together, for a package. */
export interface PackageVerdict {
  readonly bump: Bump;
  /** The same after the shift below 1.0. */
  readonly release: Bump;
  readonly publishedWork: boolean;
}

/** The same for those who call from TypeScript, and for each Python package. */
export interface Verdict extends PackageVerdict {
  /** The greatest change first. */
  readonly changes: readonly RatedChange[];
  readonly python: Readonly<Partial<Record<PythonSurface, PackageVerdict>>>;
}

/** Rates the changes of a spec by the rules, and by what stops compiling. */
export async function diffSpecs({ vendor, from, to, version, python, facade, refusals }: SpecPair): Promise<Verdict> {
  if (!from || !to) return verdictOf(rateWhole(from, to, facade), version, python);
  const rated = rateChanges(asDocument(from), asDocument(to), facade);
  const [broken = []] = rated.length > 0 && refusals.length === 0 ? await measure([{ vendor, from, to }]) : [];
  return verdictOf(attribute(rated, broken), version, python);
}

/** Sums up rated changes of what is released at some versions, the greatest first. */
export function verdictOf(changes: readonly RatedChange[], version: string, python: SpecPair['python'] = {}): Verdict {
  const weight = (change: RatedChange) => bumps.indexOf(bumpOf(change));
  const bump = greatest(changes.map(bumpOf));
  return {
    changes: changes.map((change) => forPackages(change, python)).toSorted((a, b) => weight(b) - weight(a)),
    bump,
    release: shifted(bump, version),
    publishedWork: changes.every(({ publishedWork }) => publishedWork),
    python: perPackage(python, (surface, at) => pythonVerdictOf(changes, surface, at)),
  };
}

/** Sums up the verdicts of several specs. */
export function together(verdicts: readonly Verdict[]): Verdict {
  const python: Partial<Record<PythonSurface, PackageVerdict>> = {};
  for (const surface of pythonSurfaces) {
    const own = verdicts.flatMap((verdict) => verdict.python[surface] ?? []);
    if (own.length > 0) python[surface] = greatestOf(own);
  }
  return { changes: verdicts.flatMap(({ changes }) => changes), ...greatestOf(verdicts), python };
}

function greatestOf(verdicts: readonly PackageVerdict[]): PackageVerdict {
  return {
    bump: greatest(verdicts.map(({ bump }) => bump)),
    release: greatest(verdicts.map(({ release }) => release)),
    publishedWork: verdicts.every(({ publishedWork }) => publishedWork),
  };
}

/** A package that there is not notices nothing. */
function forPackages(change: RatedChange, python: SpecPair['python']): RatedChange {
  const told = perPackage(python, (surface) => change.python[surface]);
  const noticed = perPackage(python, (surface) => change.bumps[surface]);
  return { ...change, python: told, bumps: { ...change.bumps, python: 'none', vendorPython: 'none', ...noticed } };
}

function pythonVerdictOf(changes: readonly RatedChange[], surface: PythonSurface, version: string): PackageVerdict {
  const bump = greatest(changes.map(({ bumps: { [surface]: own } }) => own));
  const publishedWork = changes.every(({ python }) => python[surface]?.publishedWork !== false);
  return { bump, release: shifted(bump, version), publishedWork };
}

/** Makes something for each Python package; what is undefined is left out. */
function perPackage<Made>(
  python: SpecPair['python'],
  make: (surface: PythonSurface, version: string) => Made | undefined,
): Partial<Record<PythonSurface, Made>> {
  const made: Partial<Record<PythonSurface, Made>> = {};
  for (const surface of pythonSurfaces) {
    const version = python[surface];
    const one = version === undefined ? undefined : make(surface, version);
    if (one !== undefined) made[surface] = one;
  }
  return made;
}
