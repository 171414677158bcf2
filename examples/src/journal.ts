import { DatabaseSync } from 'node:sqlite';
import { formatThreadRef, type Outcome, type ThreadRef } from '@ticketbridge/facade';
import { UsageError } from './program.ts';

/** A reply of which it is not known whether the customer has it. */
export interface UnknownReply {
  readonly thread: string;
  /** When it was about to be sent, as an ISO 8601 instant. */
  readonly intendedAt: string;
}

/**
 * What is known of each thread's one reply, in a file that survives a kill at any moment. A row is `intended` before the
 * reply is sent, and has the outcome afterwards; an `intended` that is found at the start was cut short, so it is
 * `unknown`.
 *
 * SQLite writes it: a statement is on the disk when it returns. The file stays locked as long as the journal is open,
 * and the operating system ends the lock with the process, so no stale lock keeps the next instance out. The file must
 * be on a local disk: locks on network drives are not to be relied on.
 */
export class Journal implements Disposable {
  readonly #database: DatabaseSync;

  /** @throws UsageError when another instance has the journal open, or the file cannot be used */
  constructor(path: string) {
    try {
      this.#database = new DatabaseSync(path);
      this.#database.exec(`
        PRAGMA locking_mode = EXCLUSIVE;
        PRAGMA synchronous = EXTRA;
        BEGIN EXCLUSIVE;
        CREATE TABLE IF NOT EXISTS replies (
          thread TEXT PRIMARY KEY,
          outcome TEXT NOT NULL CHECK (outcome IN ('intended', 'accepted', 'refused', 'not-sent', 'unknown')),
          intendedAt TEXT NOT NULL
        ) STRICT;
        UPDATE replies SET outcome = 'unknown' WHERE outcome = 'intended';
        COMMIT;
      `);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new UsageError(`the journal ${path} cannot be used; is another instance running? (${why})`);
    }
  }

  /** Claims the thread's reply. `false` if it was sent, or may have been: it must not be sent then. */
  intend(ref: ThreadRef): boolean {
    const { changes } = this.#database
      .prepare(`
        INSERT INTO replies (thread, outcome, intendedAt) VALUES (?, 'intended', ?)
        ON CONFLICT (thread) DO UPDATE SET outcome = excluded.outcome, intendedAt = excluded.intendedAt
        WHERE outcome IN ('refused', 'not-sent')
      `)
      .run(formatThreadRef(ref), new Date().toISOString());
    return changes === 1;
  }

  /** Notes what became of an intended reply. */
  settle(ref: ThreadRef, outcome: Outcome): void {
    this.#database
      .prepare(`UPDATE replies SET outcome = ? WHERE thread = ? AND outcome = 'intended'`)
      .run(outcome, formatThreadRef(ref));
  }

  /** Notes what a person found out about a reply of unknown fate. `false` if there is no such reply. */
  decide(ref: ThreadRef, outcome: 'accepted' | 'not-sent'): boolean {
    const { changes } = this.#database
      .prepare(`UPDATE replies SET outcome = ? WHERE thread = ? AND outcome = 'unknown'`)
      .run(outcome, formatThreadRef(ref));
    return changes === 1;
  }

  /** The replies that a person has to decide about, oldest first. */
  unknown(): readonly UnknownReply[] {
    return this.#database
      .prepare(`SELECT thread, intendedAt FROM replies WHERE outcome = 'unknown' ORDER BY intendedAt, thread`)
      .all()
      .map(({ thread, intendedAt }) => ({ thread: String(thread), intendedAt: String(intendedAt) }));
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }
}
