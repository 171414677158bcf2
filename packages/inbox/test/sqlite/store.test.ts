import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import type { Database } from '../../src/database.ts';
import { holdInbox, isHeld } from '../../src/sqlite/holder.ts';
import { journalModeOf } from '../../src/sqlite/open.ts';
import { sqliteStore } from '../../src/sqlite/store.ts';
import { openDatabase } from '../../src/store.ts';
import { temporaryFolder } from '../support/folder.ts';
import { openStore } from '../support/store.ts';

const account = { vendor: 'brandlovers', account: 'aurora' };
const addAccount = (database: Database) =>
  database.write((tx) =>
    tx
      .insertInto('accounts')
      .values({ ...account, progress: null })
      .execute(),
  );
const accountsOf = (database: Database) => database.reader.selectFrom('accounts').selectAll().execute();

test('makes files readable by their owner alone', async () => {
  const folder = temporaryFolder();
  await using database = await openDatabase(sqliteStore(join(folder, 'inbox.sqlite')));
  await addAccount(database);
  for (const file of readdirSync(folder)) expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
});

const isReadable = (file: string) => (statSync(file).mode & 0o077) !== 0;
const readableIn = (folder: string) => readdirSync(folder).filter((file) => isReadable(join(folder, file)));

test('makes an empty file that others may read its owner’s alone, with all beside it', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'inbox.sqlite');
  writeFileSync(path, '', { mode: 0o644 });
  await using database = await openDatabase(sqliteStore(path));
  await addAccount(database);
  using _held = await holdInbox(path);
  expect(readableIn(folder)).toEqual([]);
});

test.each(['644', '640', '604', '660'])(
  'refuses a store of mode %s in words, until it is its owner’s alone',
  async (bits) => {
    const mode = Number.parseInt(bits, 8);
    const folder = temporaryFolder();
    const path = join(folder, 'inbox.sqlite');
    await (await openDatabase(sqliteStore(path)))[Symbol.asyncDispose]();
    chmodSync(path, mode);
    await expect(openDatabase(sqliteStore(path))).rejects.toMatchObject({
      code: 'store-unusable',
      message: expect.stringMatching(/others may read it.*customers.*chmod 600/),
    });
    expect(statSync(path).mode & 0o777).toBe(mode);
    chmodSync(path, 0o600);
    await using _database = await openDatabase(sqliteStore(path));
  },
);

test('makes the log of a store its owner’s alone', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'inbox.sqlite');
  await using database = await openDatabase(sqliteStore(path));
  await addAccount(database);
  for (const end of ['-wal', '-shm']) chmodSync(path + end, 0o644);
  await using _other = await openDatabase(sqliteStore(path));
  expect(readableIn(folder)).toEqual([]);
});

test.each([
  ['a path of a folder', (folder: string) => folder, 'store-unusable', 'it is no file'],
  ['a folder that does not exist', (folder: string) => join(folder, 'no', 'inbox'), 'store-unusable', 'no such folder'],
  ['a file as the folder', withFile('x', 'x/inbox', ''), 'store-unusable', 'is a file'],
  [
    'a text file',
    withFile('inbox', 'inbox', 'not a database'.repeat(100)),
    'store-unusable',
    'not a database of SQLite',
  ],
  ['a device', () => '/dev/null', 'store-unusable', 'it is no file'],
  ['a link to nothing', withLink, 'store-unusable', 'a link to nothing'],
  ["another program's database", withDatabase('CREATE TABLE notes (a)'), 'store-unusable', 'of another program'],
])('refuses %s in words', async (_name, pathIn, code, words) => {
  const opening = openDatabase(sqliteStore(pathIn(temporaryFolder())));
  await expect(opening).rejects.toMatchObject({ name: 'InboxError', code, message: expect.stringContaining(words) });
});

test.each([200, 243, 244, 247, 251, 252, 255, 256, 300])(
  'has room for the names of all its files, or refuses in words: %i bytes',
  async (length) => {
    const folder = temporaryFolder();
    const path = join(folder, 'x'.repeat(length));
    if (length <= 243) {
      await using _database = await openDatabase(sqliteStore(path));
      using _held = await holdInbox(path);
      return;
    }
    const refused = { name: 'InboxError', code: 'store-unusable', message: expect.stringContaining('too long') };
    await expect(openDatabase(sqliteStore(path))).rejects.toMatchObject(refused);
    expect(readdirSync(folder)).toEqual([]);
  },
);

test('refuses a link to a file whose name is too long', async () => {
  const folder = temporaryFolder();
  const long = join(folder, 'x'.repeat(250));
  writeFileSync(long, '');
  symlinkSync(long, join(folder, 'short'));
  const refused = { code: 'store-unusable', message: expect.stringContaining('too long') };
  await expect(openDatabase(sqliteStore(join(folder, 'short')))).rejects.toMatchObject(refused);
});

test('refuses a file that a later version has written', async () => {
  const path = join(temporaryFolder(), 'inbox.sqlite');
  await (await openDatabase(sqliteStore(path)))[Symbol.asyncDispose]();
  using raw = new DatabaseSync(path);
  raw.exec("INSERT INTO kysely_migration VALUES ('0999-later', '2030-01-01T00:00:00.000Z')");
  await expect(openDatabase(sqliteStore(path))).rejects.toMatchObject({
    code: 'store-newer',
    message: expect.stringMatching(/later version.*0999-later.*update/),
  });
});

