import { checkAccounts } from './accounts.ts';
import type { SharedVerb } from './capabilities.ts';
import { type Check, is, listOf, readArguments } from './checks.ts';
import type { ListedThread, Message, Thread, Vendors } from './model.ts';
import type { BridgeOptions, DrainOptions, MessagesOptions, ThreadsOptions } from './options.ts';
import type { Paged } from './paging/paged.ts';
import { DRAIN, THREAD_VERBS, THREADS } from './signatures.ts';
import { isSource, type Source } from './source.ts';
import { drainThreads, listThreads } from './threads.ts';
import type { Vendor } from './vendor.ts';
import { verbsOf } from './verbs.ts';

/** The verbs that every source has. */
export interface SharedVerbs<N extends Vendor> {
  /**
   * Lists the threads of all sources, in the order in which the sources were given, read as they are consumed. At
   * ClubCollect a list holds messages, so it yields fragments: what one page of a list holds of a thread; with `hydrate`
   * it yields threads.
   *
   * @throws TicketbridgeError `invalid-input` at once for a bad option; any kind while iterating
   */
  threads(options: ThreadsOptions & { readonly hydrate: true }): Paged<Thread<N>>;
  threads(options?: ThreadsOptions & { readonly hydrate?: false | undefined }): Paged<ListedThread<N>>;
  threads(options?: ThreadsOptions): Paged<Thread<N> | ListedThread<N>>;

  /**
   * Reads the threads of all sources, each once, while closing or archiving them changes the lists under the reading.
   * Lists are read again until they have nothing new, anew by each iteration.
   *
   * @throws TicketbridgeError `invalid-input` at once for a bad option; any kind while iterating
   */
  drain(options: DrainOptions & { readonly hydrate: true }): AsyncIterable<Thread<N>>;
  drain(options?: DrainOptions & { readonly hydrate?: false | undefined }): AsyncIterable<ListedThread<N>>;
  drain(options?: DrainOptions): AsyncIterable<Thread<N> | ListedThread<N>>;

  /**
   * Lists the messages of a thread, in the vendor's order, read as they are consumed.
   *
   * @throws TicketbridgeError `invalid-input` at once for a ref of an unknown account; any kind while iterating
   */
  messages<R extends Vendors[N]['ref']>(ref: R, options?: MessagesOptions): Paged<Message<R['vendor']>>;

  /**
   * Writes to the customer.
   *
   * @throws TicketbridgeError any kind but `paging`; see `outcome` for whether it may have reached the customer
   */
  reply<R extends Vendors[N]['ref']>(
    ref: R,
    text: string,
    options?: BridgeOptions,
  ): Promise<Vendors[R['vendor']]['reply']>;
}

/**
 * The facade over the given sources: {@link SharedVerbs.threads}, {@link SharedVerbs.drain}, {@link SharedVerbs.messages}
 * and {@link SharedVerbs.reply} for all of them. A vendor's own verbs stand under its name, and only if it was given:
 * `brandlovers` has {@link BrandloversVerbs}, `clubcollect` {@link ClubcollectVerbs}.
 */
export type Ticketbridge<N extends Vendor = Vendor> = Pick<SharedVerbs<N>, SharedVerb> & {
  readonly [K in N]: Vendors[K]['verbs'];
};

/**
 * Makes one facade over any number of accounts at the vendors, given as arguments or as one array.
 *
 * @throws TicketbridgeError `invalid-input` when no source is given or two have the same account
 * @example
 * const bridge = createTicketbridge(
 *   brandloversSource(createBrandlovers({ token }), { account: 'shop' }),
 *   clubcollectSource(createClubcollect({ apiKey }), { companyId }),
 * );
 * for await (const thread of bridge.threads({ active: true })) console.log(thread.vendor, thread.state.native);
 */
export function createTicketbridge<N extends Vendor>(sources: readonly Source<N>[]): Ticketbridge<N>;
export function createTicketbridge<N extends Vendor>(...sources: readonly [Source<N>, ...Source<N>[]]): Ticketbridge<N>;
export function createTicketbridge<N extends Vendor>(...given: readonly unknown[]): Ticketbridge<N> {
  const sources = readSources<N>(given);
  const vendors = sources.map(({ vendor, signatures }) => [vendor, verbsOf(sources, signatures, vendor)]);
  // One entry for each N that a source was given for, each with the verbs of that N.
  return Object.freeze({
    threads: (...options: readonly unknown[]) =>
      listThreads(sources, readArguments('threads', THREADS, options).options),
    drain: (...options: readonly unknown[]) => drainThreads(sources, readArguments('drain', DRAIN, options).options),
    ...verbsOf(sources, THREAD_VERBS),
    ...Object.fromEntries(vendors),
  }) as Ticketbridge<N>;
}

/** Reads the sources that a facade is made of: one array of them, or each as an argument. */
function readSources<N extends Vendor>(given: readonly unknown[]): readonly Source<N>[] {
  const source = is('a source, as brandloversSource makes it', isSource<N>);
  const verb = 'createTicketbridge';
  const list: Check<readonly Source<N>[]> = (_, ...at) =>
    listOf(source)(given.length === 1 && Array.isArray(given[0]) ? given[0] : given, ...at);
  const { sources } = readArguments(verb, { sources: list }, []);
  checkAccounts(verb, sources);
  return sources;
}
