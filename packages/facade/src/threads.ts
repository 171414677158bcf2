import { selectSources } from './accounts.ts';
import { drainLists } from './drain.ts';
import type { ListedThread, Thread } from './model.ts';
import { callOptions, type DrainOptions, type ThreadsOptions } from './options.ts';
import { type Paged, type Part, paged, readParts } from './paging/paged.ts';
import { eachThreadOnce } from './selection.ts';
import type { Source } from './source.ts';
import type { Vendor } from './vendor.ts';

/** Lists the threads of the chosen sources. */
export function listThreads<N extends Vendor>(
  sources: readonly Source<N>[],
  options: ThreadsOptions = {},
): Paged<Thread<N> | ListedThread<N>> {
  const parts = partsOf('threads', sources, options);
  return paged(parts, options, () => eachThreadOnce(options.hydrate ?? false));
}

/** Reads the threads of the chosen sources, each once, while their lists shrink. */
export function drainThreads<N extends Vendor>(
  sources: readonly Source<N>[],
  { active = true, ...options }: DrainOptions = {},
): AsyncIterable<Thread<N> | ListedThread<N>> {
  const parts = partsOf('drain', sources, { ...options, active });
  return { [Symbol.asyncIterator]: () => readParts(parts, options, drainLists(), (_, threads) => threads) };
}

function partsOf<N extends Vendor>(
  verb: string,
  sources: readonly Source<N>[],
  options: DrainOptions,
): Part<ListedThread<N>, Thread<N> | ListedThread<N>>[] {
  return selectSources(sources, verb, options).map((source) => ({
    account: { vendor: source.vendor, account: source.account },
    lists: () => source.lists(options),
    complete: async (thread, signal) =>
      options.hydrate ? source.hydrate(thread, callOptions(options, signal)) : thread,
  }));
}
