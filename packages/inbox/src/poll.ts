import type { Account, Ticketbridge } from '@ticketbridge/facade';
import type { Clock } from './clock.ts';
import type { Database, Tx } from './database.ts';
import type { CallGate } from './gate.ts';

/**
 * Polls an account once: goes on with its first run where that was stopped, or looks for what has changed since. It
 * commits in small steps, so that it can be stopped at any time, and throws what the facade throws.
 */
export type Poll = (context: PollContext) => Promise<void>;

export interface PollContext {
  readonly bridge: Ticketbridge;
  readonly database: Database;
  readonly account: Account;
  readonly gate: CallGate;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly intervals: Intervals;
  /**
   * Writes as `database.write` does, if this poll is still the account's latest.
   *
   * @throws InboxError `lost` when another process has taken over
   */
  commit<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Tells how far the first run is, in all. */
  progress(facts: PollProgress): void;
}

/** How far the first run of an account is. */
export interface PollProgress {
  readonly threads: number;
  readonly messages: number;
}

/** Milliseconds between looks. */
export interface Intervals {
  /** Between two polls of an account, and the least between two probes of a thread. */
  readonly hot: number;
  /** The most between two probes of a thread. */
  readonly cold: number;
  /** Between two readings of everything, which find what leaves no trace in a list. */
  readonly sweep: number;
}
