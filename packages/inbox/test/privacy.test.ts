import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { Database } from '../src/database.ts';
import { decide } from '../src/outbox/decide.ts';
import { forget, purge, setRetention } from '../src/privacy.ts';
import { searchMessages } from '../src/read/search.ts';
import { sqliteStore } from '../src/sqlite/store.ts';
import { openDatabase } from '../src/store.ts';
import { temporaryFolder } from './support/folder.ts';
import { addAccount, addEntry, addMessage, addThread, refTo, SEEN } from './support/rows.ts';
import { openStore } from './support/store.ts';

const DAY = 86_400_000;
const aurora = { vendor: 'brandlovers', account: 'aurora' } as const;

const ORDER = { messages: 'n', threads: 'changed_at', outbox: 'n' } as const;
const allOf = (database: Database, table: keyof typeof ORDER) =>
  database.reader.selectFrom(table).selectAll().orderBy(sql.ref(ORDER[table])).execute();
const hitsOf = (database: Database, text: string) => Array.fromAsync(searchMessages(database, text, {}));

async function addOldAndNew(database: Database): Promise<void> {
  await database.write(async (tx) => {
    await addAccount(tx);
    await addAccount(tx, 'brisa');
    await addThread(tx, refTo('old'), {
      subject: 'velho',
      raw: '{"description":"velho"}',
      changed_at: SEEN - 40 * DAY,
    });
    await addThread(tx, refTo('new'), { subject: 'novo', raw: '{"description":"novo"}' });
    await addMessage(database, tx, refTo('old'), { text: 'palavra velha', sent_at: SEEN - 40 * DAY });
    await addMessage(database, tx, refTo('new'), { text: 'palavra nova', sent_at: SEEN - DAY });
    await addMessage(database, tx, refTo('1', 'brisa'), { text: 'palavra alheia', sent_at: SEEN - 40 * DAY });
    const settled = { state: 'accepted', content: '{"text":"oi"}', settled_at: SEEN - 40 * DAY } as const;
    await addEntry(tx, refTo('old'), { key: 'sent', ...settled });
    await addEntry(tx, refTo('old'), { key: 'open', state: 'unknown', content: '{"text":"oi"}' });
  });
}

test('purges what an account keeps no longer, and keeps every id', async () => {
  await using database = await openStore();
  await addOldAndNew(database);
  expect(await purge(database, SEEN)).toBe(0);
  await setRetention(database, aurora, 30);
  expect(await purge(database, SEEN)).toBe(1);
  expect(await allOf(database, 'messages')).toMatchObject([
    { id: 'palavra velha', text: null, raw: null, words: null, purged_at: SEEN },
    { id: 'palavra nova', text: 'palavra nova', purged_at: null },
    { id: 'palavra alheia', text: 'palavra alheia' },
  ]);
  expect(await allOf(database, 'threads')).toMatchObject([
    { thread: 'old', subject: null, raw: null },
    { thread: 'new', subject: 'novo' },
  ]);
  expect(await allOf(database, 'outbox')).toMatchObject([
    { key: 'sent', content: null, digest: 'digest' },
    { key: 'open', content: '{"text":"oi"}' },
  ]);
  expect((await hitsOf(database, 'palavra')).map(({ text }) => text)).toEqual(['palavra nova', 'palavra alheia']);
  expect(await hitsOf(database, 'velha')).toEqual([]);
});

test('keeps what an account is told to keep again', async () => {
  await using database = await openStore();
  await addOldAndNew(database);
  await setRetention(database, aurora, 30);
  await setRetention(database, aurora, undefined);
  expect(await purge(database, SEEN)).toBe(0);
});

test('goes by the day on which a message was seen, where its own lies ahead or is none', async () => {
  await using database = await openStore();
  await database.write(async (tx) => {
    await addAccount(tx, 'aurora', 30);
    await addThread(tx, refTo('1'));
    await addMessage(database, tx, refTo('1'), { text: 'ahead', sent_at: SEEN + 9999 * DAY });
    await addMessage(database, tx, refTo('1'), { text: 'none', sent_text: 'ontem' });
  });
  expect(await purge(database, SEEN + 29 * DAY)).toBe(0);
  expect(await purge(database, SEEN + 31 * DAY)).toBe(2);
});

test('purges nothing that is young, though it was seen by a clock that was years behind', async () => {
  await using database = await openStore();
  const years = 5 * 365 * DAY;
  await database.write(async (tx) => {
    await addAccount(tx, 'aurora', 30);
    await addThread(tx, refTo('1'), { subject: 'assunto', changed_at: SEEN - years });
    await addMessage(database, tx, refTo('1'), { text: 'oi', sent_at: SEEN, seen_at: SEEN - years });
  });
  const subjects = async () => (await allOf(database, 'threads')).map(({ subject }) => subject);
  expect(await purge(database, SEEN + 29 * DAY)).toBe(0);
  expect(await subjects()).toEqual(['assunto']);
  expect(await purge(database, SEEN + 31 * DAY)).toBe(1);
  expect(await subjects()).toEqual([null]);
});

