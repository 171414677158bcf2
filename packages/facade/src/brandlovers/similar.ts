import { instantOf } from '../instant.ts';
import { decodeEntities } from './entities.ts';
import { markerIn, markOf, withoutMark } from './marker.ts';
import type { BrandloversThread } from './model.ts';
import type { Kept } from './wanted.ts';

/** Milliseconds by which the vendor's clock may differ from ours, or a ticket be late. */
const CREATED_WITHIN = 5 * 60_000;

/**
 * Tells whether a ticket may be the one that a receipt is of: created at about that time, of the same type and
 * description but for what a vendor does to text. What is not listed of a ticket does not tell it apart. A ticket with the
 * mark of another is never the one sent with a marker.
 */
export function isSimilar(
  { createdAt, type, description = '' }: BrandloversThread,
  { at, input, marker }: Kept,
): boolean {
  const late = Number(createdAt) - Number(instantOf(at));
  if (createdAt instanceof Date && Math.abs(late) > CREATED_WITHIN) return false;
  if (type !== undefined && plain(type) !== plain(input.type)) return false;
  if (marker !== undefined && (markerIn(description) ?? marker) !== marker) return false;

  const sent = input.description ?? '';
  const mark = marker === undefined ? '' : markOf(marker);
  // A cut can go through a mark, which older versions wrote last.
  const forms = [sent, withoutMark(sent), `${mark} ${sent}`, `${sent} ${mark}`].map(plain);
  const theirs = plain(withoutMark(description));
  if (forms.includes(theirs)) return true;
  const [start, whole] = startsOf(theirs);
  // A vendor that lists no description says nothing of what was sent; one that lists a mark alone left nothing out.
  if (start === '') return mark !== '' || startsOf(plain(description))[0] === '';
  return forms.some((form) => form.startsWith(start) || (whole !== '' && form.startsWith(whole)));
}

/**
 * Reduces a text to what escaping, trimming, collapsed white space, case and Unicode normalisation leave alone. The
 * decomposed form, since a cut may part a letter from its accent; upper case, since lower case depends on what follows.
 */
function plain(text: string): string {
  const folded = decodeEntities(text).toLowerCase().toUpperCase().normalize('NFD');
  return folded.replace(/\s+/g, ' ').trim();
}

/** Returns what a text that was cut is the start of: less an ellipsis, and then less a part of an entity or a character. */
function startsOf(text: string): readonly [start: string, whole: string] {
  const start = text.replace(/ ?(?:…|\.{3})$/, '');
  return [start, start.replace(/(?:&#?[\dA-Z]{0,8}|[\ud800-\udbff\ufffd]){1,5}$/, '').trimEnd()];
}
