import type { Kysely, RawBuilder, Transaction } from 'kysely';
import type { Clock } from './clock.ts';
import type { Line } from './run/line.ts';
import type { Tasks } from './run/tasks.ts';
import type { Tables } from './schema.ts';

/** A transaction that writes. */
export type Tx = Transaction<Tables>;

/** What reads: the database itself, or a transaction. */
export type Reader = Kysely<Tables> | Tx;

/** A store that was opened: everything above it is the same on both databases. */
export interface Database extends AsyncDisposable {
  readonly kind: 'sqlite' | 'postgres';
  /** The time of the store: the same in all processes that share it. */
  readonly clock: Clock;
  /** For reading outside of a transaction. */
  readonly reader: Kysely<Tables>;
  /**
   * Runs work in one transaction that is on the disk when this resolves, and undone when it rejects. No request to a
   * vendor is made inside.
   */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Called in a transaction before it appends events, so that positions become visible in their order. */
  orderEvents(tx: Tx): Promise<void>;
  /**
   * Resolves when somebody, also another process, may have committed something after this was called; or on abort. Any
   * number of callers may wait at once.
   */
  changed(signal: AbortSignal): Promise<void>;
  /**
   * Runs the tasks again and again. Resolves after the abort, when those that were under way have ended; rejects with what
   * a task rejects with.
   *
   * @param worker a name of this run that no other one has, with which its claims in the outbox begin
   * @throws InboxError `already-running` where only one process may run them
   */
  run(tasks: Tasks, signal: AbortSignal, worker: string): Promise<void>;
  /** Tells whether some process runs tasks now. */
  isRunning(): Promise<boolean>;
  /** Makes a line in which the requests of all processes that share the store wait for their turns. */
  line(name: string): Line;
  /** Called after texts were purged: what the database itself still keeps of them, such as a log, goes too. */
  scrub(): Promise<void>;
  /** Finds the keys of messages that have all words, newest first; see `search.ts`. */
  readonly search: SearchIndex;
}

/** The full-text index of a database. */
export interface SearchIndex {
  /** Puts a message's words into the index; called in the transaction that inserts it. */
  add(tx: Tx, n: number, words: string): Promise<void>;
  remove(tx: Tx, n: number, words: string): Promise<void>;
  /** A condition of the message rows that hold all of these words. */
  holdsAll(words: readonly string[]): RawBuilder<boolean>;
}
