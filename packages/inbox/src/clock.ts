/** Tells the time of day, in milliseconds since 1970. It may jump: durations are never taken from it. */
export interface Clock {
  now(): number;
}

/** The clock of this machine. */
export const systemClock: Clock = { now: () => Date.now() };
