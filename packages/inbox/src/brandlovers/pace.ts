import type { Intervals } from '../poll.ts';

/** How much of a thread's age passes until its next probe: what was quiet for long will be quiet for a while. */
const SHARE = 0.05;
/** The most that passes, in milliseconds, until a thread is tried again that could not be read. */
const RETRY = 60 * 60_000;

/** Returns when to look at a thread again that has changed last at a time. */
export function nextLook(
  changedAt: number,
  now: number,
  { hot, cold }: Pick<Intervals, 'hot' | 'cold'>,
  hasFailed: boolean,
): number {
  const most = hasFailed ? Math.min(cold, RETRY) : cold;
  return now + Math.max(hot, Math.min(most, Math.round((now - changedAt) * SHARE)));
}
