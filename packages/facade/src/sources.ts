import type { BrandloversMessage, BrandloversReceipt, BrandloversThread, BrandloversVerbs } from './brandlovers.ts';
import type {
  ClubcollectMessage,
  ClubcollectReceipt,
  ClubcollectThreadFragment,
  ClubcollectVerbs,
} from './clubcollect.ts';
import type { BrandloversRef, ClubcollectRef } from './ref.ts';

/** What each source offers: one row a source. Everything that depends on the source is looked up here. */
export interface Sources {
  readonly brandlovers: {
    readonly ref: BrandloversRef;
    readonly listed: BrandloversThread;
    readonly message: BrandloversMessage;
    readonly receipt: BrandloversReceipt;
    readonly verbs: BrandloversVerbs;
  };
  readonly clubcollect: {
    readonly ref: ClubcollectRef;
    readonly listed: ClubcollectThreadFragment;
    readonly message: ClubcollectMessage;
    readonly receipt: ClubcollectReceipt;
    readonly verbs: ClubcollectVerbs;
  };
}

/** The name of a source: a vendor's API. */
export type SourceName = keyof Sources;

/** What a listing yields: a BrandLovers thread, or what one ClubCollect list holds of a thread. */
export type ListedThread<N extends SourceName = SourceName> = Sources[N]['listed'];

/** A message of a thread. Its common fields can be read at once, a vendor's own after narrowing by `source`. */
export type Message<N extends SourceName = SourceName> = Sources[N]['message'];

/** What is known after a write: the vendor accepted it. That is not the same as applied. */
export type Receipt<N extends SourceName = SourceName> = Sources[N]['receipt'];

/** The options of a facade call. */
export interface BridgeOptions {
  /** Aborts the call; an iteration ends with the error kind `aborted`. */
  readonly signal?: AbortSignal | undefined;
}

/** Which threads to list. */
export interface ThreadsOptions extends BridgeOptions {
  /**
   * `true`: only those that the vendor counts as open (BrandLovers OPEN and REOPENED; ClubCollect unanswered and
   * answered); `false`: only the others (CLOSED; archived). Default: all.
   */
  readonly active?: boolean | undefined;
}

/**
 * One account at a vendor, for {@link createTicketbridge}. Made by `brandloversSource` or `clubcollectSource`; an
 * application that uses one vendor bundles one vendor's mapping.
 */
export interface Source<N extends SourceName> {
  readonly source: N;
  readonly account: string;
  readonly verbs: Sources[N]['verbs'];
  threads(options: ThreadsOptions): AsyncIterable<ListedThread<N>>;
  messages(ref: Sources[N]['ref'], options: BridgeOptions): AsyncIterable<Message<N>>;
  reply(ref: Sources[N]['ref'], text: string, options: BridgeOptions): Promise<Receipt<N>>;
}
