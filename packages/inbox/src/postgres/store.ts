import { readOptions } from '@ticketbridge/http';
import { type Store, storeOf } from '../store.ts';
import { invalid, type PostgresConnection, readConnection } from './connection.ts';

/** How an inbox uses its database. */
export interface PostgresStoreOptions {
  /** The schema that holds the tables; it is made where there is none. `ticketbridge` by default. */
  readonly schema?: string | undefined;
  /** Connections of this process at most, beside one that listens. 10 by default. */
  readonly connections?: number | undefined;
}

/** PostgreSQL cuts longer names, and pg-boss has one of its own from this one. */
const LONGEST_NAME = 50;

const OPTIONS = {
  schema: [
    `a name of 1 to ${LONGEST_NAME} lower-case letters, digits and underscores that begins with a letter`,
    (value: unknown) => typeof value === 'string' && /^[a-z][a-z0-9_]*$/.test(value) && value.length <= LONGEST_NAME,
  ],
  connections: [
    'a whole number, 2 to 1000',
    (value: unknown) => Number.isInteger(value) && Number(value) >= 2 && Number(value) <= 1000,
  ],
} as const;

/**
 * Names a schema of a PostgreSQL database, 13 or later, as the store of an inbox that any number of processes run at once.
 * `openInbox` makes the schema where there is none; the database has to exist, in an encoding of UTF-8. It takes
 * connections for itself: a pooler must not share them between transactions.
 *
 * @param connection a URL such as `postgresql://user:password@host/database`, or its parts
 * @throws TicketbridgeError `invalid-input`
 * @example
 * const store = postgresStore('postgresql://localhost/support');
 * const inbox = await openInbox({ store, sources });
 */
export function postgresStore(connection: string | PostgresConnection, options: PostgresStoreOptions = {}): Store {
  const { schema = 'ticketbridge', connections = 10 } = readOptions(OPTIONS, options, invalid) as PostgresStoreOptions;
  const place = { reach: readConnection(connection), schema, connections };
  return storeOf(async () => (await import('./open-store.ts')).openStore(place));
}
