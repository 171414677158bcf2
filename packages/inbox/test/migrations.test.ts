import { expect, onTestFinished, test, vi } from 'vitest';
import { first } from '../src/migrations/first.ts';
import { isOutdated, type Migrations, migrate } from '../src/migrations/migrate.ts';
import { SQLITE } from '../src/sqlite/flavour.ts';
import { addAccount } from './support/rows.ts';
import { openStore } from './support/store.ts';

const FIRST = { '0001-first': first };
const LATER: Migrations = {
  ...FIRST,
  '0002-mood': () => ['alter table accounts add column mood text', "update accounts set mood = 'fine'"],
  '0003-moods': () => ['create index accounts_mood on accounts (mood)'],
};
const BROKEN: Migrations = { ...LATER, '0003-moods': () => ['create index accounts_mood on accounts (no_such)'] };

test('brings a store of an earlier version forward, with what it holds', async () => {
  await using database = await openStore();
  await database.write((tx) => addAccount(tx));
  expect(await isOutdated(database.reader, FIRST)).toBe(false);
  expect(await isOutdated(database.reader, LATER)).toBe(true);
  await database.write((tx) => migrate(tx, SQLITE, LATER));
  expect(await isOutdated(database.reader, LATER)).toBe(false);
  expect(await database.reader.selectFrom('accounts').selectAll().execute()).toMatchObject([{ mood: 'fine' }]);
  await expect(isOutdated(database.reader, FIRST)).rejects.toMatchObject({ code: 'store-newer' });
});

test('changes nothing when one of several steps fails', async () => {
  await using database = await openStore();
  await database.write((tx) => addAccount(tx));
  await expect(database.write((tx) => migrate(tx, SQLITE, BROKEN))).rejects.toThrow('no_such');
  expect(await isOutdated(database.reader, FIRST)).toBe(false);
  const [account] = await database.reader.selectFrom('accounts').selectAll().execute();
  expect(account).not.toHaveProperty('mood');
});

test('brings a store forward also when the clock was set back', async () => {
  await using database = await openStore();
  vi.useFakeTimers({ toFake: ['Date'], now: 0 });
  onTestFinished(() => void vi.useRealTimers());
  const { '0003-moods': _, ...second } = LATER;
  await database.write((tx) => migrate(tx, SQLITE, second));
  vi.setSystemTime(-1);
  await database.write((tx) => migrate(tx, SQLITE, LATER));
  expect(await isOutdated(database.reader, LATER)).toBe(false);
});
