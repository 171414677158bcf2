import { type Account, createTicketbridge, type Ticketbridge } from '@ticketbridge/facade';
import type { Check } from '@ticketbridge/http';
import * as check from './checks.ts';
import { closable } from './closable.ts';
import type { Database } from './database.ts';
import { deliver } from './events/consumer.ts';
import type { EventsOptions, Inbox, RetainOptions, RunOptions, SendOptions } from './inbox.ts';
import { InboxError } from './inbox-error.ts';
import { type InboxOptions, readSettings, type Settings } from './options.ts';
import type { OutboxEntry } from './outbox/entry.ts';
import { createOutbox, type Outbox } from './outbox/outbox.ts';
import { UNSETTLED } from './outbox/state.ts';
import { underWay } from './outbox/under-way.ts';
import { forget, setRetention } from './privacy.ts';
import { readMessages } from './read/messages.ts';
import { type SearchFilter, searchMessages } from './read/search.ts';
import { readThreads, type ThreadsFilter } from './read/threads.ts';
import { Runner } from './run/runner.ts';
import { readStatus } from './status.ts';
import { openDatabase } from './store.ts';

const RUN: Readonly<Record<keyof RunOptions, Check>> = { signal: check.SIGNAL, onProgress: check.CALLBACK };
const SEND: Readonly<Record<keyof SendOptions, Check>> = { signal: check.SIGNAL };
const EVENTS: Readonly<Record<keyof EventsOptions, Check>> = {
  signal: check.SIGNAL,
  from: check.oneOf('start', 'now'),
};
const THREADS: Readonly<Record<keyof ThreadsFilter, Check>> = { active: check.BOOLEAN, accounts: check.ACCOUNTS };
const SEARCH: Readonly<Record<keyof SearchFilter, Check>> = { accounts: check.ACCOUNTS, limit: check.COUNT };
const RETAIN: Readonly<Record<keyof RetainOptions, Check>> = { days: check.wholeNumber('a whole number', 1) };

/**
 * Opens an inbox, and makes its store where there is none.
 *
 * @throws TicketbridgeError `invalid-input` with the `field`
 * @throws InboxError what stands in the way of the store
 * @example
 * await using inbox = await openInbox({ store: sqliteStore('inbox.sqlite'), sources: [source] });
 * const running = inbox.run({ signal });
 * for await (const event of inbox.events('crm', { signal })) {
 *   await handle(event);
 *   await event.ack();
 * }
 * await running;
 */
export async function openInbox(options: InboxOptions): Promise<Inbox> {
  const settings = readSettings(options);
  const { sources, store } = settings;
  const bridge = sources.length > 0 ? createTicketbridge(sources) : undefined;
  const database = closable(await openDatabase(store));
  try {
    await addAccounts(database, sources);
    return inboxOn(database, settings, bridge);
  } catch (error) {
    await database[Symbol.asyncDispose]();
    throw error;
  }
}

/** Adds the accounts that the store does not know. */
async function addAccounts(database: Database, accounts: readonly Account[]): Promise<void> {
  const known = await database.reader.selectFrom('accounts').select(['vendor', 'account']).execute();
  const isKnown = (one: Account) => known.some((row) => row.vendor === one.vendor && row.account === one.account);
  const added = accounts.filter((account) => !isKnown(account));
  if (added.length === 0) return;
  await database.write((tx) =>
    tx
      .insertInto('accounts')
      .values(added.map(({ vendor, account }) => ({ vendor, account })))
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  );
}

function inboxOn(database: Database, settings: Settings, bridge: Ticketbridge | undefined): Inbox {
  const { sources, clock = database.clock } = settings;
  const accounts = sources.map(({ vendor, account }) => ({ vendor, account }));
  const outbox = createOutbox({ bridge, accounts, database, clock });
  const runner = new Runner(database, { ...settings, clock }, bridge);
  return Object.freeze<Inbox>({
    run: async (given) => runner.run(check.checkOptions<RunOptions>('inbox.run', RUN, given)),
    send: async (id, given) => {
      check.checkArguments('inbox.send', { id: check.NAME }, [id]);
      const { signal } = check.checkOptions<SendOptions>('inbox.send', SEND, given);
      const entry = await entryWith(outbox, id);
      if (isEnded(entry)) return entry;
      if (!accounts.some(({ vendor, account }) => vendor === entry.vendor && account === entry.account)) {
        throw check.invalidInput('inbox.send', 'the inbox was opened without a source of its account', 'sources');
      }
      const isOver = async () => isEnded(await entryWith(outbox, id));
      return underWay(id, async () => {
        await runner.send(id, isOver, signal);
        return entryWith(outbox, id);
      });
    },
    events: (consumer, given) => {
      check.checkArguments('inbox.events', { consumer: check.NAME }, [consumer]);
      const { signal, from = 'start' } = check.checkOptions<EventsOptions>('inbox.events', EVENTS, given);
      return deliver(database, consumer, from, runner.untilClosed(signal));
    },
    threads: (given) =>
      readThreads(database.reader, check.checkOptions<ThreadsFilter>('inbox.threads', THREADS, given)),
    messages: (ref) => {
      check.checkArguments('inbox.messages', { ref: check.REF }, [ref]);
      return readMessages(database.reader, ref);
    },
    search: (text, given) => {
      check.checkArguments('inbox.search', { text: check.TEXT }, [text]);
      return searchMessages(database, text, check.checkOptions<SearchFilter>('inbox.search', SEARCH, given));
    },
    outbox,
    status: () => readStatus(database, { sources: accounts, clock, limits: settings.limits }),
    retain: async (account, given) => {
      check.checkArguments('inbox.retain', { account: check.ACCOUNT }, [account]);
      await setRetention(database, account, check.checkOptions<RetainOptions>('inbox.retain', RETAIN, given).days);
    },
    forget: async (ref) => {
      check.checkArguments('inbox.forget', { ref: check.REF }, [ref]);
      await forget(database, ref, clock.now());
    },
    [Symbol.asyncDispose]: async () => {
      await runner[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  });
}

async function entryWith(outbox: Outbox, id: string): Promise<OutboxEntry> {
  const entry = await outbox.get(id);
  if (entry) return entry;
  throw new InboxError('not-found', 'The outbox has no entry with this id.');
}

/** Tells whether no sending and no looking can change an entry any more. */
function isEnded({ state, isUndecided }: OutboxEntry): boolean {
  return isUndecided || !UNSETTLED.includes(state);
}
