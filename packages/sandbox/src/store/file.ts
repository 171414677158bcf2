import { closeSync, openSync, readSync } from 'node:fs';
import { resolve } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { at, isObject, type JsonObject } from '../json.ts';
import { invalidInput, SandboxError } from '../sandbox-error.ts';
import type { Kept, Store } from './store.ts';

/** Marks the files of sandboxes (https://www.sqlite.org/pragma.html#pragma_application_id): "TkBr". */
const applicationId = 0x54_6b_42_72;
/** Counts up with every change of the tables. */
const form = 1;

const tables = `
  CREATE TABLE items (key INTEGER PRIMARY KEY, vendor TEXT NOT NULL, parent INTEGER, value TEXT NOT NULL) STRICT;
  CREATE TABLE start (data TEXT NOT NULL) STRICT;
  PRAGMA application_id = ${applicationId};
  PRAGMA user_version = ${form};
`;

/**
 * Opens a file, or makes it; nobody else can open it then until it is closed.
 *
 * @throws SandboxError: `invalid-input`, with the field `file`, for a file that is not a sandbox's or is of another
 * form; `cannot-open` for one that another sandbox has open, and for a Node without `node:sqlite`; `cannot-save` where
 * the disk is full.
 */
export function openFile(given: string): Store {
  const path = resolve(given);
  const sqlite = loadSqlite();
  assertOurs(path);
  try {
    return storeIn(new sqlite.DatabaseSync(path), path);
  } catch (error) {
    throw errorOf(error, path);
  }
}

function storeIn(database: DatabaseSync, path: string): Store {
  try {
    // With the lock held from the first read on, no second sandbox can write, and the log needs no shared memory.
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
    const transact = transactionsOf(database);
    transact(() => {
      if (database.prepare('SELECT name FROM sqlite_schema').all().length === 0) database.exec(tables);
    });
    // A commit in the log survives the end of the process; only a power failure can take the last ones.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
    return { ...statementsOf(database, saving(transact, path)), kept: readKept(database) };
  } catch (error) {
    database.close();
    throw error;
  }
}

type Transact = <Result>(work: () => Result) => Result;

/** Makes what runs work as a transaction, or as part of the one around it. */
function transactionsOf(database: DatabaseSync): Transact {
  let isWithin = false;
  return (work) => {
    if (isWithin) return work();
    database.exec('BEGIN IMMEDIATE');
    isWithin = true;
    try {
      const result = work();
      database.exec('COMMIT');
      return result;
    } catch (error) {
      rollBack(database);
      throw error;
    } finally {
      isWithin = false;
    }
  };
}

/** Makes what says in words why SQLite did not save. */
function saving(transact: Transact, path: string): Transact {
  return (work) => {
    try {
      return transact(work);
    } catch (error) {
      throw resultOf(error) === undefined ? error : cannotSave(path, error);
    }
  };
}

function rollBack(database: DatabaseSync): void {
  try {
    database.exec('ROLLBACK');
  } catch {
    // SQLite does so by itself where the disk is full.
  }
}

function statementsOf(database: DatabaseSync, transact: Transact): Omit<Store, 'kept'> {
  const put = database.prepare('INSERT OR REPLACE INTO items (key, vendor, parent, value) VALUES (?, ?, ?, ?)');
  const remove = database.prepare('DELETE FROM items WHERE key = ?');
  const keepStart = database.prepare('INSERT INTO start (data) SELECT ? WHERE NOT EXISTS (SELECT * FROM start)');
  let last = 0;
  let isClosed = false;
  return {
    of: (vendor) => ({
      newKey() {
        last += 1;
        return last;
      },
      canFail: true,
      save: (changes) =>
        transact(() => {
          for (const change of changes) {
            if ('removed' in change) remove.run(change.removed);
            else put.run(change.key, vendor, change.parent ?? null, JSON.stringify(change.value));
          }
        }),
    }),
    keepStart: (start) => transact(() => void keepStart.run(JSON.stringify(start))),
    replace: (write) =>
      transact(() => {
        database.exec('DELETE FROM items');
        return write();
      }),
    close() {
      if (!isClosed) database.close();
      isClosed = true;
    },
  };
}

