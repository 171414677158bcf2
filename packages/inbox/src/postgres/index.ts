import '../require-node.ts';

export type { PostgresConnection } from './connection.ts';
export { type PostgresStoreOptions, postgresStore } from './store.ts';
