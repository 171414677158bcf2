import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import type { Database } from '../../src/database.ts';
import { postgresStore } from '../../src/postgres/index.ts';
import type { Task } from '../../src/run/tasks.ts';
import { openDatabase } from '../../src/store.ts';
import { freshPlace, storeAt } from '../stores.ts';

/** Opens a store as the owner of the cluster, and names another user, who has no rights of its own. */
async function openWithStranger() {
  const place = freshPlace();
  const [url = '', schema = ''] = place.split('#');
  const admin = await openDatabase(await storeAt(freshPlace()));
  const user = `u${randomUUID().replaceAll('-', '')}`;
  const command = (text: string) => sql.raw(text).execute(admin.reader);
  await command(`create role ${user} login`);
  onTestFinished(async () => {
    await command(`drop owned by ${user} cascade`);
    await command(`drop role ${user}`);
    await admin[Symbol.asyncDispose]();
  });
  const store = postgresStore(url.replace('inbox@', `${user}@`), { schema });
  const make = async () => (await openDatabase(await storeAt(place)))[Symbol.asyncDispose]();
  return { schema, user, store, command, make };
}

const TABLES = 'select, insert, update, delete on all tables in schema';

test.each<[string, readonly string[], RegExp]>([
  ['to make a schema', [], /permission denied for database postgres/],
  ['to make tables', ['create schema $schema', 'grant usage on schema $schema to $user'], /no CREATE on the schema/],
  ['to use an empty schema', ['create schema $schema'], /no USAGE on the schema/],
  ['to use the schema', ['$make'], /no USAGE on the schema/],
  ['to read a table', ['$make', 'grant usage on schema $schema to $user'], /no SELECT on the table/],
  ...['insert', 'update', 'delete'].map((right): [string, readonly string[], RegExp] => [
    `to ${right} rows`,
    [
      '$make',
      'grant usage on schema $schema to $user',
      `grant ${TABLES} $schema to $user`,
      `revoke ${right} on $schema.outbox from $user`,
    ],
    new RegExp(`no ${right.toUpperCase()} on the table "outbox"`),
  ]),
])('says that the right %s is missing', async (_right, commands, words) => {
  const { schema, user, store, command, make } = await openWithStranger();
  for (const text of commands) {
    await (text === '$make' ? make() : command(text.replaceAll('$schema', schema).replaceAll('$user', user)));
  }
  const error = await openDatabase(store).then(
    () => expect.unreachable(),
    (thrown: Error) => thrown,
  );
  expect(error).toMatchObject({ code: 'store-unusable', message: expect.stringMatching(words) });
  expect(error.message).toMatch(/grant|owner/i);
  expect(error.message).not.toContain('another program');
});

/** Runs one task until it has been run once. */
async function runOnce(database: Database): Promise<void> {
  const leaving = new AbortController();
  const run: Task['run'] = async () => {
    leaving.abort();
    return 0;
  };
  await database.run([{ name: 'once', isExclusive: true, isWoken: false, run }], leaving.signal, 'worker');
}

test('works and runs for a user who may make no schema, in two that were made for it', async () => {
  const { schema, user, store, command } = await openWithStranger();
  await command(`create schema ${schema} authorization ${user}`);
  await command(`create schema ${schema}_jobs authorization ${user}`);
  await using database = await openDatabase(store);
  await runOnce(database);
});

test('says which schema of the queue the user may not make or use', async () => {
  const { schema, user, store, command } = await openWithStranger();
  await command(`create schema ${schema} authorization ${user}`);
  await using database = await openDatabase(store);
  const missing = { code: 'store-unusable', message: expect.stringMatching(/permission denied for database/) };
  await expect(runOnce(database)).rejects.toMatchObject(missing);
  await command(`create schema ${schema}_jobs`);
  const unusable = { code: 'store-unusable', message: expect.stringContaining(`"${schema}_jobs"`) };
  await expect(runOnce(database)).rejects.toMatchObject(unusable);
});