function readKept(database: DatabaseSync): Kept | undefined {
  const start = database.prepare('SELECT data FROM start').get();
  if (start === undefined) return undefined;
  const rows = database.prepare('SELECT key, vendor, parent, value FROM items ORDER BY key').all();
  return {
    start: parse(start.data),
    rows: rows.map(({ key, vendor, parent, value }) => {
      if (typeof key !== 'number' || typeof vendor !== 'string') throw new Error('An item has no key');
      return { key, vendor, parent: typeof parent === 'number' ? parent : undefined, value: parse(value) };
    }),
  };
}

function parse(value: unknown): JsonObject {
  const parsed: unknown = typeof value === 'string' ? JSON.parse(value) : undefined;
  if (!isObject(parsed)) throw new Error('An item is not an object');
  return parsed;
}

/** Refuses a file that is not a sandbox's by its first bytes: SQLite would write to any database that it opens. */
function assertOurs(path: string): void {
  const head = readHead(path);
  if (head.length === 0) return;
  const isDatabase = head.toString('latin1', 0, 16) === 'SQLite format 3\0' && head.length === 100;
  if (!isDatabase || head.readUInt32BE(68) !== applicationId) {
    throw invalidInput('file', `must be a new file, or one that a sandbox wrote: ${path} is not`);
  }
  if (head.readUInt32BE(60) !== form) {
    throw invalidInput('file', `must be one that a sandbox of this version wrote: ${path} is of another form`);
  }
}

/** Reads the head of a database (https://www.sqlite.org/fileformat.html#the_database_header); of a new file nothing. */
function readHead(path: string): Buffer {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (error) {
    if (at(error, 'code') === 'ENOENT') return Buffer.alloc(0);
    throw invalidInput('file', `must be a file that can be read and written: ${path} is not`);
  }
  try {
    const head = Buffer.alloc(100);
    return head.subarray(0, readSync(descriptor, head));
  } catch {
    throw invalidInput('file', `must be a file that can be read and written: ${path} is not`);
  } finally {
    closeSync(descriptor);
  }
}

/** SQLite's primary result codes (https://www.sqlite.org/rescode.html). */
const busy = 5;
const readOnly = 8;
const full = 13;
const cannotOpen = 14;

/** Gives the primary result code of what SQLite threw; `undefined` for an error of another origin. */
function resultOf(error: unknown): number | undefined {
  const code = at(error, 'errcode');
  return typeof code === 'number' ? code & 0xff : undefined;
}

function errorOf(error: unknown, path: string): Error {
  if (error instanceof SandboxError) return error;
  const primary = resultOf(error);
  if (primary === full) return cannotSave(path, error);
  if (primary === busy) return cannotOpenFile(`another sandbox has ${path} open`, error);
  if (primary === readOnly || primary === cannotOpen) {
    return invalidInput('file', `must be a file that can be read and written: ${path} is not`);
  }
  return cannotOpenFile(`${path} is damaged (${messageOf(error)})`, error);
}

function cannotSave(path: string, cause: unknown): SandboxError {
  const reason = resultOf(cause) === full ? 'the disk is full' : messageOf(cause);
  return new SandboxError('cannot-save', `Cannot save the state in ${path}: ${reason}`, { field: 'file', cause });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function cannotOpenFile(problem: string, cause?: unknown): SandboxError {
  return new SandboxError('cannot-open', `Cannot keep the state in a file: ${problem}`, { field: 'file', cause });
}

/** Loads SQLite when it is needed: not every Node that this package runs in has it. */
function loadSqlite(): typeof import('node:sqlite') {
  const { emitWarning } = process;
  // Node 22 warns that its SQLite is experimental. Nothing else can warn meanwhile: loading is synchronous.
  process.emitWarning = () => undefined;
  try {
    const sqlite: typeof import('node:sqlite') | undefined = process.getBuiltinModule?.('node:sqlite');
    if (sqlite) return sqlite;
  } finally {
    process.emitWarning = emitWarning;
  }
  throw cannotOpenFile(`Node ${process.versions.node} has no node:sqlite; Node 22.13 and newer have it`);
}
