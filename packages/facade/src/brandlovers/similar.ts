import { decodeEntities } from './entities.ts';
import { markerIn, markOf, withoutMark } from './marker.ts';
import type { BrandloversThread } from './model.ts';
import type { Sent } from './wanted.ts';

/** Milliseconds by which the vendor's clock may differ from ours, or a ticket be late. */
const CREATED_WITHIN = 5 * 60_000;

/**
 * Makes the test of whether a ticket may be the one that was sent: created at about that time, of the same type and
 * description but for what a vendor does to text. A ticket with the mark of another is never the one sent with `marker`.
 */
export function similarTo(sent: Sent, marker: string | undefined): (thread: BrandloversThread) => boolean {
  const type = plain(sent.type);
  const mayBe = descriptionLike(sent.description ?? '', marker);
  return (thread) => {
    const { createdAt } = thread;
    if (createdAt instanceof Date && Math.abs(createdAt.getTime() - sent.at.getTime()) > CREATED_WITHIN) return false;
    if (thread.type === undefined || plain(thread.type) !== type) return false;
    return mayBe(thread.description ?? '');
  };
}

function descriptionLike(sent: string, marker: string | undefined): (description: string) => boolean {
  const ours = [sent, withoutMark(sent)];
  // A cut can go through the mark, which older versions wrote last.
  if (marker !== undefined) ours.push(`${markOf(marker)} ${sent}`, `${sent} ${markOf(marker)}`);
  const forms = ours.map(plain);
  const mayBeDropped = marker !== undefined || plain(sent) === '';

  const isOurs = (theirs: string): boolean => {
    if (forms.includes(theirs)) return true;
    const starts = startsOf(theirs);
    return starts.length === 0 ? mayBeDropped : starts.some((start) => forms.some((form) => form.startsWith(start)));
  };
  return (description) => {
    const other = marker === undefined ? undefined : markerIn(description);
    if (other !== undefined && other !== marker) return false;
    return [description, withoutMark(description)].map(plain).some(isOurs);
  };
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
