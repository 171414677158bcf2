import type { TicketbridgeError } from '@ticketbridge/http';
import type { BrandloversMessage, BrandloversReceipt, BrandloversThread } from './brandlovers/model.ts';
import type { BrandloversVerbs } from './brandlovers/source.ts';
import type { Vendor, VerbOf } from './capabilities.ts';
import type {
  ClubcollectMessage,
  ClubcollectReceipt,
  ClubcollectThread,
  ClubcollectThreadFragment,
} from './clubcollect/model.ts';
import type { ClubcollectVerbs } from './clubcollect/source.ts';
import type { ListOwner } from './paging/concatenate.ts';
import type { Paged, PageSource, PagingOptions } from './paging/paginate.ts';
import type { BrandloversRef, ClubcollectRef } from './ref.ts';
import type { State } from './state.ts';

/** What each source offers: one row a vendor. Everything that depends on the vendor is looked up here. */
export interface Vendors {
  readonly brandlovers: {
    readonly ref: BrandloversRef;
    readonly thread: BrandloversThread;
    readonly listed: BrandloversThread;
    readonly message: BrandloversMessage;
    readonly receipt: BrandloversReceipt;
    readonly verbs: Pick<BrandloversVerbs, Extract<VerbOf<'brandlovers'>, keyof BrandloversVerbs>>;
  };
  readonly clubcollect: {
    readonly ref: ClubcollectRef;
    readonly thread: ClubcollectThread;
    readonly listed: ClubcollectThreadFragment;
    readonly message: ClubcollectMessage;
    readonly receipt: ClubcollectReceipt;
    readonly verbs: Pick<ClubcollectVerbs, Extract<VerbOf<'clubcollect'>, keyof ClubcollectVerbs>>;
  };
}

/** A conversation. Its common fields can be read at once, a vendor's own after narrowing by `vendor`. */
export type Thread<N extends Vendor = Vendor> = Vendors[N]['thread'];

/** What one list holds of a conversation: at ClubCollect a list holds messages, and a thread's may be spread. */
export type ThreadFragment = ClubcollectThreadFragment;

/** What a listing yields: a BrandLovers thread, or a ClubCollect fragment. */
export type ListedThread<N extends Vendor = Vendor> = Vendors[N]['listed'];

/** A message of a thread. Its common fields can be read at once, a vendor's own after narrowing by `vendor`. */
export type Message<N extends Vendor = Vendor> = Vendors[N]['message'];

/** What is known of a write: that the vendor accepted it, which is not the same as applied. */
export type Receipt<N extends Vendor = Vendor> = Vendors[N]['receipt'];

/** The options of a facade call. */
export interface BridgeOptions {
  /** Aborts the call; an iteration ends with the error kind `aborted`. */
  readonly signal?: AbortSignal | undefined;
}

/** Which threads to read. */
export interface ThreadFilter extends BridgeOptions {
  /**
   * `true`: those that the vendor counts as open (BrandLovers OPEN and REOPENED; ClubCollect unanswered and answered);
   * `false`: the others (CLOSED; archived). Default: all.
   */
  readonly active?: boolean | undefined;
  /** Whose move it is. BrandLovers does not tell, so its threads are `unknown`. Default: all. */
  readonly turn?: State['turn'] | undefined;
}

/** Which threads to list, and how. */
export interface ThreadsOptions extends ThreadFilter, PagingOptions {
  /** The vendors to list. Default: all that a source was given for. */
  readonly vendors?: readonly Vendor[] | undefined;
  /** Reads the whole thread of each ClubCollect fragment, a few at a time. Default: false. */
  readonly hydrate?: boolean | undefined;
  /**
   * Is told when a source fails; the listing then goes on with the next account. Default: the listing throws. An abort
   * always throws.
   */
  readonly onSourceError?: ((error: TicketbridgeError, owner: ListOwner) => void) | undefined;
}

/** Which threads to drain. */
export interface DrainOptions extends ThreadFilter {
  /** Default: true. */
  readonly active?: boolean | undefined;
  /** The vendors to drain. Default: all that a source was given for. */
  readonly vendors?: readonly Vendor[] | undefined;
  /** Is told when a source fails; the next account follows. Default: the iteration throws. An abort always throws. */
  readonly onSourceError?: ThreadsOptions['onSourceError'];
}

/** The options of a list of messages. */
export interface MessagesOptions extends BridgeOptions, PagingOptions {}

/**
 * One account at a vendor, for {@link createTicketbridge}. Made by `brandloversSource` or `clubcollectSource`; an
 * application that uses one vendor bundles one vendor's mapping.
 */
export interface Source<N extends Vendor> {
  readonly vendor: N;
  readonly account: string;
  readonly verbs: Vendors[N]['verbs'];
  /** The lists that hold what the filter asks for, made for one reading. */
  lists(filter: ThreadFilter, lookAhead: number | undefined): readonly PageSource<ListedThread<N>, number>[];
  /** The whole thread of what a list held. */
  hydrate(listed: ListedThread<N>, options: BridgeOptions): Promise<Thread<N>>;
  messages(ref: Vendors[N]['ref'], options: MessagesOptions): Paged<Message<N>>;
  reply(ref: Vendors[N]['ref'], text: string, options: BridgeOptions): Promise<Receipt<N>>;
}
