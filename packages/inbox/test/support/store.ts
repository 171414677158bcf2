import type { Database } from '../../src/database.ts';
import { freshStore } from '../stores.ts';

/** Opens a store that holds nothing. */
export async function openStore(): Promise<Database> {
  return (await freshStore()).open();
}
