import type { Decision } from './decisions.ts';
import { IMPORTED, ON_THE_PAGE, type Provenance } from './marks.ts';
import type { Routes } from './words.ts';

/** What the explanation of a spec needs beside the spec. */
export interface Surroundings {
  readonly routes: Routes;
  /** The decisions of the vendor's README about extensions. */
  readonly decisions: readonly Decision[];
  /** Whether the spec was imported, so that what has no provenance is from the document that it was imported from. */
  readonly isImported: boolean;
}

/** Gives the provenance of what has none. */
export function baseOf({ isImported }: Surroundings): Provenance {
  return isImported ? IMPORTED : ON_THE_PAGE;
}
