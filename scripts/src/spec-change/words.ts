import { bumps as ascending, greatest } from '../diff/verdict.ts';
import { toldNote } from '../release/notes.ts';
import type { SpecChange } from '../release/spec-changes.ts';

/** The first line of a changeset for a vendor's spec. */
export function headingOf(vendor: string): string {
  return `The API of ${vendor} has changed:`;
}

/** Writes one item per text, what breaks first, each with the notes of the changes that it tells. */
export function itemsOf(changes: readonly SpecChange[]): string {
  const sorted = changes.toSorted((a, b) => rankOf(b) - rankOf(a));
  const items = Array.from(Map.groupBy(sorted, wordsOf), ([words, told]) =>
    [`- ${words}`, ...told.map((change) => `  ${noteOf(change)}`)].join('\n'),
  );
  return items.join('\n');
}

export function noteOf({ vendor, digest, change }: SpecChange): string {
  return toldNote({ vendor, digest, pointer: change.pointer });
}

/** On one line, since what begins a line means something to Markdown, and without a comment that would be a note. */
function wordsOf({ change: { reason, advisory } }: SpecChange): string {
  const words = advisory === '' ? reason : `${reason} Versions that are published already: ${advisory}`;
  return words.replaceAll(/\s+/g, ' ').replaceAll('<!--', '&lt;!--');
}

function rankOf({ bumps }: SpecChange): number {
  return ascending.indexOf(greatest(bumps.values()));
}
