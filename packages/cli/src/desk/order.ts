import type { BrandloversNewThread, ClubcollectNewThread, ThreadRef, Vendor } from '@ticketbridge/facade';

/** What is done to a thread. */
export type ThreadVerb = 'reply' | 'note' | 'close' | 'reopen' | 'archive' | 'assignToSupport';

/** What a person reads of a verb. */
interface VerbWords {
  readonly hasText: boolean;
  /** The question that comes before it; `undefined` where nobody is asked. */
  readonly asks: string | undefined;
  readonly done: string;
}

export const VERBS: Readonly<Record<ThreadVerb, VerbWords>> = {
  reply: { hasText: true, asks: 'Send this to the customer', done: 'Sent to the customer' },
  note: { hasText: true, asks: undefined, done: 'Noted, for colleagues alone' },
  close: { hasText: false, asks: undefined, done: 'Accepted, the vendor closes it' },
  reopen: { hasText: false, asks: undefined, done: 'Accepted, the vendor reopens it' },
  archive: { hasText: false, asks: 'Archive it, which has no undo', done: 'Archived' },
  assignToSupport: {
    hasText: false,
    asks: "Hand it to ClubCollect's support, which has no undo",
    done: "Handed to ClubCollect's support",
  },
};

/** Something to ask a vendor for, on a thread that exists. */
export interface ThreadOrder {
  readonly verb: ThreadVerb;
  readonly ref: ThreadRef;
  /** Of a reply or a note. */
  readonly text: string;
  /** Makes an order the same one when it is given again; for the inbox. */
  readonly key?: string | undefined;
}

/** A thread to open. */
export type CreateOrder = { readonly verb: 'createThread'; readonly key?: string | undefined } & (
  | { readonly vendor: 'brandlovers'; readonly input: BrandloversNewThread & { readonly account: string } }
  | { readonly vendor: 'clubcollect'; readonly input: ClubcollectNewThread & { readonly account: string } }
);

export type Order = ThreadOrder | CreateOrder;

/** What became of an order. */
export interface Sent {
  readonly vendor: Vendor;
  readonly account: string;
  readonly verb: ThreadVerb | 'createThread';
  /** The thread, where it is known. */
  readonly ref: ThreadRef | undefined;
  /** `queued`: in the outbox. `exists`: a ticket has the key already, whatever it says, and nothing was sent. */
  readonly outcome: 'accepted' | 'refused' | 'not-sent' | 'unknown' | 'queued' | 'exists';
  /** Why, where it was not accepted; without secrets. */
  readonly why?: string | undefined;
  /** The entry of the outbox. */
  readonly entry?: string | undefined;
  /** What makes it the same order when it is given again, with an inbox. */
  readonly key?: string | undefined;
  /** Whether the order had been placed with this key before, and this is what became of it then. */
  readonly isEarlier?: boolean | undefined;
  /** Whether the outbox still looks for it, or a person can decide about it. */
  readonly isOpen?: boolean | undefined;
  /** With an inbox: when it was sent, as an ISO 8601 instant. */
  readonly sentAt?: string | undefined;
  /** Whether another process runs the inbox, and sends what is queued. */
  readonly isRunElsewhere?: boolean | undefined;
  /** What a created BrandLovers ticket is found by. */
  readonly marker?: string | undefined;
}
