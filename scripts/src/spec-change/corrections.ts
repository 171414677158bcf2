import type { Changeset } from '../release/changesets.ts';
import { placeOf, type SpecChange } from '../release/spec-changes.ts';

/**
 * Makes sure that each correction is among the changes and reaches a changeset: one that tells the change already keeps
 * its words.
 *
 * @throws Error for a place where nothing has changed, and for a changeset that tells the change as any other
 */
export function checkCorrections(
  places: readonly string[],
  changes: readonly SpecChange[],
  changesets: readonly Changeset[],
): void {
  for (const place of places) {
    const corrected = changes.filter((change) => placeOf(change) === place);
    if (corrected.length === 0) throw new Error(`--correction: nothing has changed at ${place}.`);
    const digests = corrected.map(({ digest }) => digest);
    const telling = changesets.find(
      ({ notes, text }) => notes.told.some(({ digest }) => digests.includes(digest)) && !text.includes('never worked'),
    );
    if (telling)
      throw new Error(
        `--correction: ${telling.file} tells ${place} already. Remove it, or write there: It never worked.`,
      );
  }
}
