import type { Account } from '@ticketbridge/facade';
import type { Clock } from '../clock.ts';
import type { Database } from '../database.ts';

/** The longest that a vendor is left alone, whatever it asks for: also what is left of a clock that was wrong. */
const LONGEST = 24 * 3_600_000;
/** Where a vendor does not say how long: this first, then twice as long where it soon refuses again. */
const FIRST = 1_000;
const LONGEST_GUESS = 60_000;

interface Pause {
  /** As the store has it. */
  readonly until: number;
  /** The same by the clock that does not jump. */
  readonly end: number;
  /** What it was when we had to guess. */
  readonly guess: number;
}

/** How long each vendor wants to be left alone: kept in the store, for other processes and after a restart. */
export class Pauses {
  readonly #pauses = new Map<string, Pause>();
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Milliseconds until requests to a vendor may go again. */
  async left(vendor: string): Promise<number> {
    const { until } = await this.#database.reader
      .selectFrom('accounts')
      .select(({ fn }) => fn.max('paused_until').as('until'))
      .where('vendor', '=', vendor)
      .executeTakeFirstOrThrow();
    const known = this.#pauses.get(vendor);
    // What is known is measured by the clock that does not jump.
    if (until !== null && until !== known?.until) this.#note(vendor, until, known?.guess ?? 0);
    return Math.max(0, (this.#pauses.get(vendor)?.end ?? 0) - performance.now());
  }

  /** Begins a pause, as long as the vendor asks for. */
  async begin({ vendor, account }: Account, retryAfter: number | undefined): Promise<void> {
    const guess = this.#guess(vendor);
    const until = this.#clock.now() + Math.min(LONGEST, Math.max(guess, retryAfter ?? 0));
    if (until <= this.#clock.now() + (await this.left(vendor))) return;
    this.#note(vendor, until, guess);
    await this.#database.write(async (tx) => {
      await tx
        .updateTable('accounts')
        .set({ paused_until: until })
        .where('vendor', '=', vendor)
        .where('account', '=', account)
        .execute();
    });
  }

  /** Takes refusals of requests that were under way together for one. */
  #guess(vendor: string): number {
    const { end, guess } = this.#pauses.get(vendor) ?? { end: 0, guess: 0 };
    const now = performance.now();
    if (now < end) return Math.max(FIRST, guess);
    return now < end + 2 * guess ? Math.min(LONGEST_GUESS, 2 * guess) : FIRST;
  }

  #note(vendor: string, until: number, guess: number): void {
    const left = until - this.#clock.now();
    // Longer than any pause: the clock has gone back since it was noted.
    const end = left > LONGEST ? 0 : performance.now() + left;
    this.#pauses.set(vendor, { until, end, guess });
  }
}
