import { join } from 'node:path';
import { expect, test } from 'vitest';
import { searchMessages } from '../../src/read/search.ts';
import { SqliteDatabase } from '../../src/sqlite/database.ts';
import { openConnection } from '../../src/sqlite/open.ts';
import { sqliteStore } from '../../src/sqlite/store.ts';
import { openDatabase } from '../../src/store.ts';
import { temporaryFolder } from '../support/folder.ts';
import { addMessage, addThread, refTo } from '../support/rows.ts';

test('says that the disk is full, keeps what was committed, and goes on when there is room', async () => {
  const path = join(temporaryFolder(), 'inbox.sqlite');
  await (await openDatabase(sqliteStore(path)))[Symbol.asyncDispose]();
  const [writing, reading] = await Promise.all([openConnection(path, 0), openConnection(path, 0)]);
  await using database = new SqliteDatabase({ path, busyTimeout: 0, writing, reading });
  const add = (index: number) =>
    database.write(async (tx) => {
      await addThread(tx, refTo(`${index}`));
      await addMessage(database, tx, refTo(`${index}`), { text: `palavra ${'x'.repeat(3_000)} ${index}` });
    });
  // The same answer of SQLite as that of a disk, without a disk of one's own.
  writing.exec('PRAGMA max_page_count = 60');
  let added = 0;
  const full = async (): Promise<unknown> => {
    for (;;) {
      try {
        await add(added);
        added += 1;
      } catch (error) {
        return error;
      }
    }
  };
  expect(await full()).toMatchObject({
    code: 'store-full',
    message: expect.stringContaining('make room'),
  });
  const held = async () => (await database.reader.selectFrom('threads').select('thread').execute()).length;
  expect(await held()).toBe(added);
  writing.exec('PRAGMA max_page_count = 6000');
  await add(added);
  expect(await held()).toBe(added + 1);
  expect(await Array.fromAsync(searchMessages(database, 'palavra', {}))).toHaveLength(added + 1);
});
