import { TicketbridgeError } from '@ticketbridge/http';
import type { Vendor } from './capabilities.ts';
import { concatenate, isSourceError, type ListPart, type PartCursor } from './paging/concatenate.ts';
import { drain } from './paging/drain.ts';
import { mapConcurrently } from './paging/map-concurrently.ts';
import { type Paged, type PageSource, paginate } from './paging/paginate.ts';
import { checkThreadRef } from './ref.ts';
import type {
  BridgeOptions,
  DrainOptions,
  ListedThread,
  Message,
  MessagesOptions,
  Receipt,
  Source,
  Thread,
  ThreadsOptions,
  Vendors,
} from './source.ts';

/** The verbs that every source has. */
export interface SharedVerbs<N extends Vendor> {
  /**
   * The threads of all sources, in the order in which the sources were given, read as they are consumed. At ClubCollect
   * a list holds messages, so it yields fragments: what one list holds of a thread; with `hydrate` it yields threads.
   *
   * @throws TicketbridgeError `invalid-input` at once for a bad option; any kind while iterating
   */
  threads(options: ThreadsOptions & { readonly hydrate: true }): Paged<Thread<N>>;
  threads(options?: ThreadsOptions & { readonly hydrate?: false | undefined }): Paged<ListedThread<N>>;

  /**
   * The threads of all sources, each once, while closing or archiving them changes the lists under the reading. Lists
   * are read again until they have nothing new.
   *
   * @throws TicketbridgeError while iterating: any kind
   */
  drain(options?: DrainOptions): AsyncIterable<ListedThread<N>>;

  /**
   * The messages of a thread, in the vendor's order, read as they are consumed.
   *
   * @throws TicketbridgeError `invalid-input` at once for a ref of an unknown account; any kind while iterating
   */
  messages<R extends Vendors[N]['ref']>(ref: R, options?: MessagesOptions): Paged<Message<R['vendor']>>;

  /**
   * Writes to the customer.
   *
   * @throws TicketbridgeError any kind; see `outcome` for whether it may have reached the customer
   */
  reply<R extends Vendors[N]['ref']>(ref: R, text: string, options?: BridgeOptions): Promise<Receipt<R['vendor']>>;
}

/** The facade over the given sources; a vendor's own verbs stand under its name, and only if it was given. */
export type Ticketbridge<N extends Vendor = Vendor> = SharedVerbs<N> & {
  readonly [K in N]: Vendors[K]['verbs'];
};

/** Threads that are read whole at once under `hydrate`. */
const HYDRATED_AT_ONCE = 4;

/**
 * One facade over any number of accounts at both vendors.
 *
 * @throws TicketbridgeError `invalid-input` when no source is given or two have the same account
 * @example
 * const bridge = createTicketbridge(
 *   brandloversSource(createBrandlovers({ token }), { account: 'shop' }),
 *   clubcollectSource(createClubcollect({ apiKey }), { companyId }),
 * );
 * for await (const thread of bridge.threads({ active: true })) console.log(thread.vendor, thread.state.native);
 */
export function createTicketbridge<N extends Vendor>(
  ...sources: readonly [Source<N>, ...Source<N>[]]
): Ticketbridge<N> {
  checkSources(sources);
  const accounts = new Accounts<N>(sources);
  const chosen = (names: readonly Vendor[] | undefined) =>
    sources.filter(({ vendor }) => names === undefined || names.includes(vendor));

  /** The lists of every chosen source as one, each made by `read` of what a source lists. */
  const all = <T>(
    { vendors: names, lookAhead, onSourceError, ...filter }: ThreadsOptions,
    read: (pages: PageSource<ListedThread<N>, number>, source: Source<N>) => PageSource<T, number>,
  ): PageSource<T, PartCursor> => {
    const parts = (): ListPart<T>[] =>
      chosen(names).flatMap((source) =>
        source.lists(filter, lookAhead).map((pages) => ({ owner: source, pages: read(pages, source) })),
      );
    return concatenate(parts, onSourceError);
  };

  function threads(options: ThreadsOptions & { readonly hydrate: true }): Paged<Thread<N>>;
  function threads(options?: ThreadsOptions & { readonly hydrate?: false | undefined }): Paged<ListedThread<N>>;
  function threads(options: ThreadsOptions = {}): Paged<Thread<N> | ListedThread<N>> {
    checkOptions('threads', options, THREADS_OPTIONS);
    return options.hydrate
      ? paginate(
          all(options, (pages, source) => hydrated(pages, (thread) => source.hydrate(thread, options))),
          options,
        )
      : paginate(
          all(options, (pages) => pages),
          options,
        );
  }
  async function* drained({ vendors: names, onSourceError, ...filter }: DrainOptions): AsyncGenerator<ListedThread<N>> {
    for (const source of chosen(names)) {
      try {
        for (const pages of source.lists({ active: true, ...filter }, undefined)) yield* drain(pages);
      } catch (error) {
        if (!onSourceError || !isSourceError(error)) throw error;
        onSourceError(error, { vendor: source.vendor, account: source.account });
      }
    }
  }
  const shared: SharedVerbs<N> = {
    threads,
    drain: (options = {}) => {
      checkOptions('drain', options, DRAIN_OPTIONS);
      return drained(options);
    },
    messages: (ref, options = {}) => accounts.of(ref).messages(ref, options),
    reply: async (ref, text, options = {}) => accounts.of(ref).reply(ref, text, options),
  };
  // One entry for each N that a source was given for, each with the verbs of that N.
  return Object.freeze({ ...shared, ...verbsBySource(sources, accounts) }) as Ticketbridge<N>;
}

