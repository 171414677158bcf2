import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import type { Database } from '../../src/database.ts';
import type { Task } from '../../src/run/tasks.ts';
import { openDatabase } from '../../src/store.ts';
import { freshPlace, storeAt } from '../stores.ts';
import { addEntry, refTo } from '../support/rows.ts';

const HOUR = 3_600_000;

/** Opens one store as that many processes would. */
async function openTimes(count: number): Promise<readonly Database[]> {
  const store = await storeAt(freshPlace());
  const stack = new AsyncDisposableStack();
  onTestFinished(() => stack.disposeAsync());
  const databases: Database[] = [];
  for (let n = 0; n < count; n += 1) databases.push(stack.use(await openDatabase(store)));
  return databases;
}

const task = (facts: Partial<Omit<Task, 'run'>>, run: Task['run']): Task => ({
  name: 'task',
  isExclusive: true,
  isWoken: false,
  ...facts,
  run,
});

/** Names the table of the jobs of a store. */
async function jobsOf({ reader }: Database): Promise<string> {
  const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(reader);
  return `${rows[0]?.schema}_jobs.job`;
}

async function runAll(databases: readonly Database[], tasks: readonly Task[], signal: AbortSignal): Promise<void> {
  await Promise.all(databases.map((database) => database.run(tasks, signal, randomUUID())));
}

test('runs an exclusive task in one process at a time, again and again', async () => {
  const leaving = new AbortController();
  let active = 0;
  let most = 0;
  let runs = 0;
  const counting = task({}, async () => {
    active += 1;
    most = Math.max(most, active);
    await new Promise(setImmediate);
    active -= 1;
    runs += 1;
    if (runs === 20) leaving.abort();
    return 0;
  });
  await runAll(await openTimes(3), [counting], leaving.signal);
  expect(most).toBe(1);
  expect(runs).toBeGreaterThanOrEqual(20);
});

test('runs a shared task in several processes at the same time', async () => {
  const leaving = new AbortController();
  let active = 0;
  const together = Promise.withResolvers<void>();
  const waiting = task({ isExclusive: false, isWoken: true }, async () => {
    active += 1;
    if (active === 3) together.resolve();
    await together.promise;
    leaving.abort();
    return HOUR;
  });
  // Each process wakes the task once when it begins, and whoever is free takes it.
  const running = runAll(await openTimes(3), [waiting], leaving.signal);
  await Promise.race([running, together.promise]);
  await running;
  expect(active).toBeGreaterThanOrEqual(3);
});

test('runs a shared task in each process, and none of it in the queue, beside exclusive ones', async () => {
  const leaving = new AbortController();
  const databases = await openTimes(3);
  const [first] = databases as [Database];
  const bell = new EventTarget();
  const runs = new Map<Database, number>();
  const exclusive = task({ name: 'poll' }, async () => HOUR);
  const running = databases.map((database) => {
    const shared = task({ name: 'send', isExclusive: false, isWoken: true }, async () => {
      runs.set(database, (runs.get(database) ?? 0) + 1);
      if (databases.every((each) => (runs.get(each) ?? 0) > 1)) leaving.abort();
      bell.dispatchEvent(new Event('run'));
      return HOUR;
    });
    return database.run([exclusive, shared], leaving.signal, randomUUID());
  });
  while (!leaving.signal.aborted) {
    const ran = once(bell, 'run');
    await first.write(async () => {});
    await ran;
  }
  await Promise.all(running);
  const { rows } = await sql<{ name: string }>`
    select distinct data ->> 'task' as name from ${sql.table(await jobsOf(first))}`.execute(first.reader);
  expect(rows).toEqual([{ name: 'poll' }]);
});

test('rejects with what a shared task rejects with while an exclusive one is under way', async () => {
  const [runner] = (await openTimes(1)) as [Database];
  const begun = Promise.withResolvers<void>();
  const slow = task({ name: 'poll' }, async (signal) => {
    begun.resolve();
    await once(signal, 'abort');
    return HOUR;
  });
  const failing = task({ name: 'send', isExclusive: false, isWoken: true }, async () => {
    await begun.promise;
    throw new Error('no use');
  });
  await expect(runner.run([slow, failing], new AbortController().signal, 'runner')).rejects.toThrow('no use');
});

