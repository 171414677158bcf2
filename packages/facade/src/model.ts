import type { BrandloversMessage, BrandloversReceipt, BrandloversThread } from './brandlovers/model.ts';
import type { BrandloversVerbs } from './brandlovers/verbs.ts';
import type { OwnVerbOf } from './capabilities.ts';
import type {
  ClubcollectMessage,
  ClubcollectMessageReceipt,
  ClubcollectReceipt,
  ClubcollectThread,
  ClubcollectThreadFragment,
} from './clubcollect/model.ts';
import type { ClubcollectVerbs } from './clubcollect/verbs.ts';
import type { BrandloversRef, ClubcollectRef } from './ref.ts';
import type { Vendor } from './vendor.ts';

/** What each vendor's threads are: one row a vendor. Everything that depends on the vendor is looked up here. */
export interface Vendors {
  readonly brandlovers: {
    readonly ref: BrandloversRef;
    readonly thread: BrandloversThread;
    readonly listed: BrandloversThread;
    readonly message: BrandloversMessage;
    readonly receipt: BrandloversReceipt;
    readonly reply: BrandloversReceipt;
    readonly verbs: Pick<BrandloversVerbs, OwnVerbOf<'brandlovers'>>;
  };
  readonly clubcollect: {
    readonly ref: ClubcollectRef;
    readonly thread: ClubcollectThread;
    readonly listed: ClubcollectThreadFragment;
    readonly message: ClubcollectMessage;
    readonly receipt: ClubcollectReceipt;
    readonly reply: ClubcollectMessageReceipt;
    readonly verbs: Pick<ClubcollectVerbs, OwnVerbOf<'clubcollect'>>;
  };
}

/** A conversation. Its common fields can be read at once, a vendor's own after narrowing by `vendor`. */
export type Thread<N extends Vendor = Vendor> = Vendors[N]['thread'];

/** What one page of a list holds of a conversation: at ClubCollect a list holds messages, and a thread's may be spread. */
export type ThreadFragment = ClubcollectThreadFragment;

/** What a listing yields: a BrandLovers thread, or a ClubCollect fragment. */
export type ListedThread<N extends Vendor = Vendor> = Vendors[N]['listed'];

/** A message of a thread. Its common fields can be read at once, a vendor's own after narrowing by `vendor`. */
export type Message<N extends Vendor = Vendor> = Vendors[N]['message'];

/** What is known of a write: that the vendor accepted it, which is not the same as applied. */
export type Receipt<N extends Vendor = Vendor> = Vendors[N]['receipt'];
