import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createConnection, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import type { Database, Tx } from '../../src/database.ts';
import { type PostgresConnection, postgresStore } from '../../src/postgres/index.ts';
import { openDatabase } from '../../src/store.ts';
import { freshPlace, storeAt } from '../stores.ts';

const server = process.env.INBOX_STORE ?? '';
const folder = decodeURIComponent(new URL(server.replace('@', '@localhost')).searchParams.get('host') ?? '');

const account = { vendor: 'brandlovers', account: 'aurora', progress: null };
const addAccount = (tx: Tx) => tx.insertInto('accounts').values(account).execute();
const accountsOf = (database: Database) => database.reader.selectFrom('accounts').selectAll().execute();

const schemaOf = (place: string): string => place.split('#')[1] ?? '';
const open = async (place = freshPlace()): Promise<Database> => openDatabase(await storeAt(place));

/** Stands between an inbox and its server, and cuts the connection of the next commit. */
async function interrupted(where: 'before' | 'after'): Promise<{ connection: PostgresConnection; arm(): void }> {
  const own = mkdtempSync(join(tmpdir(), 'ticketbridge-proxy-'));
  const sockets = new Set<Socket>();
  let isArmed = false;
  const proxy = createServer((inner) => {
    const outer = createConnection(join(folder, '.s.PGSQL.5432'));
    let isLost = false;
    sockets.add(inner).add(outer);
    inner.on('error', () => {}).on('close', () => outer.end());
    outer.on('error', () => {}).on('close', () => inner.destroy());
    inner.on('data', (data) => {
      if (isArmed && data.includes('commit')) {
        isArmed = false;
        isLost = true;
      }
      if (isLost && where === 'before') inner.destroy();
      else outer.write(data);
    });
    outer.on('data', (data) => (isLost ? inner.destroy() : inner.write(data)));
  });
  proxy.listen(join(own, '.s.PGSQL.5432'));
  await once(proxy, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    proxy.close();
    rmSync(own, { recursive: true, force: true });
  });
  const arm = () => {
    isArmed = true;
  };
  return { connection: { host: own, user: 'inbox', database: 'postgres' }, arm };
}

test('knows of a commit whose answer was lost', async () => {
  const { connection, arm } = await interrupted('after');
  const schema = schemaOf(freshPlace());
  await using database = await openDatabase(postgresStore(connection, { schema }));
  arm();
  expect(await database.write(async (tx) => (await addAccount(tx)).length)).toBe(1);
  expect(await accountsOf(database)).toHaveLength(1);
});

test('says that nothing was written when a commit was lost on its way', async () => {
  const { connection, arm } = await interrupted('before');
  await using database = await openDatabase(postgresStore(connection, { schema: schemaOf(freshPlace()) }));
  arm();
  await expect(database.write(addAccount)).rejects.toMatchObject({ code: 'store-unreachable' });
  expect(await accountsOf(database)).toEqual([]);
  await database.write(addAccount);
});

