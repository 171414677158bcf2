import { DatabaseSync } from 'node:sqlite';
import { InboxError } from '../inbox-error.ts';
import { isLocked, storeErrorOf } from './errors.ts';
import { prepareFile } from './file.ts';
import { patiently } from './patience.ts';

/** Milliseconds that one who only looks, or one who is ending, may stand in the way of the next holder. */
const PATIENCE = 1_000;

/** The connections of this process, by their side files. One that nothing refers to is collected, and its lock with it. */
const locks = new Map<string, DatabaseSync>();

/** The file whose lock says that somebody polls and sends. It holds nothing. */
const sideFileOf = (path: string): string => prepareFile(`${path}-run`, '-journal');

/**
 * Takes the right to poll and to send for this process. A lock of the system, so that it ends with its process, however
 * that ends.
 *
 * @param path the store's file, as `prepareFile` returned it
 * @throws InboxError `already-running`
 */
export async function holdInbox(path: string): Promise<Disposable> {
  const sideFile = sideFileOf(path);
  const database = new DatabaseSync(sideFile);
  try {
    await patiently(PATIENCE, () => database.exec('BEGIN EXCLUSIVE'));
  } catch (error) {
    database.close();
    if (!isLocked(error)) throw storeErrorOf(error, path);
    const who = locks.has(sideFile) ? 'this process runs it already' : 'another process runs it';
    const words = `${who}: stop that run first; everything but running works beside it`;
    throw new InboxError('already-running', `The inbox ${path}: ${words}.`, { cause: error });
  }
  locks.set(sideFile, database);
  return {
    [Symbol.dispose]() {
      locks.delete(sideFile);
      database.close();
    },
  };
}

/** Tells whether a process, also this one, holds the right to poll and to send. */
export function isHeld(path: string): boolean {
  const database = new DatabaseSync(sideFileOf(path));
  try {
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    return false;
  } catch (error) {
    if (isLocked(error)) return true;
    throw storeErrorOf(error, path);
  } finally {
    database.close();
  }
}