test('runs a woken task after a commit of any process', async () => {
  const leaving = new AbortController();
  const [runner, other] = (await openTimes(2)) as [Database, Database];
  const bell = new EventTarget();
  const woken = task({ isExclusive: false, isWoken: true }, async () => {
    bell.dispatchEvent(new Event('run'));
    return HOUR;
  });
  const first = once(bell, 'run');
  const running = runner.run([woken], leaving.signal, 'runner');
  await first;
  const second = once(bell, 'run');
  await other.write(async () => {});
  await second;
  leaving.abort();
  await running;
});

test('runs a task again after the seconds that it says', async () => {
  const leaving = new AbortController();
  const [runner] = (await openTimes(1)) as [Database];
  const times: number[] = [];
  const slow = task({}, async () => {
    times.push(performance.now());
    if (times.length === 2) leaving.abort();
    return 2_500;
  });
  await runner.run([slow], leaving.signal, 'runner');
  const [first = 0, second = 0] = times;
  expect(second - first).toBeGreaterThanOrEqual(2_500);
  expect(second - first).toBeLessThan(9_000);
});

test('resolves after the abort when the task under way has ended', async () => {
  const leaving = new AbortController();
  const [runner] = (await openTimes(1)) as [Database];
  const begun = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  let hasEnded = false;
  const slow = task({}, async () => {
    begun.resolve();
    await end.promise;
    hasEnded = true;
    return HOUR;
  });
  const running = runner.run([slow], leaving.signal, 'runner');
  await begun.promise;
  expect(await runner.isRunning()).toBe(true);
  leaving.abort();
  setImmediate(end.resolve);
  await running;
  expect(hasEnded).toBe(true);
  expect(await runner.isRunning()).toBe(false);
});

test('rejects with what a task rejects with, and runs nothing any more', async () => {
  const [runner] = (await openTimes(1)) as [Database];
  const failing = task({}, async () => {
    throw new Error('no use');
  });
  await expect(runner.run([failing], new AbortController().signal, 'runner')).rejects.toThrow('no use');
  expect(await runner.isRunning()).toBe(false);
});

test('rejects when the connection that holds its locks is lost', async () => {
  const [runner, other] = (await openTimes(2)) as [Database, Database];
  const begun = Promise.withResolvers<void>();
  const running = runner.run(
    [
      task({}, async (signal) => {
        begun.resolve();
        await once(signal, 'abort');
        return HOUR;
      }),
    ],
    new AbortController().signal,
    'runner',
  );
  const rejected = expect(running).rejects.toMatchObject({ code: 'store-unreachable' });
  await begun.promise;
  await sql`
    select pg_terminate_backend(pid) from pg_locks
    where locktype = 'advisory' and (classid::bigint << 32) | objid::bigint =
      hashtextextended('ticketbridge ' || current_schema() || ' runs', 0)`.execute(other.reader);
  await rejected;
});

test('ends the claims of a worker that has ended, and of no other', async () => {
  const [dead, runner, other] = (await openTimes(3)) as [Database, Database, Database];
  const claimed = { state: 'sending', claimed_until: 2 ** 50 } as const;
  const claimsOf = () => runner.reader.selectFrom('outbox').select(['claim', 'claimed_until']).orderBy('n').execute();
  const leaving = new AbortController();
  const isRunning = Promise.withResolvers<void>();
  const idle = task({ isExclusive: false }, async () => {
    isRunning.resolve();
    return HOUR;
  });
  const others = other.run([idle], leaving.signal, 'other');
  await isRunning.promise;
  await dead.write(async (tx) => {
    await addEntry(tx, refTo('1'), { key: 'of the dead', claim: 'dead/1', ...claimed });
    await addEntry(tx, refTo('2'), { key: 'of the living', claim: 'other/1', ...claimed });
  });
  const looking = task({ name: 'send', isExclusive: false, isWoken: true }, async () => {
    expect(await claimsOf()).toEqual([
      { claim: 'dead/1', claimed_until: 0 },
      { claim: 'other/1', claimed_until: 2 ** 50 },
    ]);
    leaving.abort();
    return HOUR;
  });
  await Promise.all([runner.run([looking], leaving.signal, 'runner'), others]);
});
