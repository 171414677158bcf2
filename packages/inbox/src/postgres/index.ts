import '../require-node.ts';

export type { PostgresConnection } from './connection.ts';
export { migrateToPostgres } from './migrate-to-postgres.ts';
export { type PostgresStoreOptions, postgresStore } from './store.ts';
