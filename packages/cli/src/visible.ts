import stringWidth from 'string-width';

/** The columns that an excerpt takes at most. */
const EXCERPT_COLUMNS = 40;

/** The UTF-16 units of the longest character that is shown: twice the longest emoji. */
const CHARACTER_UNITS = 32;

/**
 * Control and format characters, line separators, halves of surrogate pairs, and what is not seen, of which Unicode calls
 * the last five visible.
 */
const UNSAFE = String.raw`\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800\u{13441}\u{13442}\u{16fe4}\u{1d159}`;

/** The emoji, which may hold some; and more marks on a letter than any language puts there. */
const EMOJI_OR_UNSAFE = new RegExp(String.raw`(\p{RGI_Emoji})|[${UNSAFE}]|(?<=\p{M}{8})\p{M}`, 'gv');

const BLANK = new RegExp(String.raw`^[\s${UNSAFE}]*$`, 'v');

const segmenter = new Intl.Segmenter();

/**
 * Makes a text harmless to a terminal: replaces each character that would drive it, hide something, not be seen or
 * reorder a line by its escape, such as `\u001b`. Emoji stay whole, and a text in JSON keeps its meaning.
 */
export function visible(text: string): string {
  return text.replace(EMOJI_OR_UNSAFE, (found, emoji?: string) => emoji ?? escapeUnits(found));
}

/** Tells whether a text is there and a reader would see something of it. */
export function isSeen(text: string | undefined): text is string {
  return text !== undefined && !BLANK.test(text);
}

/** Shortens a text to one visible line of at most 40 columns, between two characters as a reader sees them. */
export function excerpt(text = ''): string {
  return shorten(visible(text.replace(/\s+/g, ' ')), EXCERPT_COLUMNS);
}

/** Cuts off what does not fit, before a character that is too long too. A character without width counts as a column. */
export function shorten(line: string, limit: number): string {
  let columns = 0;
  let fitting = 0;
  for (const { segment, index } of segmenter.segment(line)) {
    if (columns < limit) fitting = index;
    columns += segment.length > CHARACTER_UNITS ? limit + 1 : Math.max(1, stringWidth(segment));
    if (columns > limit) return `${line.slice(0, fitting)}…`;
  }
  return line;
}

function escapeUnits(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
