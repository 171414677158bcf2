import type { Account } from '@ticketbridge/facade';
import type { Clock } from '../clock.ts';
import type { Database } from '../database.ts';
import { spacingLeft, wider } from './spacing.ts';
import type { Timer } from './timer.ts';

/** The longest that a vendor is left alone, whatever it asks for: also what is left of a clock that was wrong. */
const LONGEST = 24 * 3_600_000;
/** Where a vendor does not say how long: this first, then twice as long while it refuses the first request after it. */
const FIRST = 1_000;
/** The longest where a vendor does not say how long. */
export const LONGEST_GUESS = 60_000;

interface Pause {
  /** As the store has it. */
  readonly until: number;
  /** The same by the clock that does not jump. */
  readonly end: number;
  /** What it was when we had to guess. */
  readonly guess: number;
  /** Whether the vendor has answered a request after it. */
  readonly isAnswered: boolean;
}

/** What a vendor bears, in milliseconds. */
export interface Rest {
  /** Until requests may go again. */
  readonly left: number;
  /** Between two requests; 0 where only the inbox's own limits count. */
  readonly spacing: number;
}

/** What pauses are kept with. */
export interface PausesFacts {
  readonly database: Pick<Database, 'reader' | 'write'>;
  readonly clock: Clock;
  readonly timer: Timer;
  /** Milliseconds between two requests of the inbox. */
  readonly spacing: number;
}

/**
 * How long each vendor wants to be left alone, and how far apart it bears requests: kept in the store, for other processes
 * and after a restart. A vendor that refuses the first request after a pause wants a longer one; one that refuses a later
 * request wants them further apart.
 */
export class Pauses {
  readonly #pauses = new Map<string, Pause>();
  readonly #facts: PausesFacts;

  constructor(facts: PausesFacts) {
    this.#facts = facts;
  }

  async of(vendor: string): Promise<Rest> {
    const { database, clock, timer, spacing: own } = this.#facts;
    const rows = await database.reader
      .selectFrom('accounts')
      .select(['paused_until', 'spacing', 'spaced_at'])
      .where('vendor', '=', vendor)
      .execute();
    const until = Math.max(...rows.map(({ paused_until }) => paused_until ?? 0));
    const known = this.#pauses.get(vendor);
    // What is known is measured by the clock that does not jump.
    if (until > 0 && until !== known?.until) this.#note(vendor, until, known?.guess ?? 0);
    return {
      left: Math.max(0, (this.#pauses.get(vendor)?.end ?? 0) - timer.now()),
      spacing: Math.max(0, ...rows.map((row) => spacingLeft(row, clock.now(), own))),
    };
  }

  /** Begins a pause, as long as the vendor asks for; after throttling, requests are further apart. */
  async begin({ vendor, account }: Account, retryAfter: number | undefined, isThrottled: boolean): Promise<void> {
    const { database, clock, timer, spacing: own } = this.#facts;
    const { left, spacing } = await this.of(vendor);
    const { end, guess, isAnswered } = this.#pauses.get(vendor) ?? { end: 0, guess: 0, isAnswered: true };
    // Refusals of requests that were under way together are one.
    const isFirst = timer.now() >= end;
    const next = isFirst ? (isAnswered ? FIRST : Math.min(LONGEST_GUESS, 2 * guess)) : guess;
    const now = clock.now();
    const until = now + Math.min(LONGEST, Math.max(FIRST, next, retryAfter ?? 0));
    if (until <= now + left) return;
    this.#note(vendor, until, next);
    const slower = isThrottled && isFirst && isAnswered && { spacing: wider(spacing, own), spaced_at: now };
    await database.write(async (tx) => {
      await tx
        .updateTable('accounts')
        .set({ paused_until: until, ...slower })
        .where('vendor', '=', vendor)
        .where('account', '=', account)
        .execute();
    });
  }

  /** Notes that a vendor has answered a request. */
  answered(vendor: string): void {
    const known = this.#pauses.get(vendor);
    // One that was sent before the pause proves nothing.
    if (known && this.#facts.timer.now() >= known.end) this.#pauses.set(vendor, { ...known, isAnswered: true });
  }

  #note(vendor: string, until: number, guess: number): void {
    const { clock, timer } = this.#facts;
    const left = until - clock.now();
    // Longer than any pause: the clock has gone back since it was noted.
    const end = left > LONGEST ? 0 : timer.now() + left;
    this.#pauses.set(vendor, { until, end, guess, isAnswered: end <= timer.now() });
  }
}
