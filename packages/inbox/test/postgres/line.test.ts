import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/store.ts';
import { freshStore } from '../stores.ts';

const { signal } = new AbortController();

test('spaces the requests of all processes evenly', async () => {
  const store = await freshStore();
  await using one = await openDatabase(store);
  await using other = await openDatabase(store);
  const start = performance.now();
  const turns = [one, other, one, other, one, other].map((database) => database.line('inbox').turn(50, signal));
  await Promise.all(turns);
  expect(performance.now() - start).toBeGreaterThanOrEqual(249);
});

test('takes parts of milliseconds', async () => {
  await using database = await openDatabase(await freshStore());
  const line = database.line('inbox');
  for (const interval of [1_000 / 60, 31.25, 1 / 3]) await line.turn(interval, signal);
});

test('has one line for each name, and none where there is no limit', async () => {
  await using database = await openDatabase(await freshStore());
  const start = performance.now();
  await Promise.all(['a', 'b', 'c'].map((name) => database.line(name).turn(1_000_000, signal)));
  for (let n = 0; n < 3; n += 1) await database.line('d').turn(0, signal);
  expect(performance.now() - start).toBeLessThan(20_000);
});

test('does not wait for a place that the clock of the server has left behind', async () => {
  await using database = await openDatabase(await freshStore());
  await database.line('inbox').turn(100, signal);
  await sql`update turns set next_at = next_at + 86400000`.execute(database.reader);
  await database.line('inbox').turn(100, signal);
});

test('stops waiting on abort', async () => {
  await using database = await openDatabase(await freshStore());
  const leaving = new AbortController();
  await database.line('inbox').turn(100_000, leaving.signal);
  const waiting = database.line('inbox').turn(100_000, leaving.signal);
  leaving.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow();
});

test('has the clock of the server, whatever that of the process says', async () => {
  await using database = await openDatabase(await freshStore());
  const { rows } = await sql<{ now: number }>`select extract(epoch from clock_timestamp()) * 1000 as now`.execute(
    database.reader,
  );
  const { now } = rows[0] ?? { now: 0 };
  expect(Math.abs(database.clock.now() - now)).toBeLessThan(2_000);
  expect(Number.isInteger(database.clock.now())).toBe(true);
});
