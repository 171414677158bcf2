import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { Database } from '../../src/database.ts';
import { migrateToPostgres } from '../../src/postgres/index.ts';
import { searchMessages } from '../../src/read/search.ts';
import type { Tables } from '../../src/schema.ts';
import { freeze } from '../../src/sqlite/frozen.ts';
import { holdInbox } from '../../src/sqlite/holder.ts';
import { openStore } from '../../src/sqlite/open-store.ts';
import { sqliteStore } from '../../src/sqlite/store.ts';
import { openDatabase } from '../../src/store.ts';
import { freshPlace, storeAt } from '../stores.ts';
import { temporaryFolder } from '../support/folder.ts';
import { addAccount, addEntry, addMessage, addThread, refTo, SEEN } from '../support/rows.ts';

const server = process.env.INBOX_STORE ?? '';
const KEYS: Readonly<Record<keyof Tables, string>> = {
  accounts: 'account',
  threads: 'thread',
  messages: 'n',
  events: 'seq',
  consumers: 'name',
  acknowledged: 'seq',
  outbox: 'n',
  purging: 'seen_at',
};

async function contentOf({ reader }: Database): Promise<Record<string, unknown>> {
  const content: Record<string, unknown> = {};
  for (const [table, key] of Object.entries(KEYS)) {
    const { rows } = await sql`select * from ${sql.table(table)} order by ${sql.ref(key)}`.execute(reader);
    content[table] = rows.map((row) => ({ ...Object(row) }));
  }
  return content;
}

const event = (n: number) => ({ id: `e${n}`, type: 'message.new', ...account, detail: '{}', at: n });
const account = { vendor: 'brandlovers', account: 'aurora' };

/** Makes a file with something in every table, and positions that are gone. */
async function filledFile(messages: number): Promise<string> {
  const path = join(temporaryFolder(), 'inbox.sqlite');
  await using database = await openDatabase(sqliteStore(path));
  await database.write(async (tx) => {
    await addAccount(tx, 'aurora', 30);
    await addThread(tx, refTo('1'));
    for (let n = 0; n < messages; n += 1) await addMessage(database, tx, refTo('1'), { text: `olá ${n}` });
    await tx
      .insertInto('events')
      .values([event(1), event(2), event(3)])
      .execute();
    await tx.deleteFrom('events').where('id', '=', 'e3').execute();
    await tx.insertInto('consumers').values({ name: 'crm', position: 1 }).execute();
    await tx.insertInto('acknowledged').values({ consumer: 'crm', seq: 2 }).execute();
    await tx.insertInto('purging').values({ seen_at: SEEN, wait: 1 }).execute();
    await addEntry(tx, refTo('1'), { key: 'unknown', state: 'unknown', content: '{"text":"oi"}' });
  });
  return path;
}

async function move(path: string, place: string): Promise<void> {
  const [, schema = ''] = place.split('#');
  await migrateToPostgres(path, server, { schema });
}

test('moves every row, its search and its counts', async () => {
  const path = await filledFile(2_500);
  const place = freshPlace();
  await move(path, place);
  await using target = await openDatabase(await storeAt(place));
  await using source = await openStore(path, 10_000, true);
  expect(await contentOf(target)).toEqual(await contentOf(source));
  expect(await Array.fromAsync(searchMessages(target, 'OLA 2499', {}))).toMatchObject([{ text: 'olá 2499' }]);
  const [added] = await target.write((tx) => tx.insertInto('events').values(event(4)).returning('seq').execute());
  expect(added?.seq).toBe(4);
});

test('puts U+FFFD for a NUL in a text, and keeps its raw form and its id', async () => {
  const path = await filledFile(0);
  {
    await using source = await openDatabase(sqliteStore(path));
    await source.write((tx) => addMessage(source, tx, refTo('1'), { id: 'nul', text: 'a\0b' }));
  }
  const place = freshPlace();
  await move(path, place);
  await using target = await openDatabase(await storeAt(place));
  const rows = await target.reader.selectFrom('messages').select(['id', 'text', 'raw']).execute();
  expect(rows).toEqual([{ id: 'nul', text: 'a\u{fffd}b', raw: JSON.stringify({ body: 'a\0b' }) }]);
});

test('leaves a file that is refused, also to those who have it open', async () => {
  const path = await filledFile(1);
  await using before = await openDatabase(sqliteStore(path));
  await move(path, freshPlace());
  const refused = { code: 'store-moved', message: expect.stringContaining('moved to PostgreSQL') };
  await expect(openDatabase(sqliteStore(path))).rejects.toMatchObject(refused);
  await expect(before.write((tx) => addAccount(tx, 'brisa'))).rejects.toMatchObject(refused);
  await expect(contentOf(before)).rejects.toMatchObject(refused);
});

test('changes nothing at a second call, and nowhere else', async () => {
  const path = await filledFile(1);
  const place = freshPlace();
  await move(path, place);
  await using target = await openDatabase(await storeAt(place));
  await target.write((tx) => addAccount(tx, 'brisa'));
  await move(path, place);
  expect(await target.reader.selectFrom('accounts').selectAll().execute()).toHaveLength(2);
});

test('goes on where it was killed, and to no other place', async () => {
  const path = await filledFile(1);
  const place = freshPlace();
  await using target = await openDatabase(await storeAt(place));
  const { rows } = await sql<{ id: string }>`select id from identity`.execute(target.reader);
  {
    await using source = await openDatabase(sqliteStore(path));
    await source.write((tx) => freeze(tx, Object.keys(KEYS), rows[0]?.id ?? ''));
  }
  await expect(move(path, freshPlace())).rejects.toMatchObject({ message: expect.stringContaining('another place') });
  await move(path, place);
  await using source = await openStore(path, 10_000, true);
  expect(await contentOf(target)).toEqual(await contentOf(source));
});

test('refuses a store that holds something, and leaves the file as it was', async () => {
  const path = await filledFile(1);
  const place = freshPlace();
  await using target = await openDatabase(await storeAt(place));
  await target.write((tx) => addAccount(tx, 'brisa'));
  await expect(move(path, place)).rejects.toMatchObject({ code: 'store-unusable' });
  await using source = await openDatabase(sqliteStore(path));
  await source.write((tx) => addAccount(tx, 'brisa'));
});

test('moves all or nothing: what fails on the way is undone on both sides', async () => {
  const path = await filledFile(2);
  const place = freshPlace();
  await using target = await openDatabase(await storeAt(place));
  await sql`alter table outbox add constraint none check (key is null)`.execute(target.reader);
  await expect(move(path, place)).rejects.toMatchObject({ code: 'store-unusable' });
  expect(await target.reader.selectFrom('messages').selectAll().execute()).toEqual([]);
  await using source = await openDatabase(sqliteStore(path));
  await source.write((tx) => addAccount(tx, 'brisa'));
  await sql`alter table outbox drop constraint none`.execute(target.reader);
  const content = await contentOf(source);
  await move(path, place);
  expect(await contentOf(target)).toEqual(content);
});

test('refuses a file that a process runs, and one that is not there', async () => {
  const path = await filledFile(1);
  {
    using _held = await holdInbox(path);
    await expect(move(path, freshPlace())).rejects.toMatchObject({ code: 'already-running' });
  }
  const missing = join(temporaryFolder(), 'none.sqlite');
  await expect(move(missing, freshPlace())).rejects.toMatchObject({ code: 'store-unusable' });
  expect(existsSync(missing)).toBe(false);
});
