import type { Clock } from './vendor.ts';

/** Makes a clock that never says the same time twice: of two things that happened, one is always the newer. */
export function createClock(): Clock {
  let last = 0;
  return {
    now() {
      last = Math.max(Date.now(), last + 1);
      return new Date(last).toISOString();
    },
  };
}
