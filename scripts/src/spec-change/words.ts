import { bumps as ascending, greatest } from '../diff/verdict.ts';
import { toldNote } from '../release/notes.ts';
import type { SpecChange } from '../release/spec-changes.ts';

/** The first line of a changeset for a vendor's spec. */
export function headingOf(vendor: string): string {
  return `The API of ${vendor} has changed:`;
}

/** Tells whether words are nothing but such a line. */
export function isHeading(words: string): boolean {
  return /^The API of \S+ has changed:$/.test(words);
}

/** Writes one item per text, what breaks first, each with the notes of the changes that it tells. */
export function itemsOf(changes: readonly SpecChange[]): string {
  const sorted = changes.toSorted((a, b) => rankOf(b) - rankOf(a));
  const items = Array.from(Map.groupBy(sorted, wordsOf), ([words, told]) =>
    [`- ${words}`, ...told.map((change) => `  ${noteOf(change)}`)].join('\n'),
  );
  return items.join('\n');
}

export function noteOf({ audience, digest, change }: SpecChange): string {
  return toldNote({ audience, digest, pointer: change.pointer });
}

/** Tells whether words name what has changed, such as `Ticket.subject`, by the last of its names. */
export function isNamedIn(words: string, { meaning: { reason } }: SpecChange): boolean {
  const labels = Array.from(reason.matchAll(/`([^`]+)`/g), ([, label = '']) => label);
  const spoken = new Set(words.split(/[^\w$-]+/));
  return labels.some((label) => spoken.has(label.split(/[^\w$-]+/).findLast((name) => name !== '') ?? ''));
}

/** On one line, since what begins a line means something to Markdown, and without a comment that would be a note. */
function wordsOf({ meaning: { reason, advisory } }: SpecChange): string {
  const words = advisory === '' ? reason : `${reason} Versions that are published already: ${advisory}`;
  return words.replaceAll(/\s+/g, ' ').replaceAll('<!--', '&lt;!--');
}

function rankOf({ bumps }: SpecChange): number {
  return ascending.indexOf(greatest(bumps.values()));
}
