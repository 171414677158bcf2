export type { Store } from './database.ts';
export { InboxError, type InboxErrorCode, isInboxError } from './inbox-error.ts';
export { type SqliteStoreOptions, sqliteStore } from './sqlite/store.ts';
