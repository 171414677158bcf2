import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { sqliteStore } from '../src/sqlite/store.ts';
import type { Store } from '../src/store.ts';
import { temporaryFolder } from './support/folder.ts';

/**
 * Names a place for a store that nobody has used: a file, or a schema of the server that INBOX_STORE names. It is a text,
 * so that other processes can open the same.
 */
export function freshPlace(): string {
  const server = process.env.INBOX_STORE;
  if (server) return freshSchema(server);
  return join(temporaryFolder(), 'inbox.sqlite');
}

/** Names a schema, which is gone when the test has finished: each of them makes it slower to look for tables. */
function freshSchema(server: string): string {
  const schema = `t${randomUUID().replaceAll('-', '')}`;
  onTestFinished(async () => {
    const { Client } = await import('pg');
    const client = new Client(server);
    await client.connect();
    await client.query(`drop schema if exists ${schema} cascade`);
    await client.query(`drop schema if exists ${schema}_jobs cascade`);
    await client.end();
  });
  return `${server}#${schema}`;
}

/** Returns the store at a place. */
export async function storeAt(place: string): Promise<Store> {
  if (!place.startsWith('postgresql:')) return sqliteStore(place);
  // Most tests need no PostgreSQL, nor the packages that speak to it.
  const { postgresStore } = await import('../src/postgres/index.ts');
  const [url = '', schema = ''] = place.split('#');
  return postgresStore(url, { schema });
}

/** Makes a store of the kind that this run is for. */
export const freshStore = (): Promise<Store> => storeAt(freshPlace());
