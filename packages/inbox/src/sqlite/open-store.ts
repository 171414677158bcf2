import { sql } from 'kysely';
import type { Database } from '../database.ts';
import { isOutdated, migrate } from '../migrations/migrate.ts';
import { SqliteDatabase } from './database.ts';
import { prepareFile } from './file.ts';
import { SQLITE } from './flavour.ts';
import { APPLICATION_ID, openConnection } from './open.ts';

/**
 * Opens a file as the store of an inbox, with the tables of this version.
 *
 * @param mayBeMoved whether it is opened also after it was moved to another store
 */
export async function openStore(file: string, busyTimeout: number, mayBeMoved = false): Promise<Database> {
  const path = prepareFile(file, '-run-journal');
  await using opening = new AsyncDisposableStack();
  const writing = opening.adopt(await openConnection(path, busyTimeout), (connection) => connection.close());
  const reading = opening.adopt(await openConnection(path, busyTimeout), (connection) => connection.close());
  reading.exec('PRAGMA query_only = ON');
  const database = new SqliteDatabase({ path, busyTimeout, writing, reading, mayBeMoved });
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
