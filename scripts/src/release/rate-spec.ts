import { join } from 'node:path';
import { diffSpecs } from '../diff/diff-specs.ts';
import { pairsOf } from '../diff/spec-files.ts';
import { corrected, type RatedChange } from '../diff/verdict.ts';
import type { RateSpec } from './spec-changes.ts';

/**
 * Rates the specs of a workspace as `pnpm spec:diff` does. Corrections are named by file and pointer, as that prints them.
 *
 * @throws Error for a spec that is not valid, with each place
 */
export function specRater(root: string, corrections: readonly string[] = []): RateSpec {
  return async (vendor, since) => {
    const to = join(root, 'specs', vendor, 'openapi.yaml');
    const changes: RatedChange[] = [];
    for (const pair of await pairsOf(root, { from: since, to })) {
      const pointers = corrections
        .filter((place) => place.startsWith(pair.prefix))
        .map((place) => place.slice(pair.prefix.length));
      changes.push(...corrected((await diffSpecs(pair)).changes, pointers));
    }
    return changes;
  };
}
