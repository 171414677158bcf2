import type { State, ThreadRef, Vendor } from '@ticketbridge/facade';
import type { Selectable } from 'kysely';
import type { MessagesTable, ThreadsTable } from './schema.ts';

/** A conversation as the mirror holds it. Plain JSON. */
export interface InboxThread {
  readonly ref: ThreadRef;
  /** What is known of its state; `asOf` is when it was last seen in it. */
  readonly state: State;
  readonly subject: string | undefined;
  /** Messages that the mirror holds of it and that are not gone. */
  readonly messages: number;
  /** When something of it last changed, as far as is known: an ISO 8601 instant. */
  readonly changedAt: string;
  /** Since when complete readings have not had it, as an ISO 8601 instant. */
  readonly missingSince: string | undefined;
  /** When it was forgotten by `forget`, as an ISO 8601 instant. */
  readonly forgottenAt: string | undefined;
  /** The vendor's ticket, where it has one for the thread and its texts were not purged. */
  readonly raw: unknown;
}

/** A message as the mirror holds it. Plain JSON. */
export interface InboxMessage {
  /** The inbox's own id of it, the same for ever. */
  readonly id: string;
  readonly ref: ThreadRef;
  /** The vendor's id; at BrandLovers it need not be unique within the thread. */
  readonly native: string | undefined;
  /** Who wrote it. `unknown` where the vendor does not tell and it is not the effect of an entry of the outbox. */
  readonly author: 'us' | 'customer' | 'unknown';
  /** BrandLovers: `CUSTOMER` or `INTERNAL`; the vendor may send another value. */
  readonly visibility: string | undefined;
  /** ClubCollect: `CUSTOMER` or `COMPANY`; the vendor may send another value. */
  readonly sender: string | undefined;
  /** An ISO 8601 instant, or the vendor's text where that is none. */
  readonly sentAt: string | undefined;
  /** Absent when the vendor sent none, and when it was purged. */
  readonly text: string | undefined;
  /** When its text was purged, as an ISO 8601 instant. */
  readonly purgedAt: string | undefined;
  /** When it was first seen, as an ISO 8601 instant. */
  readonly seenAt: string;
  /** When complete readings no longer had it, as an ISO 8601 instant. */
  readonly goneAt: string | undefined;
  /** The entry of the outbox that it is the effect of. */
  readonly entry: string | undefined;
  /** The message as the vendor sent it; absent when it was purged. */
  readonly raw: unknown;
}

const ACTIVE = { yes: true, no: false, unknown: 'unknown' } as const;

export function threadOf(row: Selectable<ThreadsTable>): InboxThread {
  return {
    ref: refOf(row),
    state: {
      active: ACTIVE[row.active],
      turn: row.turn,
      native: row.native ?? undefined,
      from: row.evidence,
      asOf: isoOf(row.state_seen_at),
    },
    subject: row.subject ?? undefined,
    messages: row.message_count,
    changedAt: isoOf(row.changed_at),
    missingSince: isoOf(row.missing_since),
    forgottenAt: isoOf(row.forgotten_at),
    raw: jsonOf(row.raw),
  };
}

export function messageOf(row: Selectable<MessagesTable>): InboxMessage {
  return {
    id: row.id,
    ref: refOf(row),
    native: row.native ?? undefined,
    author: row.author,
    visibility: row.visibility ?? undefined,
    sender: row.sender ?? undefined,
    sentAt: isoOf(row.sent_at) ?? row.sent_text ?? undefined,
    text: row.text ?? undefined,
    purgedAt: isoOf(row.purged_at),
    seenAt: isoOf(row.seen_at),
    goneAt: isoOf(row.gone_at),
    entry: row.entry ?? undefined,
    raw: jsonOf(row.raw),
  };
}

/** Returns the address of what a row is about. */
export function refOf({ vendor, account, thread }: { vendor: string; account: string; thread: string }): ThreadRef {
  return { vendor: vendorOf(vendor), account, id: thread };
}

export const VENDORS: readonly Vendor[] = ['brandlovers', 'clubcollect'];

export function vendorOf(text: string): Vendor {
  const vendor = VENDORS.find((known) => known === text);
  if (!vendor) throw new Error(`the store holds an account of "${text}", which this version does not know`);
  return vendor;
}

export function isoOf(millis: number): string;
export function isoOf(millis: number | null): string | undefined;
export function isoOf(millis: number | null): string | undefined {
  return millis === null ? undefined : new Date(millis).toISOString();
}

function jsonOf(text: string | null): unknown {
  return text === null ? undefined : JSON.parse(text);
}
