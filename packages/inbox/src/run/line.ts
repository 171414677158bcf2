import { type Timer, timer } from './timer.ts';

/** Lets callers go one after the other, evenly spaced. */
export interface Line {
  /**
   * Resolves at the caller's turn. Rejects when `signal` aborts before it.
   *
   * @param interval milliseconds until the next caller's turn; 0 for no spacing
   */
  turn(interval: number, signal: AbortSignal): Promise<void>;
}

/** A line of the callers in this process. */
export class LocalLine implements Line {
  readonly #timer: Timer;
  #nextAt = 0;

  constructor(given: Timer = timer) {
    this.#timer = given;
  }

  async turn(interval: number, signal: AbortSignal): Promise<void> {
    const now = this.#timer.now();
    const at = Math.max(now, this.#nextAt);
    this.#nextAt = at + interval;
    await this.#timer.wait(at - now, signal);
  }
}