const THREADS_OPTIONS: Readonly<Record<keyof ThreadsOptions, true>> = {
  active: true,
  turn: true,
  vendors: true,
  hydrate: true,
  onSourceError: true,
  signal: true,
  from: true,
  maxItems: true,
  maxPages: true,
  lookAhead: true,
};

const DRAIN_OPTIONS: Readonly<Record<keyof DrainOptions, true>> = {
  active: true,
  turn: true,
  vendors: true,
  onSourceError: true,
  signal: true,
};

/** A list whose items are read whole, a few at a time. */
function hydrated<From, To>(
  pages: PageSource<From, number>,
  hydrate: (item: From) => Promise<To>,
): PageSource<To, number> {
  return {
    ...pages,
    open: () => {
      const read = pages.open();
      return async (cursor) => {
        const page = await read(cursor);
        return { ...page, items: await mapConcurrently(page.items, HYDRATED_AT_ONCE, hydrate) };
      };
    },
  };
}

function checkOptions(verb: string, options: object, known: Readonly<Record<string, true>>): void {
  const unknown = Object.keys(options).find((name) => !Object.hasOwn(known, name));
  if (unknown === undefined) return;
  throw refuse(`"${unknown}" is not an option of ${verb}; there are ${Object.keys(known).join(', ')}`);
}

function checkSources<N extends Vendor>(sources: readonly Source<N>[]): void {
  if (sources.length === 0) throw refuse('at least one source is needed');
  for (const [index, { vendor, account }] of sources.entries()) {
    if (typeof account !== 'string' || account === '') {
      throw refuse(`a ${vendor} source needs an account that is not empty`);
    }
    const first = sources.findIndex((other) => other.vendor === vendor && other.account === account);
    if (first !== index) throw refuse(`the ${vendor} account "${account}" was given twice`);
  }
}

/** Finds the source that a call is for, before anything is sent. */
class Accounts<N extends Vendor> {
  readonly #sources: readonly Source<N>[];

  constructor(sources: readonly Source<N>[]) {
    this.#sources = sources;
  }

  /** The source of a vendor's account; without a name, the only one there is. */
  named(vendor: Vendor, account: string | undefined): Source<N> {
    const ofVendor = this.#sources.filter((source) => source.vendor === vendor);
    const only = ofVendor.length === 1 ? ofVendor[0] : undefined;
    const found = account === undefined ? only : ofVendor.find((source) => source.account === account);
    if (found) return found;
    const known = ofVendor.map((source) => `"${source.account}"`).join(', ') || 'none';
    throw refuse(
      account === undefined
        ? `"account" must name one of ${known}`
        : `there is no ${vendor} account "${account}"; known: ${known}`,
    );
  }

  /** The source of a ref, which may have to be one of `vendor`. */
  of(ref: unknown, vendor?: Vendor): Source<N> {
    const checked = checkThreadRef(ref);
    if (vendor !== undefined && checked.vendor !== vendor)
      throw refuse(`a ${checked.vendor} ref was given to ${vendor}`);
    return this.named(checked.vendor, checked.account);
  }

  /** The source of an input that may name its account. */
  ofInput(vendor: Vendor, input: unknown): Source<N> {
    if (input === undefined) return this.named(vendor, undefined);
    if (typeof input !== 'object' || input === null) throw refuse('the input must be an object');
    const account: unknown = 'account' in input ? input.account : undefined;
    if (account !== undefined && typeof account !== 'string') throw refuse('"account" must be a string');
    return this.named(vendor, account);
  }
}

/** The verbs whose first argument is not a ref. */
const TAKES_INPUT: readonly string[] = ['createThread', 'locate', 'listedMessages'];

type Verb = (subject: unknown, ...rest: readonly unknown[]) => unknown;

/** Every vendor's own verbs, each sent to the account that its first argument names. */
function verbsBySource<N extends Vendor>(
  sources: readonly Source<N>[],
  accounts: Accounts<N>,
): Readonly<Record<string, Readonly<Record<string, Verb>>>> {
  return Object.fromEntries(
    sources.map(({ vendor, verbs }) => {
      const dispatch = (name: string): Verb => {
        const send: Verb = (subject, ...rest) => {
          const source = TAKES_INPUT.includes(name) ? accounts.ofInput(vendor, subject) : accounts.of(subject, vendor);
          const own: Readonly<Record<string, Verb>> = Object.fromEntries(Object.entries(source.verbs));
          return own[name]?.(subject, ...rest);
        };
        // A list is given back at once; any other verb answers with a promise, also for a refusal.
        return name === 'listedMessages' ? send : async (...args) => send(...args);
      };
      return [vendor, Object.fromEntries(Object.keys(verbs).map((name) => [name, dispatch(name)]))];
    }),
  );
}

function refuse(why: string): TicketbridgeError {
  return new TicketbridgeError(`ticketbridge: ${why}`, { kind: 'invalid-input', outcome: 'not-sent' });
}
