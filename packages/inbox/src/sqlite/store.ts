import { resolve } from 'node:path';
import { readOptions, TicketbridgeError } from '@ticketbridge/http';
import { sql } from 'kysely';
import type { Database, Store } from '../database.ts';
import { isOutdated, migrate } from '../migrations/migrate.ts';
import { SqliteDatabase } from './database.ts';
import { prepareFile } from './file.ts';
import { SQLITE } from './flavour.ts';
import { APPLICATION_ID, openConnection } from './open.ts';

export interface SqliteStoreOptions {
  /** Milliseconds to wait while another process writes, before `store-locked`. 10 000 by default. */
  readonly busyTimeout?: number | undefined;
}

const LONGEST = 2 ** 31 - 1;

const OPTIONS = {
  busyTimeout: [
    `a whole number of milliseconds, 0 to ${LONGEST}`,
    (value: unknown) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= LONGEST,
  ],
} as const;

/**
 * Names a file of SQLite as the store of an inbox; `openInbox` makes it where there is none, readable by its owner alone.
 * It has to be on a local disk. Beside it stand `-wal` and `-shm`, which belong to it, and `-run`, which holds nothing.
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
  const { busyTimeout = 10_000 } = readOptions(OPTIONS, options, invalid) as SqliteStoreOptions;
  const file = resolve(path);
  return { open: () => open(file, busyTimeout) };
}

async function open(file: string, busyTimeout: number): Promise<Database> {
  const path = prepareFile(file);
  await using opening = new AsyncDisposableStack();
  const writing = opening.adopt(await openConnection(path, busyTimeout), (connection) => connection.close());
  const reading = opening.adopt(await openConnection(path, busyTimeout), (connection) => connection.close());
  reading.exec('PRAGMA query_only = ON');
  const database = new SqliteDatabase({ path, busyTimeout, writing, reading });
  const tables = await database.reader.introspection.getTables({ withInternalKyselyTables: true });
  if (tables.length === 0 || (await isOutdated(database.reader))) {
    await database.write(async (tx) => {
      await migrate(tx, SQLITE);
      await sql`pragma application_id = ${sql.lit(APPLICATION_ID)}`.execute(tx);
    });
  }
  opening.move();
  return database;
}

function invalid(why: string, field?: string): TicketbridgeError {
  return new TicketbridgeError(`sqliteStore: ${why}`, { kind: 'invalid-input', outcome: 'not-sent', field });
}
