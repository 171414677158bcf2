import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Database } from '../../src/database.ts';
import { type DeliveredEvent, deliver } from '../../src/events/consumer.ts';
import { openDatabase } from '../../src/store.ts';
import { freshStore } from '../stores.ts';

const HUNDRED = Array.from({ length: 100 }, (_, n) => `event-${n}`);

async function append(database: Database, ids: readonly string[]): Promise<void> {
  await database.write(async (tx) => {
    await database.orderEvents(tx);
    const facts = {
      type: 'account.ready',
      vendor: 'brandlovers',
      account: 'aurora',
      detail: '{"threads":1,"messages":2}',
    };
    await tx
      .insertInto('events')
      .values(ids.map((id) => ({ id, ...facts, thread: null, message: null, at: 0 })))
      .execute();
  });
}

/** Takes so many events of a new delivery. */
async function take(database: Database, consumer: string, count: number): Promise<DeliveredEvent[]> {
  const taken: DeliveredEvent[] = [];
  for await (const event of deliver(database, consumer, 'start', undefined)) if (taken.push(event) >= count) break;
  return taken;
}

test('tells each consumer everything, in order, until it is acknowledged', async () => {
  await using database = await openDatabase(await freshStore());
  await append(database, ['a', 'b', 'c']);
  const [a, b] = await take(database, 'crm', 2);
  const idsOf = async (consumer: string, count: number) => (await take(database, consumer, count)).map(({ id }) => id);
  expect(a).toMatchObject({ id: 'a', type: 'account.ready', vendor: 'brandlovers', account: 'aurora', threads: 1 });
  expect(await idsOf('crm', 3)).toEqual(['a', 'b', 'c']);
  await a?.ack();
  expect(await idsOf('crm', 2)).toEqual(['b', 'c']);
  await b?.ack();
  await b?.ack();
  expect(await idsOf('crm', 1)).toEqual(['c']);
  expect(await idsOf('mail', 3)).toEqual(['a', 'b', 'c']);
});

test('never tells again what was acknowledged, in whatever order', async () => {
  await using database = await openDatabase(await freshStore());
  const ids = HUNDRED.slice(0, 12);
  await append(database, ids);
  let runs = 0;
  const run = async (acknowledged: readonly string[]) => {
    runs += 1;
    const consumer = `consumer ${runs}`;
    const events = await take(database, consumer, ids.length);
    for (const id of acknowledged) await events.find((event) => event.id === id)?.ack();
    const open = events.filter(({ id }) => !acknowledged.includes(id));
    expect(await take(database, consumer, open.length)).toMatchObject(open.map(({ seq }) => ({ seq })));
    const rows = database.reader.selectFrom('consumers').select('position').where('name', '=', consumer);
    const { position } = await rows.executeTakeFirstOrThrow();
    expect(events.filter(({ seq }) => seq > position)[0]?.id).toBe(open[0]?.id);
  };
  await fc.assert(fc.asyncProperty(fc.shuffledSubarray(ids, { maxLength: 11 }), run), { numRuns: 10 });
});

test('lets two processes share a name: neither is told what the other has acknowledged', async () => {
  const store = await freshStore();
  await using one = await openDatabase(store);
  await using other = await openDatabase(store);
  await append(one, HUNDRED);
  const acknowledged = new Set<string>();
  const done = new AbortController();
  const work = async (database: Database) => {
    for await (const { id, ack } of deliver(database, 'crm', 'start', done.signal)) {
      expect(acknowledged).not.toContain(id);
      await ack();
      acknowledged.add(id);
      if (acknowledged.size === HUNDRED.length) done.abort();
    }
  };
  await Promise.all([work(one), work(other)]);
  expect(acknowledged.size).toBe(100);
});

test('tells what comes while it waits, also from another process', async () => {
  const store = await freshStore();
  await using one = await openDatabase(store);
  await using other = await openDatabase(store);
  const taking = take(one, 'crm', 2);
  await append(other, ['a']);
  await append(one, ['b']);
  expect((await taking).map(({ id }) => id)).toEqual(['a', 'b']);
});

test('begins with what comes where a new consumer asks for that', async () => {
  await using database = await openDatabase(await freshStore());
  await append(database, ['a']);
  const late = deliver(database, 'crm', 'now', undefined);
  const next = late.next();
  await expect.poll(() => database.reader.selectFrom('consumers').selectAll().execute()).toHaveLength(1);
  await append(database, ['b']);
  expect((await next).value).toMatchObject({ id: 'b' });
  await late.return();
  // It is known now, and goes on where it was.
  const again = deliver(database, 'crm', 'now', undefined);
  expect((await again.next()).value).toMatchObject({ id: 'b' });
  await again.return();
});

test('ends when its signal aborts: before it begins, while it waits, and between two events', async () => {
  await using database = await openDatabase(await freshStore());
  expect(await deliver(database, 'crm', 'start', AbortSignal.abort()).next()).toMatchObject({ done: true });
  const waiting = new AbortController();
  const next = deliver(database, 'crm', 'start', waiting.signal).next();
  waiting.abort();
  expect(await next).toMatchObject({ done: true });
  await append(database, ['a', 'b']);
  const between = new AbortController();
  const events = deliver(database, 'crm', 'start', between.signal);
  await events.next();
  between.abort();
  expect(await events.next()).toMatchObject({ done: true });
});
