import type { Intervals } from '../poll.ts';

/** How much of a thread's age passes until its next probe: what was quiet for long will be quiet for a while. */
const SHARE = 0.05;

/** Returns when to look at a thread again that has changed last at a time. */
export function nextProbe(changedAt: number, now: number, { hot, cold }: Pick<Intervals, 'hot' | 'cold'>): number {
  return now + Math.max(hot, Math.min(cold, (now - changedAt) * SHARE));
}
