import { anyText, argumentOf, type Check, is, oneOf, optional, partOf, text } from '../checks.ts';
import { instantOf } from '../instant.ts';
import { isMarker } from './marker.ts';
import type { BrandloversCreateReceipt, BrandloversMarked, BrandloversNewThread } from './model.ts';

/** What `locate` needs of a receipt, which may have been kept as JSON and damaged there. */
export interface Kept extends Pick<BrandloversCreateReceipt, 'vendor' | 'account' | 'verb' | 'at' | 'marker'> {
  readonly input: Pick<BrandloversNewThread, 'type' | 'description'>;
}

/** What `locate` looks for: a mark, tickets that are similar to what was sent, or both. */
export type Wanted = Kept | BrandloversMarked;

const A_KEY = 'a key of 1 to 64 characters out of a-z0-9._-';

/** Accepts what a thread can be created with as its marker. */
export const markerOption: Check<boolean | string> = is(
  `true, false or ${A_KEY}`,
  (value): value is boolean | string => typeof value === 'boolean' || isMarker(value),
);

export const marker: Check<string> = is(A_KEY, isMarker);

const receipt: Check<Kept> = partOf<Kept>({
  vendor: oneOf(['brandlovers']),
  account: text,
  verb: oneOf(['createThread']),
  input: partOf({ type: anyText, description: optional(anyText) }),
  at: is(
    'an ISO 8601 date-time with a time zone',
    (value): value is string => typeof value === 'string' && typeof instantOf(value) === 'object',
  ),
  marker: optional(marker),
});

const marked: Check<BrandloversMarked> = argumentOf({ account: optional(text), marker });

/** Accepts a receipt of `createThread`, or an object of a marker and perhaps the account. */
export const created: Check<Wanted> = (value, ...at) => {
  const isReceipt = ['vendor', 'verb', 'input', 'at', 'outcome'].some((name) => Object(value)[name] !== undefined);
  return (isReceipt ? receipt : marked)(value, ...at);
};
