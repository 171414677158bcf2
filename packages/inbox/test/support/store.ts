import type { Database } from '../../src/database.ts';
import { openDatabase } from '../../src/store.ts';
import { freshStore } from '../stores.ts';

/** Opens a store that holds nothing. */
export async function openStore(): Promise<Database> {
  return openDatabase(await freshStore());
}
