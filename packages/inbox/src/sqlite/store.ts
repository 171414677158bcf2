import { resolve } from 'node:path';
import { readOptions, TicketbridgeError } from '@ticketbridge/http';
import { type Store, storeOf } from '../store.ts';

export interface SqliteStoreOptions {
  /** Milliseconds to wait while another process writes, before `store-locked`. 10 000 by default. */
  readonly busyTimeout?: number | undefined;
}

const LONGEST = 2 ** 31 - 1;

/** A password may stand in it: no error of the store may show it as its path. */
const ADDRESS = /^\s*(postgres(ql)?:|[a-z][a-z0-9+.-]+:\/\/)/i;

const OPTIONS = {
  busyTimeout: [
    `a whole number of milliseconds, 0 to ${LONGEST}`,
    (value: unknown) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= LONGEST,
  ],
} as const;

/**
 * Names a file of SQLite as the store of an inbox; `openInbox` makes it where there is none, readable by its owner alone.
 * It has to be on a local disk. Beside it stand `-wal` and `-shm`, which belong to it, and `-run` with its `-run-journal`,
 * which hold nothing.
 *
 * @param path relative to the working directory of this moment
 * @throws TicketbridgeError `invalid-input`
 * @example
 * const inbox = await openInbox({ store: sqliteStore('inbox.sqlite'), sources });
 */
export function sqliteStore(path: string, options: SqliteStoreOptions = {}): Store {
  if (typeof path !== 'string' || path === '' || path.includes('\0')) throw invalid('"path" must be a path', 'path');
  if (path === ':memory:' || path.startsWith('file:')) {
    throw invalid(
      '"path" must be that of a file on a disk: an inbox that is not kept would tell everything again',
      'path',
    );
  }
  if (ADDRESS.test(path))
    throw invalid('"path" must be that of a file: postgresStore takes the address of a database', 'path');
  const { busyTimeout = 10_000 } = readOptions(OPTIONS, options, invalid) as SqliteStoreOptions;
  const file = resolve(path);
  return storeOf(async () => (await import('./open-store.ts')).openStore(file, busyTimeout));
}

function invalid(why: string, field?: string): TicketbridgeError {
  return new TicketbridgeError(`sqliteStore: ${why}`, { kind: 'invalid-input', outcome: 'not-sent', field });
}
