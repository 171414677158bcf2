import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Database, Tx } from '../src/database.ts';
import { openDatabase } from '../src/store.ts';
import { freshPlace, freshStore, storeAt } from './stores.ts';

const account = { vendor: 'brandlovers', account: 'aurora', progress: null };
const addAccount = (tx: Tx) => tx.insertInto('accounts').values(account).execute();
const accountsOf = (database: Database) => database.reader.selectFrom('accounts').selectAll().execute();

test('keeps what was written for whoever opens the store later', async () => {
  const place = freshPlace();
  {
    await using database = await openDatabase(await storeAt(place));
    await database.write(addAccount);
  }
  await using again = await openDatabase(await storeAt(place));
  expect(await accountsOf(again)).toMatchObject([{ ...account, phase: 'listing', epoch: 0 }]);
});

test('undoes a transaction whose work throws', async () => {
  await using database = await openDatabase(await freshStore());
  const work = database.write(async (tx) => {
    await addAccount(tx);
    throw new Error('stop');
  });
  await expect(work).rejects.toThrow('stop');
  expect(await accountsOf(database)).toEqual([]);
});

test('reads the last committed state while a transaction writes', async () => {
  await using database = await openDatabase(await freshStore());
  await database.write(async (tx) => {
    await addAccount(tx);
    expect(await accountsOf(database)).toEqual([]);
  });
  expect(await accountsOf(database)).toHaveLength(1);
});

test('is opened by many at once, also when none has made the tables yet', async () => {
  const store = await freshStore();
  await using stack = new AsyncDisposableStack();
  const databases = await Promise.all(Array.from({ length: 8 }, async () => stack.use(await openDatabase(store))));
  await databases[0]?.write(addAccount);
  for (const database of databases) expect(await accountsOf(database)).toHaveLength(1);
});

test('lets writers who read first go one after the other, in one process and in several', async () => {
  const store = await freshStore();
  await using one = await openDatabase(store);
  await using other = await openDatabase(store);
  await one.write(addAccount);
  const count = (database: Database) =>
    database.write(async (tx) => {
      const { requests } = await tx.selectFrom('accounts').select('requests').executeTakeFirstOrThrow();
      await setImmediate();
      await tx
        .updateTable('accounts')
        .set({ requests: requests + 1 })
        .execute();
    });
  await Promise.all([one, other, one, other, one, other].map(count));
  expect(await accountsOf(one)).toMatchObject([{ requests: 6 }]);
});

test('shows events in the order of their positions, whoever writes them', async () => {
  const store = await freshStore();
  await using stack = new AsyncDisposableStack();
  const writers = await Promise.all(Array.from({ length: 4 }, async () => stack.use(await openDatabase(store))));
  const reader = stack.use(await openDatabase(store));
  const append = (database: Database, id: string) =>
    database.write(async (tx) => {
      await database.orderEvents(tx);
      const event = { id, type: 'thread.new', vendor: 'brandlovers', account: 'aurora', detail: '{}', at: 0 };
      await tx.insertInto('events').values(event).execute();
      await setImmediate();
    });
  const seen: number[] = [];
  let isWriting = true;
  const reading = (async () => {
    while (isWriting) {
      const rows = await reader.reader
        .selectFrom('events')
        .select('seq')
        .where('seq', '>', seen.at(-1) ?? 0)
        .orderBy('seq')
        .execute();
      seen.push(...rows.map(({ seq }) => seq));
      await setImmediate();
    }
  })();
  await Promise.all(
    writers.map(async (writer, w) => {
      for (let n = 0; n < 10; n += 1) await append(writer, `${w}-${n}`);
    }),
  );
  isWriting = false;
  await reading;
  const all = await reader.reader.selectFrom('events').select('seq').orderBy('seq').execute();
  expect(all).toHaveLength(40);
  expect(seen).toEqual(all.slice(0, seen.length).map(({ seq }) => seq));
});

test('tells all who wait of a commit, also of another process', async () => {
  const store = await freshStore();
  await using one = await openDatabase(store);
  await using other = await openDatabase(store);
  const { signal } = new AbortController();
  const told = Promise.all([one.changed(signal), one.changed(signal), other.changed(signal)]);
  await other.write(addAccount);
  await told;
});

test.each(['abort', 'close'] as const)('ends the waiting for a commit on %s', async (how) => {
  const database = await openDatabase(await freshStore());
  const leaving = new AbortController();
  const waiting = database.changed(leaving.signal);
  if (how === 'abort') leaving.abort();
  await database[Symbol.asyncDispose]();
  await waiting;
});

test('gives numbers for whole numbers, counts and sums', async () => {
  await using database = await openDatabase(await freshStore());
  await database.write(async (tx) => {
    await tx
      .insertInto('accounts')
      .values({ ...account, polled_at: 2 ** 52 })
      .execute();
  });
  const figures = await database.reader
    .selectFrom('accounts')
    .select(({ fn }) => [
      fn.max('polled_at').as('last'),
      fn.countAll().as('count'),
      fn.sum('polled_at').as('sum'),
      fn.avg('requests').as('mean'),
    ])
    .execute();
  expect(figures).toEqual([{ last: 2 ** 52, count: 1, sum: 2 ** 52, mean: 0 }]);
});

test('finishes what was begun before it is closed, also when it is closed twice', async () => {
  const store = await freshStore();
  const database = await openDatabase(store);
  const begun = ['aurora', 'brisa', 'cometa'].map((name) =>
    database.write(async (tx) => {
      await setImmediate();
      await tx
        .insertInto('accounts')
        .values({ ...account, account: name })
        .execute();
    }),
  );
  await Promise.all([database[Symbol.asyncDispose](), database[Symbol.asyncDispose]()]);
  await Promise.all(begun);
  await using again = await openDatabase(store);
  expect(await accountsOf(again)).toHaveLength(3);
});
