import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
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
  readonly #intend: StatementSync;
  readonly #settle: StatementSync;
  readonly #unknown: StatementSync;

  /** @throws UsageError when another instance has the journal open, or the file cannot be used */
  constructor(path: string) {
    try {
      this.#database = new DatabaseSync(filePath(path));
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
      // Here, so that a table of another form is found before anything is sent.
      this.#intend = this.#database.prepare(`
        INSERT INTO replies (thread, outcome, intendedAt) VALUES (?, 'intended', ?)
        ON CONFLICT (thread) DO UPDATE SET outcome = excluded.outcome, intendedAt = excluded.intendedAt
        WHERE outcome IN ('refused', 'not-sent')
      `);
      this.#settle = this.#database.prepare('UPDATE replies SET outcome = ? WHERE thread = ? AND outcome = ?');
      this.#unknown = this.#database.prepare(
        `SELECT thread, intendedAt FROM replies WHERE outcome = 'unknown' ORDER BY intendedAt, thread`,
      );
    } catch (error) {
      throw isLocked(error)
        ? new UsageError(`another instance is running on the journal ${path}`)
        : new UsageError(`${path} cannot be used as a journal: ${error instanceof Error ? error.message : error}`);
    }
  }

  /** Claims the thread's reply. `false` if it was sent, or may have been: it must not be sent then. */
  intend(ref: ThreadRef): boolean {
    return this.#intend.run(formatThreadRef(ref), new Date().toISOString()).changes === 1;
  }

  /** Notes what became of an intended reply. */
  settle(ref: ThreadRef, outcome: Outcome): void {
    this.#settle.run(outcome, formatThreadRef(ref), 'intended');
  }

  /** Notes what a person found out about a reply of unknown fate. `false` if there is no such reply. */
  decide(thread: string, outcome: 'accepted' | 'not-sent'): boolean {
    return this.#settle.run(outcome, thread, 'unknown').changes === 1;
  }

  /** The replies that a person has to decide about, oldest first. */
  unknown(): readonly UnknownReply[] {
    return this.#unknown
      .all()
      .map(({ thread, intendedAt }) => ({ thread: String(thread), intendedAt: String(intendedAt) }));
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }
}

/**
 * Makes a path absolute, so that it is one to SQLite too, to which `:memory:`, `file:...` and an empty path mean a
 * database that is forgotten. Throws for a path that a person meant so, and for one of what cannot keep anything.
 */
function filePath(path: string): string {
  if (path === '' || /^(:memory:$|file:)/i.test(path)) throw new Error('it has to be the path of a file');
  const file = resolve(path);
  if (statSync(file, { throwIfNoEntry: false })?.isFile() === false) throw new Error('it is no regular file');
  return file;
}

/** Recognises SQLite's result code SQLITE_BUSY. */
function isLocked(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 5;
}
