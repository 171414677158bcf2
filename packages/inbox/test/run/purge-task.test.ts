import { expect, test, vi } from 'vitest';
import { purgeTask } from '../../src/run/purge-task.ts';
import { addAccount, addMessage, addThread, refTo, SEEN } from '../support/rows.ts';
import { openStore } from '../support/store.ts';

const DAY = 86_400_000;

test.each([
  ['a day', 0, 0, [null]],
  ['a year to which the clock has jumped', 365 * DAY, 0, ['oi']],
  ['a year to which the clock was set before the start', 0, 365 * DAY, ['oi']],
])('purges what is older than its account keeps it after %s', async (_name, jump, before, texts) => {
  await using database = await openStore();
  await database.write(async (tx) => {
    await addAccount(tx, 'aurora', 1);
    await addThread(tx, refTo('1'));
    await addMessage(database, tx, refTo('1'), { text: 'oi' });
  });
  let now = SEEN + DAY / 2;
  const run = () => purgeTask({ database, clock: { now: () => now } });
  const { signal } = new AbortController();
  expect(await run().run(signal)).toBeGreaterThan(0);
  now += DAY / 2 + before;
  const task = run();
  now += 1 + jump;
  expect(await task.run(signal)).toBeGreaterThan(0);
  const rows = await database.reader.selectFrom('messages').select('text').execute();
  expect(rows.map(({ text }) => text)).toEqual(texts);
});

test('purges once an hour, however often it is woken', async () => {
  await using database = await openStore();
  const scrub = vi.spyOn(database, 'scrub');
  const purging = purgeTask({ database, clock: { now: () => SEEN } });
  const { signal } = new AbortController();
  const delays = [await purging.run(signal), await purging.run(signal)];
  expect(scrub).toHaveBeenCalledOnce();
  for (const delay of delays) expect(delay).toBeGreaterThan(3_500_000);
});
