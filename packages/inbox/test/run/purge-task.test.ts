import { expect, test } from 'vitest';
import { purgeTask } from '../../src/run/purge-task.ts';
import { addAccount, addMessage, addThread, refTo, SEEN } from '../support/rows.ts';
import { openStore } from '../support/store.ts';

const DAY = 86_400_000;

test.each([
  ['a day', DAY, 0, [null]],
  ['a year to which the clock has jumped', DAY, 365 * DAY, ['oi']],
])('purges what is older than its account keeps it after %s', async (_name, age, jump, texts) => {
  await using database = await openStore();
  await database.write(async (tx) => {
    await addAccount(tx, 'aurora', 1);
    await addThread(tx, refTo('1'));
    await addMessage(database, tx, refTo('1'), { text: 'oi' });
  });
  let now = SEEN + age + 1;
  const task = purgeTask({ database, clock: { now: () => now } });
  now += jump;
  expect(await task.run(new AbortController().signal)).toBeGreaterThan(0);
  const rows = await database.reader.selectFrom('messages').select('text').execute();
  expect(rows.map(({ text }) => text)).toEqual(texts);
});
