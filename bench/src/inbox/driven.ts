import { once } from 'node:events';
import type { Source, Vendor } from '@ticketbridge/facade';
import { type Inbox, openInbox, type Store, sqliteStore } from '@ticketbridge/inbox';

/** An inbox that polls and sends when it is told to, and not in loops: so that one poll can be measured. */
export interface Driven extends AsyncDisposable {
  readonly inbox: Inbox;
  /** Polls all accounts of a vendor once, as the loop would 15 seconds after the last time. */
  poll(vendor: Vendor): Promise<void>;
  /** Sends what is due. */
  send(): Promise<void>;
}

const INTERVAL = 15_000;

/** Asks as fast as the vendor answers: what an inbox is allowed to is the user's to say, and nothing to measure. */
export const UNLIMITED = { maxPerSecond: Number.POSITIVE_INFINITY, maxPerSecondAndAccount: Number.POSITIVE_INFINITY };

/** One of the things that a running inbox does again and again. */
interface Task {
  readonly name: string;
  run(signal: AbortSignal): Promise<number>;
}

/** What the build of the inbox tells its own files of a store, and nobody else. */
interface Internals {
  openDatabase(store: Store): Promise<{ run(tasks: readonly Task[], signal: AbortSignal): Promise<void> }>;
  storeOf(open: () => Promise<object>): Store;
}

const internals = new URL('../../../packages/inbox/dist/store.js', import.meta.url);
const { openDatabase, storeOf }: Internals = await import(internals.href);

/** Opens an inbox on a file. */
export async function openDriven(file: string, sources: readonly Source<Vendor>[]): Promise<Driven> {
  const { promise, resolve } = Promise.withResolvers<readonly Task[]>();
  const store = storeOf(async () => {
    const database = await openDatabase(sqliteStore(file));
    database.run = async (tasks, signal) => {
      resolve(tasks);
      await once(signal, 'abort');
    };
    return database;
  });
  let passed = 0;
  const clock = { now: () => Date.now() + passed };
  const inbox = await openInbox({ store, sources, clock, polling: { ...UNLIMITED, interval: INTERVAL } });
  const stop = new AbortController();
  const running = inbox.run({ signal: stop.signal });
  const tasks = await promise;
  const runAll = async (prefix: string) => {
    for (const task of tasks) if (task.name.startsWith(prefix)) await task.run(stop.signal);
    const { accounts } = await inbox.status();
    const failure = accounts.find((account) => account.failure)?.failure;
    if (failure) throw new Error(failure);
  };
  return {
    inbox,
    poll: async (vendor) => {
      passed += INTERVAL;
      await runAll(`poll:${vendor}:`);
    },
    send: () => runAll('send'),
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await running;
      await inbox[Symbol.asyncDispose]();
    },
  };
}
