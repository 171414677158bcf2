import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { searchMessages } from '../../src/read/search.ts';
import { holdInbox, isHeld } from '../../src/sqlite/holder.ts';
import { sqliteStore } from '../../src/sqlite/store.ts';
import { openDatabase } from '../../src/store.ts';
import { temporaryFolder } from '../support/folder.ts';
import { addAccount } from '../support/rows.ts';

const WORKER = fileURLToPath(new URL('worker.ts', import.meta.url));
const ROUNDS = process.env.EXHAUSTIVE ? 40 : 2;

/** A guard against a hang: a round takes a second or two. */
const PATIENT = { timeout: ROUNDS * 30_000 };

const newPath = () => join(temporaryFolder(), 'inbox.sqlite');

/** Starts a worker, with the lines that it prints, and what kills it and waits for its end. */
function startWorker(role: string, path: string, command: readonly string[] = []) {
  const [program = '', ...args] = [
    ...command,
    process.execPath,
    '--conditions=@ticketbridge/source',
    WORKER,
    role,
    path,
  ];
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  const kill = async () => {
    child.kill('SIGKILL');
    await exit;
  };
  onTestFinished(kill);
  return { lines: createInterface({ input: child.stdout })[Symbol.asyncIterator](), kill, exit };
}

test('keeps all that was committed, and nothing by halves, when a writing process is killed', PATIENT, async () => {
  const path = newPath();
  let least = 0;
  const killAfter = fc.record({ lines: fc.nat(30), ms: fc.nat(20) });
  await fc.assert(
    fc.asyncProperty(killAfter, async ({ lines, ms }) => {
      const writer = startWorker('write', path);
      for (let count = 0; count <= lines; count++) least = Number((await writer.lines.next()).value) + 1;
      await pause(ms);
      await writer.kill();
      for await (const line of writer.lines) least = Number(line) + 1;
      await using database = await openDatabase(sqliteStore(path));
      const count = async (table: 'threads' | 'messages' | 'events') =>
        (await database.reader.selectFrom(table).select('account').execute()).length;
      const threads = await count('threads');
      expect(threads).toBeGreaterThanOrEqual(least);
      expect(await count('messages')).toBe(2 * threads);
      expect(await count('events')).toBe(threads);
      expect(await Array.fromAsync(searchMessages(database, 'palavra', {}))).toHaveLength(2 * threads);
      using raw = new DatabaseSync(path);
      expect(raw.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
      raw.exec("INSERT INTO message_words (message_words, rank) VALUES ('integrity-check', 1)");
    }),
    { numRuns: ROUNDS },
  );
});

test('is run by one process, until that one ends, however it ends', async () => {
  const path = newPath();
  await using database = await openDatabase(sqliteStore(path));
  const holder = startWorker('hold', path);
  expect(await holder.lines.next()).toMatchObject({ value: 'held' });
  expect(isHeld(path)).toBe(true);
  await expect(holdInbox(path)).rejects.toMatchObject({
    code: 'already-running',
    message: expect.stringContaining('another process runs it'),
  });
  await database.write((tx) => addAccount(tx));
  await holder.kill();
  expect(isHeld(path)).toBe(false);
  using _held = await holdInbox(path);
});

test('keeps its locks when it looks at itself, or is opened once more, in the same process', async () => {
  const path = newPath();
  await using database = await openDatabase(sqliteStore(path));
  using _held = await holdInbox(path);
  expect(isHeld(path)).toBe(true);
  await (await openDatabase(sqliteStore(path)))[Symbol.asyncDispose]();
  const outcomes = await Promise.all(['hold', 'look'].map((role) => startWorker(role, path).lines.next()));
  expect(outcomes).toMatchObject([{ value: expect.stringContaining('already-running') }, { value: '0' }]);
  // Had it thought itself to be the last one, that process would have removed the log of this one.
  await database.write((tx) => addAccount(tx));
  expect(await startWorker('look', path).lines.next()).toMatchObject({ value: '1' });
});

test('says that the store is locked, opens and reads meanwhile, and writes again afterwards', async () => {
  const path = newPath();
  await (await openDatabase(sqliteStore(path)))[Symbol.asyncDispose]();
  const locker = startWorker('lock', path);
  expect(await locker.lines.next()).toMatchObject({ value: 'locked' });
  await using database = await openDatabase(sqliteStore(path, { busyTimeout: 100 }));
  const writing = database.write((tx) => addAccount(tx)).catch((error: unknown) => error);
  const first = await Promise.race([writing, database.reader.selectFrom('accounts').selectAll().execute()]);
  expect(first).toEqual([]);
  expect(await writing).toMatchObject({
    code: 'store-locked',
    message: expect.stringContaining('another program holds it'),
  });
  await locker.kill();
  await database.write((tx) => addAccount(tx));
});

test('says so when a file may grow no further, and keeps what was committed', async () => {
  const path = newPath();
  const filler = startWorker('write', path, ['sh', '-c', 'ulimit -f 1000; exec "$0" "$@"']);
  const lines = await Array.fromAsync(filler.lines);
  expect(await filler.exit).toEqual([0, null]);
  const error = JSON.parse(lines.pop() ?? '');
  expect(error).toMatchObject({ name: 'InboxError', code: 'store-unusable' });
  expect(error.message).toContain('a quota');
  await using database = await openDatabase(sqliteStore(path));
  expect(await database.reader.selectFrom('threads').select('thread').execute()).toHaveLength(lines.length);
  await database.write((tx) => addAccount(tx));
});
