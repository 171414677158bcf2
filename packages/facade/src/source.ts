import type { Signatures } from './checks.ts';
import type { ListedThread, Message, Thread, Vendors } from './model.ts';
import type { BridgeOptions, MessagesOptions, ThreadFilter } from './options.ts';
import type { PageList } from './paging/list.ts';
import type { Paged } from './paging/paged.ts';
import type { Account, Vendor } from './vendor.ts';

/** What every source does with a thread of its account. */
export interface ThreadVerbs<N extends Vendor> {
  messages(ref: Vendors[N]['ref'], options?: MessagesOptions): Paged<Message<N>>;
  reply(ref: Vendors[N]['ref'], text: string, options?: BridgeOptions): Promise<Vendors[N]['reply']>;
}

/**
 * One account at a vendor, for `createTicketbridge`. Made by `brandloversSource` or `clubcollectSource`; an application
 * that uses one vendor bundles one vendor's mapping. What it holds is for the facade: its arguments are checked there.
 */
export interface Source<N extends Vendor> extends Account {
  readonly vendor: N;
  readonly verbs: ThreadVerbs<N> & Vendors[N]['verbs'];
  /** How each of the vendor's own verbs is called. */
  readonly signatures: Signatures;
  /** Makes the lists that hold what a filter asks for, for one reading. */
  lists(filter: ThreadFilter): readonly PageList<ListedThread<N>>[];
  /** Reads the whole thread of what a list held. */
  hydrate(listed: ListedThread<N>, options: BridgeOptions): Promise<Thread<N>>;
}

const made = new WeakSet<object>();

/** Makes a source: nothing else that looks like one is taken for it. */
export function sourceOf<N extends Vendor>(source: Source<N>): Source<N> {
  made.add(source);
  return Object.freeze(source);
}

export function isSource<N extends Vendor>(value: unknown): value is Source<N> {
  return made.has(Object(value));
}
