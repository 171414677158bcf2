import type { Signatures } from './checks.ts';
import type { ListedThread, Message, Receipt, Thread, Vendors } from './model.ts';
import type { BridgeOptions, ThreadFilter } from './options.ts';
import type { PageList } from './paging/list.ts';
import type { Account, Vendor } from './vendor.ts';

/**
 * One account at a vendor, for `createTicketbridge`. Made by `brandloversSource` or `clubcollectSource`; an application
 * that uses one vendor bundles one vendor's mapping. What it holds is for the facade: its arguments are checked there.
 */
export interface Source<N extends Vendor> extends Account {
  readonly vendor: N;
  readonly verbs: Vendors[N]['verbs'];
  /** How each of the verbs is called. */
  readonly signatures: Signatures;
  /** The lists that hold what a filter asks for, made for one reading. */
  lists(filter: ThreadFilter): readonly PageList<ListedThread<N>>[];
  /** Reads the whole thread of what a list held. */
  hydrate(listed: ListedThread<N>, options: BridgeOptions): Promise<Thread<N>>;
  messages(id: string, options: BridgeOptions): PageList<Message<N>>;
  reply(id: string, text: string, options: BridgeOptions): Promise<Receipt<N>>;
}
