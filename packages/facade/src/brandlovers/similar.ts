import { instantOf } from '../instant.ts';
import { decodeEntities } from './entities.ts';
import { markerIn, markOf, withoutMark } from './marker.ts';
import type { BrandloversThread } from './model.ts';
import type { Kept } from './wanted.ts';

/** Milliseconds by which the vendor's clock may differ from ours, or a ticket be late. */
const CREATED_WITHIN = 5 * 60_000;

/**
 * Tells whether a ticket may be the one that a receipt is of: created at about that time, of the same type and
 * description but for what a vendor does to text. A ticket with the mark of another is never the one sent with a marker.
 */
export function isSimilar(
  { createdAt, type, description = '' }: BrandloversThread,
  { at, input, marker }: Kept,
): boolean {
  const late = Number(createdAt) - Number(instantOf(at));
  if (createdAt instanceof Date && Math.abs(late) > CREATED_WITHIN) return false;
  if (type === undefined || plain(type) !== plain(input.type)) return false;
  const sent = input.description ?? '';
  const forms = [sent, withoutMark(sent)];
  if (marker !== undefined) {
    if ((markerIn(description) ?? marker) !== marker) return false;
    // A cut can go through the mark, which older versions wrote last.
    forms.push(`${markOf(marker)} ${sent}`, `${sent} ${markOf(marker)}`);
  }
  const plainForms = forms.map(plain);
  const mayBeDropped = marker !== undefined || plainForms[0] === '';
  return [description, withoutMark(description)].map(plain).some((theirs) => {
    const starts = startsOf(theirs);
    if (plainForms.includes(theirs) || (starts.length === 0 && mayBeDropped)) return true;
    return starts.some((start) => plainForms.some((form) => form.startsWith(start)));
  });
}

/**
 * Reduces a text to what escaping, trimming, collapsed white space, case and Unicode normalisation leave alone. The
 * decomposed form, since a cut may part a letter from its accent; upper case, since lower case depends on what follows.
 */
function plain(text: string): string {
  const folded = decodeEntities(text).toLowerCase().toUpperCase().normalize('NFD');
  return folded.replace(/\s+/g, ' ').trim();
}

/** Lists what a text that was cut may be the start of: less an ellipsis, and less a part of an entity or a character. */
function startsOf(text: string): string[] {
  const start = text.replace(/ ?(?:…|\.{3})$/, '');
  const whole = start.replace(/(?:&#?[\dA-Z]{0,8}|[\ud800-\udbff\ufffd]){1,5}$/, '').trimEnd();
  return [start, whole].filter((part) => part !== '');
}
