import { setTimeout } from 'node:timers/promises';

/** Lets callers go one after the other, evenly spaced. */
export interface Line {
  /** Resolves at the caller's turn. Rejects when `signal` aborts before it. */
  turn(signal: AbortSignal): Promise<void>;
}

/** A line of the callers in this process, by a clock that does not jump. */
export class LocalLine implements Line {
  readonly #interval: number;
  #nextAt = 0;

  /** @param perSecond how many may go in a second; infinity for no spacing */
  constructor(perSecond: number) {
    this.#interval = 1000 / perSecond;
  }

  async turn(signal: AbortSignal): Promise<void> {
    const now = performance.now();
    const at = Math.max(now, this.#nextAt);
    this.#nextAt = at + this.#interval;
    await waitFor(at - now, signal);
  }
}

/** Waits, for as long as it takes: a timer takes no more than 24 days. Rejects when `signal` aborts. */
export async function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (ms > 0) await setTimeout(Math.min(Math.ceil(ms), MAX_DELAY), undefined, { signal });
}

const MAX_DELAY = 2 ** 31 - 1;
