import { markdownTable } from 'markdown-table';
import stringWidth from 'string-width';

/** The columns that an excerpt takes at most. */
const EXCERPT_COLUMNS = 40;

/** Control and format characters, line separators and halves of surrogate pairs; and the emoji, which may hold some. */
const EMOJI_OR_UNSAFE = /(\p{RGI_Emoji})|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gv;

/**
 * Makes a text harmless to a terminal: replaces each character that would drive it, hide something or reorder a line by
 * its escape, such as `\u001b`. Emoji stay whole, and a text in JSON keeps its meaning.
 */
export function visible(text: string): string {
  return text.replace(EMOJI_OR_UNSAFE, (found, emoji?: string) => emoji ?? escapeUnits(found));
}

function escapeUnits(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}

/** Shortens a text to one visible line of at most 40 columns, between two characters as a reader sees them. */
export function excerpt(text = ''): string {
  const line = visible(text.replace(/\s+/g, ' '));
  let shown = '';
  let fitting = '';
  for (const { segment } of new Intl.Segmenter().segment(line)) {
    shown += segment;
    const columns = stringWidth(shown);
    if (columns > EXCERPT_COLUMNS) return `${fitting}…`;
    if (columns < EXCERPT_COLUMNS) fitting = shown;
  }
  return shown;
}

/** Lays rows out as the lines of a table, headed by the keys of the first. */
export function tableLines(rows: readonly Readonly<Record<string, string | number | undefined>>[]): readonly string[] {
  const cells = [Object.keys(rows[0] ?? {}), ...rows.map(Object.values)];
  const shown = cells.map((row) => row.map((cell) => visible(String(cell ?? ''))));
  return markdownTable(shown, { stringLength: stringWidth }).split('\n');
}
