import type { Accounts } from './accounts.ts';
import type { ListedThread, Message, Thread } from './model.ts';
import type { DrainOptions, MessagesOptions, ThreadsOptions } from './options.ts';
import { drainList } from './paging/drain.ts';
import { Leaving } from './paging/leaving.ts';
import { COMPLETED_AT_ONCE, mapInOrder } from './paging/map-in-order.ts';
import { isSourceError, type Paged, paged } from './paging/paged.ts';
import { eachThreadOnce, unseenOfPages } from './selection.ts';
import type { Source } from './source.ts';
import type { Vendor } from './vendor.ts';

/** Lists the threads of the chosen sources. */
export function listThreads<N extends Vendor>(
  accounts: Accounts<N>,
  options: ThreadsOptions = {},
): Paged<Thread<N> | ListedThread<N>> {
  const { active, turn, vendors, accounts: chosen, hydrate = false, onSourceError, ...rest } = options;
  const { from, maxItems, maxPages, lookAhead, signal, ...call } = rest;
  const parts = accounts.select('threads', vendors, chosen).map((source) => ({
    source,
    vendor: source.vendor,
    account: source.account,
    lists: () => source.lists({ active, turn, ...call }),
  }));
  return paged<ListedThread<N>, Thread<N> | ListedThread<N>, (typeof parts)[number]>({
    parts,
    options: { from, maxItems, maxPages, lookAhead, signal, onSourceError },
    selection: () => eachThreadOnce(hydrate),
    complete: async (thread, { source }, signal) => (hydrate ? source.hydrate(thread, { ...call, signal }) : thread),
  });
}

/** Reads the threads of the chosen sources, each once, while their lists shrink. */
export function drainThreads<N extends Vendor>(
  accounts: Accounts<N>,
  { vendors, accounts: chosen, ...options }: DrainOptions = {},
): AsyncIterable<Thread<N> | ListedThread<N>> {
  const sources = accounts.select('drain', vendors, chosen);
  return { [Symbol.asyncIterator]: () => drainSources(sources, options) };
}

async function* drainSources<N extends Vendor>(
  sources: readonly Source<N>[],
  { active = true, turn, hydrate = false, onSourceError, signal: callers, ...call }: DrainOptions,
): AsyncGenerator<Thread<N> | ListedThread<N>> {
  const leaving = new Leaving(callers);
  const { signal } = leaving;
  try {
    for (const source of sources) {
      const unseen = unseenOfPages<ListedThread<N>>();
      const complete = async (thread: ListedThread<N>) =>
        hydrate ? source.hydrate(thread, { ...call, signal }) : thread;
      try {
        for (const list of source.lists({ active, turn, ...call })) {
          for await (const fresh of drainList(list, signal, unseen, ({ ref }) => ref !== undefined)) {
            for await (const thread of mapInOrder(fresh, COMPLETED_AT_ONCE, complete)) {
              leaving.throwIfAborted();
              yield thread;
            }
          }
        }
      } catch (error) {
        if (!onSourceError || !isSourceError(error)) throw error;
        onSourceError(error, { vendor: source.vendor, account: source.account });
      }
    }
  } finally {
    leaving.leave();
  }
}

/** Lists the messages of a source's thread. */
export function listMessages<N extends Vendor>(
  source: Source<N>,
  id: string,
  { from, maxItems, maxPages, lookAhead, signal, ...call }: MessagesOptions = {},
): Paged<Message<N>> {
  const { vendor, account } = source;
  return paged({
    parts: [{ vendor, account, lists: () => [source.messages(id, call)] }],
    options: { from, maxItems, maxPages, lookAhead, signal },
    selection: () => () => true,
    complete: async (message: Message<N>) => message,
  });
}
