import type { State, ThreadRef } from '@ticketbridge/facade';
import type { MessagesTable } from '../schema.ts';

/** A thread as a vendor listed it. */
export interface ThreadReading {
  readonly ref: ThreadRef;
  /** Its `asOf` is not used: what is committed together was seen at one time. */
  readonly state: Omit<State, 'asOf'>;
  readonly subject?: string | undefined;
  /** Where a ticket that the outbox has created carries its mark. */
  readonly description?: string | undefined;
  /** The vendor's ticket, where it has one for the thread. Another one than before hints the thread. */
  readonly raw?: unknown;
  /** When the vendor says that something of it changed last, in milliseconds since 1970. */
  readonly changedAt?: number | undefined;
}

/** A message as a vendor listed it. */
export interface MessageReading {
  /** The vendor's id of it. */
  readonly native: string | undefined;
  /** Who wrote it, where the vendor tells. */
  readonly author: MessagesTable['author'];
  readonly visibility?: string | undefined;
  readonly sender?: string | undefined;
  readonly sentAt: Date | string | undefined;
  readonly text: string | undefined;
  readonly raw: unknown;
}

/** Messages of a thread, in the vendor's order. */
export interface MessagesReading {
  readonly ref: ThreadRef;
  readonly messages: readonly MessageReading[];
  /** Whether these are all that the thread holds: only then can others be gone. */
  readonly isWhole: boolean;
}
