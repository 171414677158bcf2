import { setTimeout } from 'node:timers/promises';

/** Measures and waits by a clock that does not jump. */
export interface Timer {
  /** Milliseconds since some time in the past. */
  now(): number;
  /** Waits, for as long as it takes. Rejects when `signal` aborts. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

/** The timer of the platform. */
export const timer: Timer = {
  now: () => performance.now(),
  // A timer of the platform takes no more than 24 days.
  async wait(ms, signal) {
    signal.throwIfAborted();
    if (ms > 0) await setTimeout(Math.min(Math.ceil(ms), MAX_DELAY), undefined, { signal });
  },
};

const MAX_DELAY = 2 ** 31 - 1;
