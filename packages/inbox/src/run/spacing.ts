import type { AccountsTable } from '../schema.ts';

/** How far apart the requests to a vendor were set when it throttled, and when that was. */
export type Spaced = Pick<AccountsTable, 'spacing' | 'spaced_at'>;

/** Milliseconds in which half of a spacing goes: slowly, since each time that it is too short costs a refusal. */
const HALF_LIFE = 5 * 60_000;
/** The first and the last spacing, in milliseconds: a vendor that takes less than the last is asked again after pauses. */
const FIRST = 1_000 / 64;
const LAST = 2_000;

/** Returns what is left of a spacing, in milliseconds; 0 where it is not more than that of the inbox itself. */
export function spacingLeft({ spacing, spaced_at }: Spaced, now: number, own: number): number {
  if (spacing === null || spaced_at === null) return 0;
  // A time ahead is of a clock that was wrong: of that, nothing is left soon.
  const left = spacing * 2 ** (-Math.abs(now - spaced_at) / HALF_LIFE);
  return left > own ? left : 0;
}

/** Returns the spacing after a refusal: twice that before it. */
export function wider(left: number, own: number): number {
  return Math.round(Math.min(LAST, 2 * Math.max(left, own, FIRST)));
}
