import type { Account, ThreadRef, Vendor } from '@ticketbridge/facade';
import type { Beginning, DeliveredEvent } from './events/consumer.ts';
import type { InboxMessage, InboxThread } from './model.ts';
import type { OutboxEntry } from './outbox/entry.ts';
import type { Outbox } from './outbox/outbox.ts';
import type { SearchFilter } from './read/search.ts';
import type { ThreadsFilter } from './read/threads.ts';
import type { InboxStatus } from './status.ts';

/** How to run an inbox. */
export interface RunOptions {
  /** Ends the run. Default: nothing does. */
  readonly signal?: AbortSignal | undefined;
  /** Called while the first run of an account goes on, and when it has ended. What it throws is ignored. */
  readonly onProgress?: ((progress: InboxProgress) => void) | undefined;
}

/** How far the first run of an account is. */
export interface InboxProgress {
  readonly vendor: Vendor;
  readonly account: string;
  /** Threads and messages that the mirror holds so far. */
  readonly threads: number;
  readonly messages: number;
}

/** How to send one entry. */
export interface SendOptions {
  /** Ends waiting: a request that is under way is waited for all the same. Default: nothing does. */
  readonly signal?: AbortSignal | undefined;
}

/** How to follow an inbox. */
export interface EventsOptions {
  /** Ends the iteration, without an error. Default: nothing does but leaving the loop. */
  readonly signal?: AbortSignal | undefined;
  /** Where a consumer begins that the inbox does not know yet: with all that it keeps, or with what comes. Default: `start`. */
  readonly from?: Beginning | undefined;
}

/**
 * Every change of the sources' conversations once, a mirror of them, and what is to be written to them. Any number of
 * processes may open the same store; only `run` is for one of them at a time, on a file.
 */
export interface Inbox extends AsyncDisposable {
  /**
   * Polls and sends, until `signal` aborts: resolves when what was begun is committed. A vendor that fails is tried
   * again, ever more rarely, and `status` tells why. A server of the store that does not answer is tried again for 5
   * minutes.
   *
   * @throws InboxError `already-running` where that is done already, on a file; what else stands in the way of the store
   * @throws TicketbridgeError `invalid-input`, also where no source was given
   */
  run(options?: RunOptions): Promise<void>;
  /**
   * Sends one entry of the outbox, and nothing else, where nobody runs the inbox: resolves to what became of it, once no
   * sending and no looking can change that any more, or to how far it is when `signal` aborts.
   *
   * @throws InboxError `not-found`; `already-running` where somebody runs the inbox, on a file, and sends it; what else
   * stands in the way of the store: the entry may have been sent then, and `send` with its id finds out, and sends nothing twice
   * @throws TicketbridgeError `invalid-input`, also where no source of its account was given
   */
  send(id: string, options?: SendOptions): Promise<OutboxEntry>;
  /**
   * Gives a consumer every event that it has not acknowledged, in the order of their positions, and then waits for what
   * comes. Each is delivered at least once: whatever was not acknowledged is delivered again by the next iteration.
   * Consumers have names, and a place of their own in the store. Where its server does not answer, iterating and
   * acknowledging go on when it does again, within 5 minutes.
   *
   * @throws TicketbridgeError `invalid-input` at once
   * @throws InboxError while iterating, what stands in the way of the store
   */
  events(consumer: string, options?: EventsOptions): AsyncIterable<DeliveredEvent>;
  /** Reads threads of the mirror, the one that changed last first. */
  threads(filter?: ThreadsFilter): AsyncIterable<InboxThread>;
  /**
   * Reads the messages that the mirror holds of a thread, in the vendor's order.
   *
   * @throws InboxError `not-found`
   */
  messages(ref: ThreadRef): AsyncIterable<InboxMessage>;
  /**
   * Finds the messages that hold all words of a text, whole, whatever their case and accents, the newest first.
   */
  search(text: string, filter?: SearchFilter): AsyncIterable<InboxMessage>;
  /** What is to be written to the vendors. */
  readonly outbox: Outbox;
  /** Tells how far it is with each account, each consumer and the outbox. */
  status(): Promise<InboxStatus>;
  /**
   * Sets after how many days the texts of an account are purged, while the inbox runs; without `days`, never. Ids stay,
   * so that nothing comes back as new.
   *
   * @throws InboxError `not-found`
   */
  retain(account: Account, options?: RetainOptions): Promise<void>;
  /**
   * Purges all texts that a thread holds now. What waits in the outbox for it is still sent; its text goes in the
   * transaction that settles it, and `outbox.cancel` settles it at once. What the inbox sees later is kept like any other
   * text, unless it is what was forgotten in another form, or comes with the first reading of the thread.
   *
   * @throws InboxError `not-found`
   */
  forget(ref: ThreadRef): Promise<void>;
}

/** How long the texts of an account are kept. */
export interface RetainOptions {
  /** From 1. Default: for ever. */
  readonly days?: number | undefined;
}
