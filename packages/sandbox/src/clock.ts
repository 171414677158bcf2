import { instant, type Shape, wholeNumber } from './control/shape.ts';
import { invalidInput } from './sandbox-error.ts';
import type { Clock } from './vendor.ts';

/**
 * The clock of a running sandbox. It runs with that of the machine and never says the same time twice: of two things that
 * happened, one is always the newer. A clock that was set stands still, and so several things can happen at one time.
 */
export interface SandboxClock extends Clock {
  /**
   * Sets the clock, which then stands still.
   *
   * @param now a date-time of RFC 3339, such as `2026-03-01T09:00:00Z`
   * @throws SandboxError of the kind `invalid-input` for another form; `field` is `now`.
   */
  set(now: string): void;
  /**
   * Moves the clock forward. One that stands still goes on standing there; one that runs goes on running.
   *
   * @param ms a whole number from 0
   * @throws SandboxError of the kind `invalid-input` for another one, and for a time past the year 9999; `field` is
   * `ms`.
   */
  advance(ms: number): void;
  /** Lets the clock run with that of the machine again. */
  release(): void;
}

/** The times that RFC 3339 can write. */
const first = Date.parse('0000-01-01T00:00:00.000Z');
const last = Date.parse('9999-12-31T23:59:59.999Z');

export const nowShape: Shape<string> = instant('The time at which the clock stands still');
export const msShape: Shape<number> = wholeNumber('How many milliseconds to move forward');

export function createClock(): SandboxClock {
  let latest = 0;
  let ahead = 0;
  let still: number | undefined;

  function present(): number {
    if (still !== undefined) return still;
    latest = Math.max(Date.now(), latest + 1);
    return latest + ahead;
  }

  return {
    now: () => new Date(present()).toISOString(),
    set(now) {
      const time = Date.parse(nowShape.read(now, 'now'));
      if (time < first || time > last) throw invalidInput('now', 'must be from the year 0000 to 9999 in UTC');
      still = time;
    },
    advance(ms) {
      const more = msShape.read(ms, 'ms');
      if (present() + more > last) throw invalidInput('ms', 'must not lead past the year 9999');
      if (still === undefined) ahead += more;
      else still += more;
    },
    release() {
      still = undefined;
      ahead = 0;
    },
  };
}
