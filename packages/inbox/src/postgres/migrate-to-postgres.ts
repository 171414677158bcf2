import type { PostgresConnection } from './connection.ts';
import type { PostgresStoreOptions } from './store.ts';

/**
 * Moves an inbox from a file to PostgreSQL, whole or not at all: mirror, positions of consumers, outbox and settings. The
 * file is refused from then on with `store-moved`, so that nothing is sent from both. When it was cut short, call it again.
 * For a NUL in a text, which PostgreSQL cannot keep, U+FFFD stands there.
 *
 * @param path the file, which no process may run meanwhile
 * @param connection as for `postgresStore`: of a store that holds nothing
 * @throws TicketbridgeError `invalid-input`
 * @throws InboxError `already-running`, or what stands in the way of either store
 * @example
 * await migrateToPostgres('inbox.sqlite', 'postgresql://localhost/support');
 */
export async function migrateToPostgres(
  path: string,
  connection: string | PostgresConnection,
  options?: PostgresStoreOptions,
): Promise<void> {
  return (await import('./move.ts')).moveToPostgres(path, connection, options);
}