test('says that a file is damaged', async () => {
  const path = join(temporaryFolder(), 'inbox.sqlite');
  await (await openDatabase(sqliteStore(path)))[Symbol.asyncDispose]();
  const content = readFileSync(path);
  writeFileSync(path, Buffer.concat([content.subarray(0, 100), Buffer.alloc(content.length - 100, 7)]));
  await expect(openDatabase(sqliteStore(path))).rejects.toMatchObject({
    code: 'store-unusable',
    message: expect.stringMatching(/damaged.*backup.*loses the outbox, its keys.*undecided.*look at the vendors/),
  });
});

test.each([
  ['3.49.1', 'DELETE'],
  ['3.51.2', 'DELETE'],
  ['3.51.3', 'WAL'],
  ['3.53.4', 'WAL'],
  ['4.0.0', 'WAL'],
])('keeps no log that several connections may damage: SQLite %s has %s', (version, mode) => {
  expect(journalModeOf(version)).toBe(mode);
});

const ADDRESSES = ['postgresql://boss:hunter2@host/db', ' postgres:boss:hunter2@host/db', 'pg://boss:hunter2@host'];
test.each(ADDRESSES)('refuses the address %j as a path, and does not repeat it', (address) => {
  expect(() => sqliteStore(address)).toThrow(
    expect.objectContaining({ kind: 'invalid-input', message: expect.not.stringContaining('hunter2') }),
  );
});

test.each(['', ':memory:', 'file:inbox?mode=memory', 'a\0b', 7])('refuses the path %j', (path) => {
  expect(() => Reflect.apply(sqliteStore, undefined, [path])).toThrow(
    expect.objectContaining({ kind: 'invalid-input', field: 'path' }),
  );
});

test('has one holder, until that one lets go', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'inbox.sqlite');
  await using database = await openDatabase(sqliteStore(path));
  expect(isHeld(path)).toBe(false);
  {
    using _held = await holdInbox(path);
    expect(isHeld(path)).toBe(true);
    const refused = { code: 'already-running', message: expect.stringContaining('this process runs it already') };
    await expect(holdInbox(path)).rejects.toMatchObject(refused);
    await addAccount(database);
  }
  expect(isHeld(path)).toBe(false);
  using _again = await holdInbox(path);
});

test('has a holder for as long as that one has not let go, also when nothing refers to it any more', async () => {
  const path = join(temporaryFolder(), 'inbox.sqlite');
  await holdInbox(path);
  setFlagsFromString('--expose-gc');
  for (let round = 0; round < 3; round++) {
    runInNewContext('gc()');
    await setImmediate();
  }
  expect(isHeld(path)).toBe(true);
});

test('tells of a commit on another connection', async () => {
  const store = sqliteStore(join(temporaryFolder(), 'inbox.sqlite'));
  await using one = await openDatabase(store);
  await using other = await openDatabase(store);
  const { signal } = new AbortController();
  const changes = [one.changed(signal), other.changed(signal)];
  await addAccount(one);
  await Promise.all(changes);
});

test('ends waiting for a commit on abort, and when the store is closed', async () => {
  const database = await openStore();
  const controller = new AbortController();
  const aborted = database.changed(controller.signal);
  controller.abort();
  await aborted;
  await database.changed(controller.signal);
  const closed = database.changed(new AbortController().signal);
  await database[Symbol.asyncDispose]();
  await closed;
});

function withFile(file: string, path: string, content: string) {
  return (folder: string) => {
    writeFileSync(join(folder, file), content);
    return join(folder, path);
  };
}

function withLink(folder: string) {
  symlinkSync(join(folder, 'nothing'), join(folder, 'link'));
  return join(folder, 'link');
}

function withDatabase(statements: string) {
  return (folder: string) => {
    const path = join(folder, 'inbox');
    using database = new DatabaseSync(path);
    database.exec(statements);
    return path;
  };
}

test.each([
  ['removed', (path: string) => rmSync(path)],
  ['replaced by a copy', (path: string, copy: string) => renameSync(copy, path)],
])('writes no more to a file that was %s', async (_name, change) => {
  const path = join(temporaryFolder(), 'inbox.sqlite');
  await using database = await openDatabase(sqliteStore(path));
  await addAccount(database);
  copyFileSync(path, `${path}-copy`);
  change(path, `${path}-copy`);
  const writing = database.write((tx) => tx.insertInto('consumers').values({ name: 'crm', position: 0 }).execute());
  await expect(writing).rejects.toMatchObject({ code: 'store-unusable', message: expect.stringContaining('replaced') });
});

test('meets at one file by a link too', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'real'));
  symlinkSync(join(folder, 'real'), join(folder, 'link'));
  await using one = await openDatabase(sqliteStore(join(folder, 'real', 'inbox')));
  await using other = await openDatabase(sqliteStore(join(folder, 'link', 'inbox')));
  await addAccount(one);
  expect(await accountsOf(other)).toHaveLength(1);
  expect(other).toMatchObject({ path: join(folder, 'real', 'inbox') });
});
