import { join } from 'node:path';
import type { Database } from '../../src/database.ts';
import { sqliteStore } from '../../src/sqlite/store.ts';
import { temporaryFolder } from './folder.ts';

/** Opens a store that holds nothing. */
export async function openStore(): Promise<Database> {
  return sqliteStore(join(temporaryFolder(), 'inbox.sqlite')).open();
}