test('purges more than one transaction takes', async () => {
  await using database = await openStore();
  await database.write(async (tx) => {
    await addAccount(tx, 'aurora', 1);
    for (let index = 0; index < 1_001; index++) {
      await addMessage(database, tx, refTo('1'), { text: `texto ${index}`, sent_at: SEEN });
    }
  });
  expect(await purge(database, SEEN + 2 * DAY)).toBe(1_001);
  expect(await hitsOf(database, 'texto')).toEqual([]);
});

test('forgets a thread: its texts go, its ids stay, and what is still to be sent goes once it is settled', async () => {
  await using database = await openStore();
  await addOldAndNew(database);
  await forget(database, refTo('old'), SEEN);
  expect(await allOf(database, 'threads')).toMatchObject([
    { thread: 'old', subject: null, raw: null, forgotten_at: SEEN },
    { thread: 'new', subject: 'novo', forgotten_at: null },
  ]);
  expect(await hitsOf(database, 'velha')).toEqual([]);
  expect(await allOf(database, 'outbox')).toMatchObject([{ content: null }, { content: '{"text":"oi"}' }]);
  await decide(database, { now: () => SEEN }, 'open', 'was-sent');
  expect(await allOf(database, 'outbox')).toMatchObject([{ content: null }, { content: null }]);
});

test('what is written to a forgotten thread later is kept like any other text', async () => {
  await using database = await openStore();
  await addOldAndNew(database);
  await forget(database, refTo('old'), SEEN);
  await database.write((tx) =>
    addEntry(tx, refTo('old'), { key: 'later', state: 'unknown', content: '{"text":"oi"}' }),
  );
  await decide(database, { now: () => SEEN }, 'later', 'was-sent');
  await purge(database, SEEN);
  expect(await allOf(database, 'outbox')).toMatchObject([{}, {}, { key: 'later', content: '{"text":"oi"}' }]);
});

test('a reading that is being committed while its thread is forgotten brings nothing back', async () => {
  await using database = await openStore();
  await addOldAndNew(database);
  const read = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const committing = database.write(async (tx) => {
    // As every poll does.
    await tx.updateTable('accounts').set({ epoch: 1 }).where('account', '=', 'aurora').execute();
    await addMessage(database, tx, refTo('old'), { text: 'palavra tardia' });
    read.resolve();
    await goOn.promise;
  });
  await read.promise;
  const forgetting = forget(database, refTo('old'), SEEN);
  goOn.resolve();
  await Promise.all([committing, forgetting]);
  expect(await hitsOf(database, 'tardia')).toEqual([]);
});

test('refuses to forget or to purge what it does not hold', async () => {
  await using database = await openStore();
  await expect(forget(database, refTo('no'), SEEN)).rejects.toMatchObject({ code: 'not-found' });
  await expect(setRetention(database, aurora, 1)).rejects.toMatchObject({ code: 'not-found' });
});

test.each([
  ['forgotten', (database: Database) => forget(database, refTo('1'), SEEN)],
  ['purged', (database: Database) => purge(database, SEEN + 2 * DAY)],
])('leaves no trace of a %s text in any file', async (_name, remove) => {
  const folder = temporaryFolder();
  const holds = (word: string) => readdirSync(folder).some((file) => readFileSync(join(folder, file)).includes(word));
  await using database = await openDatabase(sqliteStore(join(folder, 'inbox.sqlite')));
  await database.write(async (tx) => {
    await addAccount(tx, 'aurora', 1);
    await addThread(tx, refTo('1'), {
      subject: 'zzsubject',
      raw: '{"description":"zzticket"}',
      changed_at: SEEN - 2 * DAY,
    });
    // Long enough for pages of their own, and many enough for the index to be merged.
    for (let index = 0; index < 200; index++) {
      const text = `zzsecret${index} `.repeat(200);
      await addMessage(database, tx, refTo('1'), { id: `${index}`, text, sent_at: SEEN - 2 * DAY });
    }
    await addEntry(tx, refTo('1'), { key: 'k', state: 'accepted', content: '"zzreply"', settled_at: SEEN - 2 * DAY });
  });
  for (const word of ['zzsecret', 'zzsubject', 'zzticket', 'zzreply']) expect(holds(word)).toBe(true);
  await remove(database);
  for (const word of ['zzsecret', 'zzsubject', 'zzticket', 'zzreply']) expect(holds(word)).toBe(false);
});
