import { expect, test } from 'vitest';
import { runLoops } from '../../src/run/loops.ts';
import type { Task } from '../../src/run/tasks.ts';
import { openDatabase } from '../../src/store.ts';
import { freshStore } from '../stores.ts';
import { addAccounts } from './accounts.ts';

const HOUR = 3_600_000;

function taskOf(run: Task['run'], isWoken = false): Task {
  return { name: 'task', isExclusive: true, isWoken, run };
}

test('runs each task again when it is due, and ends when told', async () => {
  await using database = await openDatabase(await freshStore());
  const ending = new AbortController();
  const runs = [0, 0];
  const count = (task: 0 | 1) => async () => {
    runs[task] = (runs[task] ?? 0) + 1;
    if (Math.min(...runs) >= 3) ending.abort();
    return 1;
  };
  await runLoops(database, [taskOf(count(0)), taskOf(count(1))], ending.signal);
  expect(Math.min(...runs)).toBe(3);
});

test('wakes those whom a change concerns, also one that comes while they look', async () => {
  await using database = await openDatabase(await freshStore());
  const ending = new AbortController();
  let looks = 0;
  const looking = taskOf(async () => {
    looks += 1;
    if (looks === 1) await addAccounts(database);
    else ending.abort();
    return HOUR;
  }, true);
  await runLoops(database, [looking], ending.signal);
  expect(looks).toBe(2);
});

test('does not begin when it is too late, and waits for what is under way', async () => {
  await using database = await openDatabase(await freshStore());
  let runs = 0;
  await runLoops(database, [taskOf(async () => (runs += 1))], AbortSignal.abort());
  expect(runs).toBe(0);
  const ending = new AbortController();
  const { promise, resolve } = Promise.withResolvers<number>();
  let isOver = false;
  const running = runLoops(database, [taskOf(() => promise)], ending.signal).then(() => {
    isOver = true;
  });
  ending.abort();
  await database.reader.selectFrom('accounts').selectAll().execute();
  expect(isOver).toBe(false);
  resolve(HOUR);
  await running;
});

test('ends all when one rejects, and rejects with that', async () => {
  await using database = await openDatabase(await freshStore());
  const broken = new Error('no');
  let isEnded = false;
  const other = taskOf(async (signal) => {
    await database.changed(signal);
    isEnded = signal.aborted;
    return HOUR;
  });
  const { signal } = new AbortController();
  await expect(runLoops(database, [other, taskOf(() => Promise.reject(broken))], signal)).rejects.toBe(broken);
  expect(isEnded).toBe(true);
});
