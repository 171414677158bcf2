import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { sql } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import { InboxError } from '../inbox-error.ts';
import type { Tables } from '../schema.ts';
import { freeze, unfreeze, whereto } from '../sqlite/frozen.ts';
import { holdInbox } from '../sqlite/holder.ts';
import { openStore } from '../sqlite/open-store.ts';
import { sqliteStore } from '../sqlite/store.ts';
import { openDatabase } from '../store.ts';
import type { PostgresConnection } from './connection.ts';
import { type PostgresStoreOptions, postgresStore } from './store.ts';

/** Every table, and its key that counts up. */
const KEYS: Readonly<Record<keyof Tables, 'n' | 'seq' | undefined>> = {
  accounts: undefined,
  threads: undefined,
  messages: 'n',
  events: 'seq',
  consumers: undefined,
  acknowledged: undefined,
  outbox: 'n',
  purging: undefined,
};
const TABLES = Object.keys(KEYS) as readonly (keyof Tables)[];

/** Milliseconds to wait while another process writes the file. */
const BUSY_TIMEOUT = 10_000;

/** Rows that one statement inserts: it may have 65 535 values. */
const AT_ONCE = 1_000;

/** See `migrateToPostgres`. */
export async function moveToPostgres(
  path: string,
  connection: string | PostgresConnection,
  options: PostgresStoreOptions = {},
): Promise<void> {
  const to = postgresStore(connection, options);
  // What can be no file is refused before anything is opened.
  sqliteStore(path);
  const file = resolve(path);
  if (!existsSync(file)) throw refused(`${file}: there is no such file`);
  await using source = await openStore(file, BUSY_TIMEOUT, true);
  using _held = await holdInbox(file);
  await using target = await openDatabase(to);
  const id = await identityOf(target.reader);
  const earlier = await whereto(source.reader);
  if (earlier !== undefined && earlier !== id) throw refused(`${file}: it was moved to another place already`);
  if (await isUsed(target.reader)) {
    // What was moved, and the call ended before it could say so.
    if (earlier === id) return;
    throw refused('on PostgreSQL: it holds something already: choose another schema, and open it after the move');
  }
  if (earlier === undefined) await source.write((tx) => freeze(tx, TABLES, id));
  try {
    await target.write((tx) => copyAll(source.reader, tx));
  } catch (error) {
    if (!(await isUsed(target.reader))) await source.write((tx) => unfreeze(tx, TABLES));
    throw error;
  }
}

const refused = (words: string) => new InboxError('store-unusable', `The inbox ${words}.`);

async function identityOf(reader: Reader): Promise<string> {
  const { rows } = await sql<{ id: string }>`select id from identity`.execute(reader);
  return rows[0]?.id ?? '';
}

async function isUsed(reader: Reader): Promise<boolean> {
  for (const table of TABLES) {
    const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(reader);
    if (rows.length > 0) return true;
  }
  return false;
}

async function copyAll(source: Reader, tx: Tx): Promise<void> {
  if (await isUsed(tx)) throw refused('on PostgreSQL: somebody has opened it meanwhile');
  for (const table of TABLES) await copyRows(source, tx, table);
  for (const [table, key] of Object.entries(KEYS)) if (key) await continueKeys(source, tx, table, key);
}

async function copyRows(source: Reader, tx: Tx, table: string): Promise<void> {
  for (let after = 0; ; ) {
    const { rows } = await sql<Record<string, unknown> & { row_id: number }>`
      select rowid as row_id, * from ${sql.table(table)} where rowid > ${after} order by rowid limit ${AT_ONCE}`.execute(
      source,
    );
    const last = rows.at(-1);
    if (!last) return;
    after = last.row_id;
    const columns = Object.keys(last).filter((name) => name !== 'row_id');
    const values = rows.map((row) => sql`(${sql.join(columns.map((name) => row[name]))})`);
    await sql`insert into ${sql.table(table)} (${sql.join(columns.map((name) => sql.ref(name)))})
      values ${sql.join(values)}`.execute(tx);
  }
}

/** Goes on counting where the file was, also beyond rows that are gone: what was a position once is none again. */
async function continueKeys(source: Reader, tx: Tx, table: string, key: string): Promise<void> {
  const { rows } = await sql<{ seq: number }>`select seq from sqlite_sequence where name = ${table}`.execute(source);
  const last = rows[0]?.seq;
  if (last) await sql`select setval(pg_get_serial_sequence(${table}, ${key}), ${last})`.execute(tx);
}
