import { createBrandlovers } from '@ticketbridge/brandlovers';
import {
  brandloversSource,
  createTicketbridge,
  type Source,
  TicketbridgeError,
  type Vendor,
} from '@ticketbridge/facade';
import { expect, test } from 'vitest';
import type { Database } from '../../src/database.ts';
import { Gate } from '../../src/gate.ts';
import type { Poll } from '../../src/poll.ts';
import { pollTask } from '../../src/run/poll-task.ts';
import type { Task } from '../../src/run/tasks.ts';
import { openDatabase } from '../../src/store.ts';
import { freshStore } from '../stores.ts';
import { addAccounts, aurora } from './accounts.ts';

const INTERVALS = { hot: 15_000, cold: 3_600_000, sweep: 86_400_000 };
const UNLIMITED = { maxPerSecond: Number.POSITIVE_INFINITY, maxPerSecondAndAccount: Number.POSITIVE_INFINITY };
const never = new AbortController().signal;

/** No poll of these tests makes a request. */
const client = createBrandlovers({ token: 'none', baseUrl: 'http://127.0.0.1:9' });
const sources: readonly Source<Vendor>[] = [brandloversSource(client, { account: 'aurora' })];
const bridge = createTicketbridge(sources);

async function open(): Promise<Database> {
  const database = await openDatabase(await freshStore());
  await addAccounts(database);
  return database;
}

function taskOf(database: Database, poll: Poll, clock = { now: () => Date.now() }): Task {
  const gate = new Gate(database, clock, UNLIMITED);
  const common = { bridge, database, account: aurora, intervals: INTERVALS, progress: () => {} };
  return pollTask({ ...common, poll, gate, clock });
}

async function rowOf(database: Database) {
  return database.reader.selectFrom('accounts').selectAll().where('account', '=', 'aurora').executeTakeFirstOrThrow();
}

test('polls when it is due, and says when it is due again', async () => {
  await using database = await open();
  const clock = { time: 1_000_000, now: () => clock.time };
  let polls = 0;
  const poll = async () => {
    polls += 1;
  };
  const task = taskOf(database, poll, clock);
  expect(await task.run(never)).toBe(INTERVALS.hot);
  clock.time += 5_000;
  expect(await task.run(never)).toBe(10_000);
  clock.time += 10_000;
  expect(await task.run(never)).toBe(INTERVALS.hot);
  expect(polls).toBe(2);
  expect(await rowOf(database)).toMatchObject({ polled_at: 1_015_000, failures: 0, failure: null });
});

test('polls at once when the clock has gone back', async () => {
  await using database = await open();
  let polls = 0;
  const poll = async () => {
    polls += 1;
  };
  await taskOf(database, poll).run(never);
  await taskOf(database, poll, { now: () => Date.now() - 86_400_000 }).run(never);
  expect(polls).toBe(2);
});

test('names both causes where an answer has no list', async () => {
  await using database = await open();
  const facts = { kind: 'protocol', outcome: 'accepted', vendor: 'brandlovers', operation: 'listTickets' } as const;
  const failing = (error: TicketbridgeError) => taskOf(database, () => Promise.reject(error));
  await failing(new TicketbridgeError('the answer has no list "tickets"', facts)).run(never);
  const { failure } = await rowOf(database);
  expect(failure).toMatch(/^the answer has no list "tickets": either it is empty .* or the answer has lost it\. /);
  await database.write((tx) => tx.updateTable('accounts').set({ due_at: 0 }).execute());
  await failing(new TicketbridgeError('not valid JSON', { ...facts, status: 200 })).run(never);
  expect(await rowOf(database)).toMatchObject({ failures: 2, failure: 'not valid JSON' });
});

test('puts off the next poll, longer each time, while polls fail, and says why', async () => {
  await using database = await open();
  const clock = { time: 1_000_000, now: () => clock.time };
  let isDown = true;
  const task = taskOf(
    database,
    async () => {
      if (isDown) throw new TicketbridgeError('brandlovers.listTickets: 503', { kind: 'server', outcome: 'unknown' });
    },
    clock,
  );
  const delays: number[] = [];
  for (let n = 0; n < 11; n += 1) {
    const delay = await task.run(never);
    clock.time += delay;
    delays.push(delay / 1_000);
  }
  expect(delays).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60, 60, 60]);
  expect(await rowOf(database)).toMatchObject({
    failures: 11,
    failure: 'brandlovers.listTickets: 503',
    polled_at: null,
  });
  isDown = false;
  await task.run(never);
  expect(await rowOf(database)).toMatchObject({ failures: 0, failure: null, polled_at: clock.time });
});

test('is due at the end of the pause that its vendor asks for', async () => {
  await using database = await open();
  const error = new TicketbridgeError('no', { kind: 'throttled', outcome: 'refused', retryAfter: 60_000 });
  const task = taskOf(database, () => Promise.reject(error));
  await task.run(never);
  expect(await task.run(never)).toBeGreaterThan(59_000);
});

test('commits nothing more once another process polls the account', async () => {
  await using database = await open();
  const other = taskOf(database, async () => {}, { now: () => Date.now() + 60_000 });
  let thrown: unknown;
  await taskOf(database, async ({ commit }) => {
    await commit(async () => {});
    await other.run(never);
    try {
      await commit((tx) => tx.updateTable('accounts').set({ progress: 'stale' }).execute());
    } catch (error) {
      thrown = error;
      throw error;
    }
  }).run(never);
  expect(thrown).toMatchObject({ name: 'InboxError', code: 'lost' });
  expect(await rowOf(database)).toMatchObject({ progress: null, failures: 0 });
});

test('counts the requests of a poll, also of one that fails', async () => {
  await using database = await open();
  const task = taskOf(database, async ({ gate, commit, account, signal }) => {
    const { beforeAttempt } = gate.options(account, signal);
    for (let n = 0; n < 3; n += 1) await beforeAttempt?.(signal);
    await commit(() => Promise.reject(new TicketbridgeError('no', { kind: 'server', outcome: 'unknown' })));
  });
  await task.run(never);
  expect(await rowOf(database)).toMatchObject({ requests: 3, failures: 1 });
});

test('takes note of nothing when it is told to end', async () => {
  await using database = await open();
  const ending = new AbortController();
  const task = taskOf(database, async () => {
    ending.abort();
    throw new TicketbridgeError('aborted', { kind: 'aborted', outcome: 'unknown' });
  });
  await task.run(ending.signal);
  expect(await rowOf(database)).toMatchObject({ failures: 0, polled_at: null, due_at: 0 });
});

test('rejects with what no later poll mends', async () => {
  await using database = await open();
  const broken = new Error('a mistake of ours');
  await expect(taskOf(database, () => Promise.reject(broken)).run(never)).rejects.toBe(broken);
});
