import type { Account, State, ThreadRef } from '@ticketbridge/facade';
import type { Inbox } from '@ticketbridge/inbox';
import type { Order, Sent } from './order.ts';
import type { MessageRecord, ThreadRecord } from './records.ts';

/** Which threads to read. */
export interface ThreadsWanted {
  readonly active: boolean | undefined;
  readonly turn: State['turn'] | undefined;
  /** Default: all. */
  readonly accounts: readonly Account[] | undefined;
  /** Called for an account that cannot be read whole; the others are read all the same. */
  readonly onFailure: (error: Error, account: Account) => void;
}

/** How to place an order. */
export interface SendOptions {
  /** With an inbox, the seconds after which the order is left in its outbox. */
  readonly wait: number;
  /** Called with what is being done, such as "sending it", when that changes. */
  readonly tell: (doing: string) => void;
}

/** What a person works at: the inbox where there is one, and else the vendors. */
export interface Desk extends AsyncDisposable {
  /** The accounts that there are credentials for. */
  readonly accounts: readonly Account[];
  /** `undefined` where the vendors are asked instead. */
  readonly inbox: Inbox | undefined;
  threads(wanted: ThreadsWanted): AsyncIterable<ThreadRecord>;
  messages(ref: ThreadRef): AsyncIterable<MessageRecord>;
  /** Reads the messages of a thread from its vendor, also where there is an inbox; `undefined` without credentials. */
  readonly currentMessages: ((ref: ThreadRef) => AsyncIterable<MessageRecord>) | undefined;
  /** Asks a vendor for something, once. Resolves whatever becomes of it, as soon as it may have been sent. */
  send(order: Order, options: SendOptions): Promise<Sent>;
}

/** A desk that has an inbox. */
export interface InboxDesk extends Desk {
  readonly inbox: Inbox;
}