test('goes on after the server has ended its connections, and listens again', async () => {
  const place = freshPlace();
  await using database = await open(place);
  await using other = await open();
  await database.write(addAccount);
  const { signal } = new AbortController();
  // It listens, and then has to do so again.
  await database.changed(signal);
  const again = database.changed(signal);
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(database.reader);
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where pid = ${rows[0]?.pid} or query = ${`listen "ticketbridge ${schemaOf(place)}"`}`.execute(other.reader);
  await again;
  expect(await accountsOf(database)).toHaveLength(1);
  const told = database.changed(signal);
  await other.write(async () => {});
  await database.write(async () => {});
  await told;
});

test('undoes the transaction of a process that stands still, and lets the others write', async () => {
  const place = freshPlace();
  await using standing = await open(place);
  await using database = await open(place);
  const begun = Promise.withResolvers<void>();
  const stalled = standing.write(async (tx) => {
    await sql`set idle_in_transaction_session_timeout = 50`.execute(tx);
    await addAccount(tx);
    begun.resolve();
    await database.write(addAccount);
  });
  await begun.promise;
  await expect(stalled).rejects.toMatchObject({ code: 'store-unreachable' });
  expect(await accountsOf(database)).toHaveLength(1);
});

test.each([
  ['a server that is not there', { host: '/nowhere' }, 'store-unreachable', 'no server'],
  ['a port where nobody listens', { host: '127.0.0.1', port: 1 }, 'store-unreachable', 'no server answers'],
  ['a database that is not there', { host: folder, database: 'none' }, 'store-unusable', 'no such database'],
  ['a user that is not there', { host: folder, user: 'nobody-else' }, 'store-unusable', 'check user and password'],
  ['a server without TLS', { host: folder, ssl: true }, 'store-unusable', 'no TLS'],
])('refuses %s in words', async (_what, connection, code, words) => {
  const opening = openDatabase(postgresStore({ user: 'inbox', database: 'postgres', ...connection }));
  await expect(opening).rejects.toMatchObject({ code, message: expect.stringContaining(words) });
});

test.each(['prefer', 'require', 'verify-ca'])('reads sslmode=%s without a warning', async (mode) => {
  const warned: Error[] = [];
  const listen = (warning: Error) => warned.push(warning);
  process.on('warning', listen);
  onTestFinished(() => void process.off('warning', listen));
  postgresStore(`${server}&sslmode=${mode}`);
  await new Promise(setImmediate);
  expect(warned).toEqual([]);
});

test('refuses a schema that has tables of another program', async () => {
  await using database = await open();
  const schema = schemaOf(freshPlace());
  await sql`create schema ${sql.id(schema)} create table messages (id int)`.execute(database.reader);
  await expect(openDatabase(postgresStore(server, { schema }))).rejects.toMatchObject({
    code: 'store-unusable',
    message: expect.stringContaining('choose another schema'),
  });
});

test('refuses a store that a later version has written', async () => {
  const place = freshPlace();
  await using database = await open(place);
  await sql`insert into kysely_migration values ('9999-later', '')`.execute(database.reader);
  await expect(open(place)).rejects.toMatchObject({ code: 'store-newer' });
});

test('says of a lock that it is held for too long', async () => {
  const place = freshPlace();
  await using holder = await open(place);
  await using database = await open(place);
  const waiting = holder.write(async () => {
    const impatient = database.reader.connection().execute(async (connection) => {
      await sql`set lock_timeout = 50`.execute(connection);
      await connection.transaction().execute(addAccount);
    });
    await expect(impatient).rejects.toMatchObject({ code: 'store-locked' });
  });
  await waiting;
  await database.write(addAccount);
});

test('tells nothing of what it refused to keep', async () => {
  await using database = await open();
  const secret = 'my number is 555-0100';
  const writing = database.write((tx) => sql`insert into consumers values (${secret}, null)`.execute(tx));
  const error: Error = await writing.then(
    () => expect.unreachable(),
    (thrown) => thrown,
  );
  expect(error).toMatchObject({ code: 'store-unusable', message: expect.stringContaining('23502') });
  expect(`${error.message} ${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`).not.toContain('555');
});

test('keeps a text with a character that PostgreSQL has not', async () => {
  await using database = await open();
  await database.write((tx) =>
    tx
      .insertInto('accounts')
      .values({ ...account, progress: 'a\0b' })
      .execute(),
  );
  expect(await accountsOf(database)).toMatchObject([{ progress: 'a\u{fffd}b' }]);
});

test('keeps to its schema, whatever other ones hold', async () => {
  await using one = await open();
  await using other = await open();
  await one.write(addAccount);
  expect(await accountsOf(other)).toEqual([]);
});

test.each([
  ['a number', 5],
  ['nothing', undefined],
  ['a path', '/var/run/postgresql'],
  ['a URL of another kind', 'mysql://localhost/inbox'],
  ['a URL that cannot be read', 'postgresql://:x:y/%'],
  ['an unknown part', { hostname: 'localhost' }],
  ['a port that is none', { port: 0 }],
  ['a password that is none', { password: 5 }],
])('refuses %s as the connection', (_what, connection) => {
  expect(() => postgresStore(connection as string)).toThrow(
    expect.objectContaining({ name: 'TicketbridgeError', kind: 'invalid-input' }),
  );
});

test.each([
  { schema: '' },
  { schema: 'Inbox' },
  { schema: 'a-b' },
  { schema: 'x'.repeat(51) },
  { connections: 1 },
  { connections: 2.5 },
  { pool: 5 },
])('refuses %j as options', (options) => {
  expect(() => postgresStore(server, options)).toThrow(expect.objectContaining({ kind: 'invalid-input' }));
});
