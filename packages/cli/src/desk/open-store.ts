import { existsSync } from 'node:fs';
import { type Store, sqliteStore } from '@ticketbridge/inbox';
import { UsageError } from '../usage-error.ts';

const POSTGRES = /^\s*postgres(ql)?:\/\//i;

/** What looks like a URL, a connection string or a part of one: a password may stand in it, so it is never shown. */
const ADDRESS = /^[\s"'<(]*[a-z][\w+.-]+:|:\/\/|\/\/[^/]*:[^/]*@|password\s*=/i;

const NO_PLACE =
  'the inbox is no file, and no address that begins with postgresql://; write ./ before the name of a file that looks like an address';

/** Tells whether a place is to be kept out of everything that is shown. */
export function isAddress(place: string): boolean {
  return ADDRESS.test(place);
}

/**
 * Names the store of an inbox, which is a file or the address of a PostgreSQL database.
 *
 * @throws UsageError for a file that is not there, unless it may be made, and for an address of another kind
 */
export async function storeAt(place: string, mayMake: boolean): Promise<Store> {
  if (POSTGRES.test(place)) return postgresAt(place.trim());
  if (isAddress(place)) throw new UsageError(NO_PLACE);
  if (!mayMake && !existsSync(place)) {
    throw new UsageError(`there is no inbox at ${place} yet: 'ticketbridge watch' makes one; --no-inbox goes without`);
  }
  return sqliteStore(place);
}

/**
 * Moves the inbox of a file to the address of a PostgreSQL database.
 *
 * @throws UsageError where the place is no such address
 */
export async function moveToPostgres(file: string, place: string | undefined): Promise<void> {
  if (place === undefined || !POSTGRES.test(place)) throw new UsageError(NO_DATABASE);
  const { migrateToPostgres } = await postgres();
  await migrateToPostgres(file, place.trim());
}

const NO_DATABASE =
  'TICKETBRIDGE_INBOX, or "inbox" in the configuration file, must be the address of the database, which begins with postgresql://';

async function postgresAt(address: string): Promise<Store> {
  const { postgresStore } = await postgres();
  return postgresStore(address);
}

/** Most inboxes are files, and need no PostgreSQL, nor the packages that speak to it. */
async function postgres() {
  try {
    return await import('@ticketbridge/inbox/postgres');
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new UsageError('an inbox in PostgreSQL needs two more packages beside this one: npm install pg pg-boss');
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
}
