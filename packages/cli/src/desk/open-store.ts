import { existsSync } from 'node:fs';
import { type Store, sqliteStore } from '@ticketbridge/inbox';
import { UsageError } from '../usage-error.ts';

/** The address of a database, which holds its password. */
export const POSTGRES: RegExp = /^postgres(ql)?:\/\//i;

/**
 * Names the store of an inbox, which is a file or the address of a PostgreSQL database.
 *
 * @throws UsageError for a file that is not there, unless it may be made
 */
export async function storeAt(place: string, mayMake: boolean): Promise<Store> {
  if (POSTGRES.test(place)) return postgresAt(place);
  if (!mayMake && !existsSync(place)) {
    throw new UsageError(`there is no inbox at ${place} yet: 'ticketbridge watch' makes one; --no-inbox goes without`);
  }
  return sqliteStore(place);
}

async function postgresAt(address: string): Promise<Store> {
  try {
    const { postgresStore } = await import('@ticketbridge/inbox/postgres');
    return postgresStore(address);
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new UsageError('an inbox in PostgreSQL needs two more packages beside this one: npm install pg pg-boss');
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
}
