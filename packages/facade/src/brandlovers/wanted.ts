import { anyText, argumentOf, type Check, type Fields, is, oneOf, optional, partOf, text } from '../checks.ts';
import { instantOf } from '../instant.ts';
import { isMarker } from './marker.ts';
import type { BrandloversCreateReceipt, BrandloversMarked, BrandloversNewThread } from './model.ts';

/** What `locate` looks for: a mark, tickets that are similar to what was sent, or both. */
export interface Wanted {
  readonly marker?: string | undefined;
  readonly sent?: Sent | undefined;
}

/** What a receipt tells of a ticket. */
export interface Sent extends Pick<BrandloversNewThread, 'type' | 'description'> {
  readonly at: Date;
}

/** What `locate` needs of a receipt, which may have been kept as JSON and damaged there. */
interface Kept extends Pick<BrandloversCreateReceipt, 'vendor' | 'account' | 'verb' | 'at' | 'marker'> {
  readonly input: Pick<BrandloversNewThread, 'type' | 'description'>;
}

const A_KEY = 'a key of 1 to 64 characters out of a-z, 0-9, ".", "_" and "-"';

/** Accepts what a thread can be created with as its marker. */
export const markerOption: Check<boolean | string> = is(
  `true, false or ${A_KEY}`,
  (value): value is boolean | string => typeof value === 'boolean' || isMarker(value),
);

const marker: Check<string> = is(A_KEY, isMarker);

const RECEIPT: Fields<Kept> = {
  vendor: oneOf(['brandlovers']),
  account: text,
  verb: oneOf(['createThread']),
  input: partOf({ type: anyText, description: optional(anyText) }),
  at: is('a date-time with a time zone', (value): value is string => typeof value === 'string' && isInstant(value)),
  marker: optional(marker),
};

const receipt: Check<Kept> = partOf(RECEIPT);
const marked: Check<BrandloversMarked> = argumentOf({ account: optional(text), marker });

/** Accepts a receipt of `createThread`, or an object of a marker and perhaps the account. */
export const created: Check<Kept | BrandloversMarked> = (value, field) => {
  const isReceipt = ['vendor', 'verb', 'input', 'at', 'outcome'].some((name) => Object(value)[name] !== undefined);
  return isReceipt ? receipt(value, field) : marked(value, field);
};

/** Tells what to look for by what `locate` was given. */
export function wantedOf(given: Kept | BrandloversMarked): Wanted {
  if (!('input' in given)) return { marker: given.marker };
  const { type, description } = given.input;
  return { marker: given.marker, sent: { type, description, at: new Date(given.at) } };
}

function isInstant(text: string): boolean {
  return instantOf(text) instanceof Date;
}
