import { type Account, type BridgeOptions, isTicketbridgeError } from '@ticketbridge/facade';
import type { Clock } from './clock.ts';
import type { Database } from './database.ts';
import { type Line, waitFor } from './run/line.ts';
import { Pauses } from './run/pauses.ts';

/** What every request to a vendor passes: it spaces them, counts them, and keeps them back while a vendor wants rest. */
export interface CallGate {
  /**
   * Returns the options of a call for an account. Each call is sent once: repeats are the inbox's own. Its `beforeAttempt`
   * waits for its turn; whoever has something to check right before the request does it after that.
   */
  options(account: Account, signal: AbortSignal): BridgeOptions;
  /** Called with whatever a call threw. Throttling and Retry-After pause all accounts of the vendor. */
  failed(account: Account, error: unknown): Promise<void>;
}

/** How quickly an inbox may ask. */
export interface GateLimits {
  readonly maxPerSecond: number;
  readonly maxPerSecondAndAccount: number;
}

/** Milliseconds that a request waits for the end of a pause; where it is longer, the call ends and comes back later. */
const PATIENCE = 2_000;
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

/** The one gate of an inbox. */
export class Gate implements CallGate {
  readonly #database: Database;
  readonly #limits: GateLimits;
  readonly #pauses: Pauses;
  readonly #inbox: Line;
  readonly #accounts = new Map<string, { readonly line: Line; sent: number }>();

  constructor(database: Database, clock: Clock, limits: GateLimits) {
    this.#database = database;
    this.#limits = limits;
    this.#pauses = new Pauses(database, clock);
    this.#inbox = database.line('inbox', limits.maxPerSecond);
  }

  options(account: Account, signal: AbortSignal): BridgeOptions {
    const beforeAttempt = (attempt: AbortSignal) => this.#enter(account, attempt);
    return { signal, timeout: TIMEOUT, deadline: DEADLINE, maxAttempts: 1, beforeAttempt };
  }

  async failed(account: Account, error: unknown): Promise<void> {
    if (!isTicketbridgeError(error)) return;
    if (error.kind === 'throttled' || error.retryAfter !== undefined) {
      await this.#pauses.begin(account, error.retryAfter);
    }
  }

  /** Milliseconds until requests to a vendor may go again. */
  pause(vendor: string): Promise<number> {
    return this.#pauses.left(vendor);
  }

  /** Tells how many requests have gone for an account that the store does not count yet. */
  sent(account: Account): number {
    return this.#lane(account).sent;
  }

  /** Called when the store counts them. */
  counted(account: Account, requests: number): void {
    this.#lane(account).sent -= requests;
  }

  async #enter(account: Account, signal: AbortSignal): Promise<void> {
    const lane = this.#lane(account);
    await lane.line.turn(signal);
    await this.#inbox.turn(signal);
    for (let left = await this.#pauses.left(account.vendor); left > 0; ) {
      if (left > PATIENCE) throw new PausedError(account.vendor);
      await waitFor(left, signal);
      left = await this.#pauses.left(account.vendor);
    }
    lane.sent += 1;
  }

  #lane({ vendor, account }: Account) {
    const name = JSON.stringify([vendor, account]);
    const known = this.#accounts.get(name);
    if (known) return known;
    const made = { line: this.#database.line(name, this.#limits.maxPerSecondAndAccount), sent: 0 };
    this.#accounts.set(name, made);
    return made;
  }
}
