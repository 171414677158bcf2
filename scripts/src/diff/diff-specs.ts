import type { OpenAPI3 } from 'openapi-typescript';
import { asDocument } from '../generate/document.ts';
import type { Problem } from '../spec/check.ts';
import { attribute } from './attribute.ts';
import type { FacadeReads } from './classify.ts';
import { measure } from './measure/measure.ts';
import { rateChanges, rateWhole } from './rate.ts';
import { type Bump, bumpOf, bumps, greatest, type RatedChange, shifted } from './verdict.ts';

/** Two states of a vendor's spec, each as one document; undefined where there was or is none. */
export interface SpecPair {
  readonly vendor: string;
  readonly from: OpenAPI3 | undefined;
  readonly to: OpenAPI3 | undefined;
  /** The version of the vendor's client. */
  readonly version: string;
  /** What the facade reads of its answers, where there is a facade. */
  readonly facade: FacadeReads | undefined;
  /** Why no client can be generated from one of them, which is rated by the rules alone then. */
  readonly refusals: readonly Problem[];
}

/** What all changes of a spec mean together. */
export interface Verdict {
  /** The greatest change first. */
  readonly changes: readonly RatedChange[];
  readonly bump: Bump;
  /** The same after the shift below 1.0. */
  readonly release: Bump;
  readonly publishedWork: boolean;
}

/** Rates the changes of a spec by the rules, and by what stops compiling. */
export async function diffSpecs({ vendor, from, to, version, facade, refusals }: SpecPair): Promise<Verdict> {
  if (!from || !to) return verdictOf(rateWhole(from, to, facade), version);
  const rated = rateChanges(asDocument(from), asDocument(to), facade);
  const [broken = []] = rated.length > 0 && refusals.length === 0 ? await measure([{ vendor, from, to }]) : [];
  return verdictOf(attribute(rated, broken), version);
}

/** Sums up rated changes of what is released at a version, the greatest first. */
export function verdictOf(changes: readonly RatedChange[], version: string): Verdict {
  const weight = (change: RatedChange) => bumps.indexOf(bumpOf(change));
  const bump = greatest(changes.map(bumpOf));
  return {
    changes: changes.toSorted((a, b) => weight(b) - weight(a)),
    bump,
    release: shifted(bump, version),
    publishedWork: changes.every(({ publishedWork }) => publishedWork),
  };
}
