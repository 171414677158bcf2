import {
  type Account,
  type BridgeOptions,
  type ErrorKind,
  isTicketbridgeError,
  type TicketbridgeError,
} from '@ticketbridge/facade';
import type { Clock } from './clock.ts';
import type { Database } from './database.ts';
import { dueAtOnce } from './outbox/due-at-once.ts';
import type { Line } from './run/line.ts';
import { Pauses } from './run/pauses.ts';
import { type Timer, timer } from './run/timer.ts';

/** What every request to a vendor passes: it spaces them, counts them, and keeps them back while a vendor wants rest. */
export interface CallGate {
  /**
   * Returns the options of a call for an account. Each call is sent once: repeats are the inbox's own. Its `beforeAttempt`
   * waits for its turn; whoever has something to check right before the request does it after that.
   */
  options(account: Account, signal: AbortSignal): BridgeOptions;
  /**
   * Called with whatever a call threw. Throttling and Retry-After pause all accounts of the vendor, and throttling slows
   * their requests down.
   */
  failed(account: Account, error: unknown): Promise<void>;
  /** Called after a call that did what it was to do. After an outage, what has waited for its end is due at once. */
  answered(account: Account): Promise<void>;
}

/** How quickly an inbox may ask. */
export interface GateLimits {
  readonly maxPerSecond: number;
  readonly maxPerSecondAndAccount: number;
}

/** Milliseconds that a request waits for the end of a pause; where it is longer, the call ends and comes back later. */
const PATIENCE = 2_000;
/** Failures of a vendor that is not there, and how many one after the other are taken for an outage. */
const OF_OUTAGES: readonly ErrorKind[] = ['network', 'timeout', 'server'];
const OUTAGE = 2;
/** Milliseconds of one request, as long as anything else that one may wait for. */
const TIMEOUT = 30_000;
/** Milliseconds of a call: of waiting for its turn, most of it. */
const DEADLINE = 600_000;

/** Why a request was kept back. */
export class PausedError extends Error {
  override readonly name = 'PausedError';

  constructor(vendor: string) {
    super(`${vendor} has asked to be left alone for a while`);
  }
}

/** Tells whether a vendor that has failed wants to be left alone for a while. */
export function wantsRest(error: unknown): error is TicketbridgeError {
  return isTicketbridgeError(error) && (error.kind === 'throttled' || error.retryAfter !== undefined);
}

/** What an account has of its own. */
interface Lane {
  readonly line: Line;
  sent: number;
  /** Failures since it was last answered. */
  failures: number;
}

/** The one gate of an inbox. */
export class Gate implements CallGate {
  readonly #database: Pick<Database, 'reader' | 'write' | 'line'>;
  readonly #clock: Clock;
  readonly #timer: Timer;
  readonly #pauses: Pauses;
  readonly #spacing: { readonly inbox: number; readonly account: number };
  readonly #lines = new Map<string, Line>();
  readonly #lanes = new Map<string, Lane>();

  constructor(
    database: Pick<Database, 'reader' | 'write' | 'line'>,
    clock: Clock,
    { maxPerSecond, maxPerSecondAndAccount }: GateLimits,
    given: Timer = timer,
  ) {
    this.#database = database;
    this.#clock = clock;
    this.#timer = given;
    this.#spacing = { inbox: 1_000 / maxPerSecond, account: 1_000 / maxPerSecondAndAccount };
    this.#pauses = new Pauses({ database, clock, timer: given, spacing: this.#spacing.inbox });
  }

  /** @param patience milliseconds of a pause that a call waits for; where it is longer, the call ends and comes back later */
  options(account: Account, signal: AbortSignal, patience: number = PATIENCE): BridgeOptions {
    const beforeAttempt = (attempt: AbortSignal) => this.#enter(account, patience, attempt);
    return { signal, timeout: TIMEOUT, deadline: DEADLINE, maxAttempts: 1, beforeAttempt };
  }

  async failed(account: Account, error: unknown): Promise<void> {
    if (!isTicketbridgeError(error)) return;
    if (OF_OUTAGES.includes(error.kind)) this.#lane(account).failures += 1;
    if (wantsRest(error)) await this.#pauses.begin(account, error.retryAfter, error.kind === 'throttled');
  }

  async answered(account: Account): Promise<void> {
    this.#pauses.answered(account.vendor);
    const lane = this.#lane(account);
    const { failures } = lane;
    lane.failures = 0;
    if (failures >= OUTAGE) await dueAtOnce(this.#database, account, this.#clock.now());
  }

  /** Milliseconds until requests to a vendor may go again. */
  async pause(vendor: string): Promise<number> {
    const { left } = await this.#pauses.of(vendor);
    return left;
  }

  /** Tells how many requests have gone for an account that the store does not count yet. */
  sent(account: Account): number {
    return this.#lane(account).sent;
  }

  /** Called when the store counts them. */
  counted(account: Account, requests: number): void {
    this.#lane(account).sent -= requests;
  }

  async #enter(account: Account, patience: number, signal: AbortSignal): Promise<void> {
    const { vendor } = account;
    const lane = this.#lane(account);
    for (let rest = await this.#pauses.of(vendor); ; rest = await this.#pauses.of(vendor)) {
      if (rest.left > patience) throw new PausedError(vendor);
      await this.#timer.wait(rest.left, signal);
      // Whoever has waited for the end of a pause waits for a turn after it, so that not all go at once.
      await lane.line.turn(this.#spacing.account, signal);
      if (rest.spacing > 0) await this.#line(`vendor ${vendor}`).turn(rest.spacing, signal);
      await this.#line('inbox').turn(this.#spacing.inbox, signal);
      if ((await this.pause(vendor)) === 0) break;
    }
    lane.sent += 1;
  }

  #line(name: string): Line {
    const line = this.#lines.get(name) ?? this.#database.line(name);
    this.#lines.set(name, line);
    return line;
  }

  #lane({ vendor, account }: Account): Lane {
    const name = JSON.stringify([vendor, account]);
    const lane = this.#lanes.get(name) ?? { line: this.#database.line(name), sent: 0, failures: 0 };
    this.#lanes.set(name, lane);
    return lane;
  }
}
