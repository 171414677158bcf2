import { TicketbridgeError } from '@ticketbridge/http';
import { checkThreadRef } from './ref.ts';
import type {
  BridgeOptions,
  ListedThread,
  Message,
  Receipt,
  Source,
  SourceName,
  Sources,
  ThreadsOptions,
} from './sources.ts';

/** The verbs that every source has. */
export interface SharedVerbs<N extends SourceName> {
  /**
   * The threads of all sources, in the order in which the sources were given, read as they are consumed. At ClubCollect
   * a list holds messages, so it yields fragments: what one list holds of a thread.
   *
   * @throws TicketbridgeError while iterating: any kind
   */
  threads(options?: ThreadsOptions): AsyncIterable<ListedThread<N>>;

  /**
   * The messages of a thread, in the vendor's order, read as they are consumed.
   *
   * @throws TicketbridgeError `invalid-input` at once for a ref of an unknown account; any kind while iterating
   */
  messages<R extends Sources[N]['ref']>(ref: R, options?: BridgeOptions): AsyncIterable<Message<R['source']>>;

  /**
   * Writes to the customer.
   *
   * @throws TicketbridgeError any kind; see `outcome` for whether it reached the customer
   */
  reply<R extends Sources[N]['ref']>(ref: R, text: string, options?: BridgeOptions): Promise<Receipt<R['source']>>;
}

/** The facade over the given sources; a vendor's own verbs stand under its name, and only if it was given. */
export type Ticketbridge<N extends SourceName = SourceName> = SharedVerbs<N> & {
  readonly [K in N]: Sources[K]['verbs'];
};

/**
 * One facade over any number of accounts at both vendors.
 *
 * @throws TicketbridgeError `invalid-input` when no source is given or two have the same account
 * @example
 * const bridge = createTicketbridge(
 *   brandloversSource(createBrandlovers({ token }), { account: 'shop' }),
 *   clubcollectSource(createClubcollect({ apiKey }), { companyId }),
 * );
 * for await (const thread of bridge.threads({ active: true })) console.log(thread.source, thread.state.native);
 */
export function createTicketbridge<N extends SourceName>(
  ...sources: readonly [Source<N>, ...Source<N>[]]
): Ticketbridge<N> {
  sources.forEach(({ source, account }, index) => {
    if (typeof account !== 'string' || account === '')
      throw refuse(`a ${source} source needs an account that is not empty`);
    const same = (other: Source<N>) => other.source === source && other.account === account;
    if (sources.findIndex(same) !== index) throw refuse(`the ${source} account "${account}" was given twice`);
  });

  const sourceOf = (name: string, account: string | undefined): Source<N> => {
    const accounts = sources.filter(({ source }) => source === name);
    const only = accounts.length === 1 ? accounts[0] : undefined;
    const found = account === undefined ? only : accounts.find((source) => source.account === account);
    if (found) return found;
    const known = accounts.map((source) => `"${source.account}"`).join(', ') || 'none';
    throw refuse(
      account === undefined
        ? `"account" must name one of ${known}`
        : `there is no ${name} account "${account}"; known: ${known}`,
    );
  };
  const sourceOfRef = (ref: unknown): Source<N> => {
    const { source, account } = checkThreadRef(ref);
    return sourceOf(source, account);
  };

  async function* threads(options: ThreadsOptions = {}): AsyncGenerator<ListedThread<N>> {
    for (const source of sources) yield* source.threads(options);
  }
  const shared: SharedVerbs<N> = {
    threads,
    messages: (ref, options = {}) => sourceOfRef(ref).messages(ref, options),
    reply: async (ref, text, options = {}) => sourceOfRef(ref).reply(ref, text, options),
  };
  // One entry for each N that a source was given for, each with the verbs of that N.
  return Object.freeze({ ...shared, ...verbsBySource(sources, sourceOf) }) as Ticketbridge<N>;
}

type Verb = (subject: unknown, ...rest: readonly unknown[]) => Promise<unknown>;

/** Every vendor's own verbs, each sent to the account that its first argument, a ref or an input, names. */
function verbsBySource<N extends SourceName>(
  sources: readonly Source<N>[],
  sourceOf: (name: string, account: string | undefined) => Source<N>,
): Readonly<Record<string, Readonly<Record<string, Verb>>>> {
  const verbsOf = (source: Source<N>): Readonly<Record<string, Verb>> =>
    Object.fromEntries(Object.entries(source.verbs));
  return Object.fromEntries(
    sources.map((source) => {
      const dispatch = (verb: string): Verb => {
        return async (subject, ...rest) => {
          const account = verb === 'createThread' ? accountOf(subject) : accountOfRef(source.source, subject);
          return verbsOf(sourceOf(source.source, account))[verb]?.(subject, ...rest);
        };
      };
      return [source.source, Object.fromEntries(Object.keys(source.verbs).map((verb) => [verb, dispatch(verb)]))];
    }),
  );
}

function accountOf(input: unknown): string | undefined {
  if (typeof input !== 'object' || input === null) throw refuse('a thread to create must be an object');
  const account: unknown = 'account' in input ? input.account : undefined;
  if (account === undefined || typeof account === 'string') return account;
  throw refuse('"account" must be a string');
}

function accountOfRef(name: SourceName, ref: unknown): string {
  const { source, account } = checkThreadRef(ref);
  if (source !== name) throw refuse(`a ${source} ref was given to ${name}`);
  return account;
}

function refuse(why: string): TicketbridgeError {
  return new TicketbridgeError(`ticketbridge: ${why}`, { kind: 'invalid-input', outcome: 'not-sent' });
}
