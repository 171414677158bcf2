import { expect, test } from 'vitest';
import type { Database } from '../src/database.ts';
import { readMessages } from '../src/read/messages.ts';
import { searchMessages } from '../src/read/search.ts';
import { readThreads } from '../src/read/threads.ts';
import { addMessage, addThread, refTo, SEEN } from './support/rows.ts';
import { openStore } from './support/store.ts';

const MINUTE = 60_000;

const textsOf = async (messages: AsyncIterable<{ readonly text: string | undefined }>) =>
  (await Array.fromAsync(messages)).map(({ text }) => text);
const idsOf = async (threads: ReturnType<typeof readThreads>) =>
  (await Array.fromAsync(threads)).map(({ ref }) => `${ref.account}/${ref.id}`);

test('gives threads with what changed last first, of the accounts and in the state that were asked for', async () => {
  await using database = await openStore();
  await database.write(async (tx) => {
    await addThread(tx, refTo('1'), { changed_at: SEEN + MINUTE });
    await addThread(tx, refTo('2'), { active: 'no', native: 'CLOSED', changed_at: SEEN + 3 * MINUTE });
    await addThread(tx, refTo('3', 'brisa'), { changed_at: SEEN + 2 * MINUTE });
    await addThread(tx, refTo('4'), { active: 'unknown', native: 'HUH', changed_at: SEEN });
    await addThread(tx, refTo('5'), { missing_since: SEEN, changed_at: SEEN - MINUTE });
  });
  const { reader } = database;
  expect(await idsOf(readThreads(reader, {}))).toEqual(['aurora/2', 'brisa/3', 'aurora/1', 'aurora/4', 'aurora/5']);
  expect(await idsOf(readThreads(reader, { active: true }))).toEqual(['brisa/3', 'aurora/1']);
  expect(await idsOf(readThreads(reader, { active: false }))).toEqual(['aurora/2']);
  const brisa = [{ vendor: 'brandlovers', account: 'brisa' }] as const;
  expect(await idsOf(readThreads(reader, { accounts: brisa }))).toEqual(['brisa/3']);
  expect(await idsOf(readThreads(reader, { accounts: [] }))).toEqual([]);
});

test('gives each thread once, also when threads change and others come while they are read', async () => {
  await using database = await openStore();
  const ids = Array.from({ length: 250 }, (_, index) => `${index}`);
  await database.write(async (tx) => {
    for (const id of ids) await addThread(tx, refTo(id), { changed_at: SEEN + Number(id) });
  });
  const read: string[] = [];
  for await (const { ref } of readThreads(database.reader, { active: true })) {
    if (read.push(ref.id) !== 1) continue;
    await database.write(async (tx) => {
      await tx
        .updateTable('threads')
        .set({ changed_at: SEEN + MINUTE })
        .where('thread', '=', '3')
        .execute();
      await tx.updateTable('threads').set({ active: 'no' }).where('thread', '=', '4').execute();
      await addThread(tx, refTo('late'), { changed_at: SEEN });
    });
  }
  expect(read).toEqual(ids.toReversed().filter((id) => id !== '4'));
});

test('gives the messages of a thread in their places, also those that are gone', async () => {
  await using database = await openStore();
  await database.write(async (tx) => {
    await addThread(tx, refTo('1'));
    await addThread(tx, refTo('2'));
    await addMessage(database, tx, refTo('1'), { text: 'third', place: 2 });
    await addMessage(database, tx, refTo('1'), { text: 'first', place: 0 });
    await addMessage(database, tx, refTo('1'), { text: 'second', place: 1, gone_at: SEEN });
    await addMessage(database, tx, refTo('2'), { text: 'elsewhere' });
  });
  expect(await textsOf(readMessages(database.reader, refTo('1')))).toEqual(['first', 'second', 'third']);
});

test('says that it has no such thread', async () => {
  await using database = await openStore();
  const reading = textsOf(readMessages(database.reader, refTo('no')));
  await expect(reading).rejects.toMatchObject({ code: 'not-found', message: expect.stringContaining('aurora:no') });
});

const TEXTS = [
  'Onde está o rastreio do pedido 998-877?',
  'RASTREIO: nao chegou',
  'Coração partido',
  'Die Straße ist gesperrt, het pakket niet',
  'rastreios',
];

async function addTexts(database: Database): Promise<void> {
  await database.write(async (tx) => {
    await addThread(tx, refTo('1'));
    for (const [index, text] of TEXTS.entries()) {
      await addMessage(database, tx, refTo('1'), { text, place: index, sent_at: SEEN + index * MINUTE });
    }
    await addMessage(database, tx, refTo('1', 'brisa'), {
      text: 'rastreio da brisa',
      sent_at: null,
      seen_at: SEEN - 1,
    });
  });
}

test.each([
  ['rastreio', [1, 0]],
  ['Rastreio', [1, 0]],
  ['não', [1]],
  ['pedido rastreio', [0]],
  ['rastreio rastreio', [1, 0]],
  ['"998 877"', [0]],
  ['coracao', [2]],
  ['STRASSE', [3]],
  ['rast', []],
  ['rastreio OR coracao', []],
  ['rastreio*', [1, 0]],
  ['NOT niet', []],
  ['text: niet', []],
  ['?!', []],
  ['', []],
])('searches for %j: all words, whole, newest first', async (text, places) => {
  await using database = await openStore();
  await addTexts(database);
  const accounts = [{ vendor: 'brandlovers', account: 'aurora' }] as const;
  const hits = await textsOf(searchMessages(database, text, { accounts }));
  expect(hits).toEqual(places.map((place) => TEXTS[place]));
});

test('searches all accounts unless some are named, and no further than the limit', async () => {
  await using database = await openStore();
  await addTexts(database);
  expect(await textsOf(searchMessages(database, 'rastreio', {}))).toEqual([TEXTS[1], TEXTS[0], 'rastreio da brisa']);
  expect(await textsOf(searchMessages(database, 'rastreio', { limit: 1 }))).toEqual([TEXTS[1]]);
});
