import '../require-node.ts';

export type { PostgresConnection } from './connection.ts';
export { migrateToPostgres } from './move.ts';
export { type PostgresStoreOptions, postgresStore } from './store.ts';
