import type { Account } from '@ticketbridge/facade';
import type { Database } from '../src/database.ts';
import type { Writing } from '../src/mirror/writing.ts';
import { openStore } from './support/store.ts';

/** A store with one account, for what is put into it. */
export interface Mirror extends AsyncDisposable {
  readonly database: Database;
  readonly account: Account;
  /** Commits as what was seen at a minute. */
  write(minute: number, work: (writing: Writing) => Promise<void>, isSilent?: boolean): Promise<void>;
  /** Lists the events since the last time, each as its type and what it is of. */
  events(): Promise<readonly string[]>;
  threads(): ReturnType<typeof readThreads>;
  messages(): ReturnType<typeof readMessages>;
}

export const minutes = (count: number): number => Date.UTC(2026, 2, 1, 9, count);

export async function openMirror(account: Account): Promise<Mirror> {
  const database = await openStore();
  await database.write((tx) =>
    tx.insertInto('accounts').values({ vendor: account.vendor, account: account.account }).execute(),
  );
  let position = 0;
  return {
    database,
    account,
    write: (minute, work, isSilent = false) =>
      database.write((tx) => work({ database, tx, account, at: minutes(minute), isSilent })),
    async events() {
      const rows = await database.reader
        .selectFrom('events')
        .leftJoin('messages', 'messages.id', 'events.message')
        .select(['seq', 'type', 'events.thread', 'messages.text'])
        .where('seq', '>', position)
        .orderBy('seq')
        .execute();
      position = rows.at(-1)?.seq ?? position;
      return rows.map(({ type, thread, text }) => [type, thread, text].filter((part) => part !== null).join(' '));
    },
    threads: () => readThreads(database),
    messages: () => readMessages(database),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

/** Describes each thread that is there, by itself and those of its messages that have not gone. */
export async function heldBy<Held>(
  mirror: Mirror,
  describe: (
    thread: Awaited<ReturnType<Mirror['threads']>>[number],
    messages: Awaited<ReturnType<Mirror['messages']>>,
  ) => Held,
): Promise<Readonly<Record<string, Held>>> {
  const threads = (await mirror.threads()).filter(({ missing_since }) => missing_since === null);
  const messages = (await mirror.messages()).filter(({ gone_at }) => gone_at === null);
  return Object.fromEntries(
    threads.map((row) => [
      row.thread,
      describe(
        row,
        messages.filter(({ thread }) => thread === row.thread),
      ),
    ]),
  );
}

function readThreads({ reader }: Database) {
  return reader.selectFrom('threads').selectAll().orderBy('thread').execute();
}

function readMessages({ reader }: Database) {
  return reader.selectFrom('messages').selectAll().orderBy('thread').orderBy('place').orderBy('n').execute();
}
