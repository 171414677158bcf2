import type { Clock } from '../clock.ts';

/** Milliseconds by which a clock may be corrected between two looks without having jumped. */
const TOLERANCE = 10 * 60_000;
/** Milliseconds for which a clock that has jumped is not trusted: time for somebody to see it, and to set it right. */
const QUARANTINE = 24 * 3_600_000;

/** Tells whether a clock can be trusted with what cannot be undone: not for a day after it has jumped. */
export class Steadiness {
  readonly #clock: Clock;
  readonly #elapsed: () => number;
  #offset: number;
  #trustedAt = Number.NEGATIVE_INFINITY;

  /** @param elapsed milliseconds by a clock that never jumps */
  constructor(clock: Clock, elapsed: () => number = () => performance.now()) {
    this.#clock = clock;
    this.#elapsed = elapsed;
    this.#offset = clock.now() - elapsed();
  }

  isSteady(): boolean {
    const elapsed = this.#elapsed();
    const offset = this.#clock.now() - elapsed;
    if (Math.abs(offset - this.#offset) > TOLERANCE) this.#trustedAt = elapsed + QUARANTINE;
    this.#offset = offset;
    return elapsed >= this.#trustedAt;
  }
}
