import type { Clock } from '../clock.ts';
import type { Database } from '../database.ts';

/** Milliseconds by which a clock may be corrected between two looks without having jumped. */
const TOLERANCE = 10 * 60_000;
/** Milliseconds between two runs, such as daily ones. More may be a clock that is wrong at the start. */
const LONGEST_ABSENCE = 36 * 3_600_000;
/** Milliseconds for which a clock that may be wrong is not trusted: time for somebody to see it, and to set it right. */
const QUARANTINE = 24 * 3_600_000;

/** A look at a clock. */
export interface Look {
  readonly at: number;
  /** Milliseconds that the inbox has to run until this time can be trusted; 0: it can be. */
  readonly wait: number;
}

/**
 * Tells whether a clock can be trusted with what cannot be undone: not before the inbox has run for a day after it has
 * jumped, in a process or between two of them. What was seen and what is left of that day is kept in the store.
 */
export class Steadiness {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #elapsed: () => number;
  /** The last look of this process, by the clock and by one that never jumps. */
  #last: { readonly at: number; readonly elapsed: number };

  /** @param elapsed milliseconds by a clock that never jumps */
  constructor(database: Database, clock: Clock, elapsed: () => number = () => performance.now()) {
    this.#database = database;
    this.#clock = clock;
    this.#elapsed = elapsed;
    this.#last = { at: clock.now(), elapsed: elapsed() };
  }

  async look(): Promise<Look> {
    const last = this.#last;
    const [at, elapsed] = [this.#clock.now(), this.#elapsed()];
    const passed = elapsed - last.elapsed;
    const hasJumped = Math.abs(at - last.at - passed) > TOLERANCE;
    const wait = await this.#database.write(async (tx) => {
      const seen = await tx.selectFrom('purging').selectAll().executeTakeFirst();
      // What this process itself has seen last tells nothing of the time before it.
      const isStrange = seen && seen.seen_at !== last.at && !isSoonAfter(at, seen.seen_at);
      // Of several processes that have run side by side, one counts.
      const credit = Math.min(passed, Math.max(0, at - (seen?.seen_at ?? at)));
      const left = hasJumped || isStrange ? QUARANTINE : Math.max(0, (seen?.wait ?? 0) - credit);
      const row = { seen_at: at, wait: Math.round(left) };
      await (seen ? tx.updateTable('purging').set(row) : tx.insertInto('purging').values(row)).execute();
      return row.wait;
    });
    this.#last = { at, elapsed };
    return { at, wait };
  }
}

function isSoonAfter(at: number, before: number): boolean {
  return at >= before - TOLERANCE && at <= before + LONGEST_ABSENCE;
}
