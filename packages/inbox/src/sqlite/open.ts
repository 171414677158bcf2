import { DatabaseSync } from 'node:sqlite';
import { InboxError } from '../inbox-error.ts';
import { storeErrorOf } from './errors.ts';
import { patiently } from './patience.ts';

/** "TBIB", in a header of SQLite: this file is an inbox. */
export const APPLICATION_ID = 0x54_42_49_42;

const PRAGMAS = [
  // Readers never wait for a writer.
  'PRAGMA journal_mode = WAL',
  // What was committed survives a loss of power too.
  'PRAGMA synchronous = FULL',
  // A text that was purged is overwritten.
  'PRAGMA secure_delete = ON',
  'PRAGMA trusted_schema = OFF',
];

/** Opens a connection to a file, which is an inbox or is empty. */
export async function openConnection(path: string, busyTimeout: number): Promise<DatabaseSync> {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path);
    const opened = database;
    await patiently(busyTimeout, () => refuseForeign(opened, path));
    for (const pragma of PRAGMAS) await patiently(busyTimeout, () => opened.exec(pragma));
    return opened;
  } catch (error) {
    database?.close();
    throw storeErrorOf(error, path);
  }
}

/** Before anything is written: the file may be another program's. */
function refuseForeign(database: DatabaseSync, path: string): void {
  const facts = database
    .prepare('SELECT (SELECT application_id FROM pragma_application_id) AS id, count(*) AS tables FROM sqlite_schema')
    .get();
  if (facts?.id === APPLICATION_ID || facts?.tables === 0) return;
  throw new InboxError(
    'store-unusable',
    `The inbox ${path}: it is a database of another program: choose another path.`,
  );
}
