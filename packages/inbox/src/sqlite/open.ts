import { DatabaseSync } from 'node:sqlite';
import { InboxError } from '../inbox-error.ts';
import { storeErrorOf } from './errors.ts';
import { keepPrivate } from './file.ts';
import { patiently } from './patience.ts';

/** "TBIB", in a header of SQLite: this file is an inbox. */
export const APPLICATION_ID = 0x54_42_49_42;

/**
 * Chooses how commits are kept. With a write-ahead log readers never wait for a writer, but in a SQLite before 3.51.3,
 * which Node 24.15 brought, several connections may damage it, https://www.sqlite.org/wal.html#walresetbug.
 */
export function journalModeOf(version: string): 'WAL' | 'DELETE' {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  return major * 1e6 + minor * 1e3 + patch >= 3_051_003 ? 'WAL' : 'DELETE';
}

const PRAGMAS = [
  `PRAGMA journal_mode = ${journalModeOf(process.versions.sqlite ?? '')}`,
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
    keepPrivate(path);
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
