import type { FacadeReads } from '../../src/diff/classify.ts';
import { rateChanges } from '../../src/diff/rate.ts';
import { type Bump, greatest, type RatedChange } from '../../src/diff/verdict.ts';
import type { Document } from '../../src/generate/document.ts';

export interface Verdict {
  readonly client: Bump;
  readonly facade: Bump;
  readonly publishedWork: boolean;
}

/** Rates what differs between two documents, all in all. */
export function rated(from: Document, to: Document, facade?: FacadeReads): Verdict {
  return summed(rateChanges(from, to, facade));
}

export function summed(changes: readonly RatedChange[]): Verdict {
  return {
    client: greatest(changes.map(({ bumps }) => bumps.client)),
    facade: greatest(changes.map(({ bumps }) => bumps.facade)),
    publishedWork: changes.every(({ publishedWork }) => publishedWork),
  };
}
