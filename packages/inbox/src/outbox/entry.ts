import type { BrandloversNewThread, ThreadRef } from '@ticketbridge/facade';
import type { Selectable } from 'kysely';
import { digestOf } from '../digest.ts';
import { isoOf, refOf, vendorOf } from '../model.ts';
import type { OutboxTable } from '../schema.ts';
import type { OutboxState, OutboxVerb } from './state.ts';

/** A row of the outbox. */
export type Row = Selectable<OutboxTable>;

/** Looks at the vendor after which a person has to decide what became of an entry. */
export const LOOKS = 3;

/** Something that is to be written to a vendor, once. Plain JSON. */
export interface OutboxEntry {
  readonly id: string;
  /** What makes it one entry however often it is asked for. */
  readonly key: string;
  readonly verb: OutboxVerb;
  readonly vendor: ThreadRef['vendor'];
  readonly account: string;
  /** The thread it is about; absent as long as a thread that it creates is not known. */
  readonly ref: ThreadRef | undefined;
  /** The text to the customer, or of the note; absent for a change of state, and when it was purged. */
  readonly text: string | undefined;
  readonly state: OutboxState;
  /** Whether only a person can tell what became of it: `decide` tells the inbox. */
  readonly isUndecided: boolean;
  /** How often it was sent. */
  readonly attempts: number;
  /** What was last known of it: of an error, its message. */
  readonly reason: string | undefined;
  /** The vendor's id of the message that it became, where the vendor tells. */
  readonly message: string | undefined;
  readonly createdAt: string;
  /** When the request was sent that it has arrived by, or may have: an ISO 8601 instant. */
  readonly sentAt: string | undefined;
  readonly settledAt: string | undefined;
  /** Who settled it: the vendor's answer, a look at the vendor, or a person. */
  readonly settledBy: 'answer' | 'look' | 'person' | undefined;
}

/** What is to be sent, as the store keeps it. */
export interface Content {
  /** The text to the customer, or of the note. */
  readonly text?: string | undefined;
  /** What else a new ticket consists of. */
  readonly ticket?: Omit<BrandloversNewThread, 'account' | 'text'>;
  /** Whether the caller chose the key: then the ticket may exist already, from before this inbox. */
  readonly hasOwnKey?: boolean;
}

export function contentOf({ content }: Pick<Row, 'content'>): Content | undefined {
  return content === null ? undefined : JSON.parse(content);
}

/** What an entry is sent to. */
type Address = Pick<Row, 'verb' | 'vendor' | 'account' | 'thread'>;

/**
 * Returns a digest of what an entry is to bring about, which outlives its content. At ClubCollect a thread is opened by a
 * message like any other.
 */
export function digestOfEntry({ verb, vendor, account, thread }: Address, { text, ticket }: Content): string {
  const effect = vendor === 'clubcollect' && verb === 'createThread' ? 'reply' : verb;
  return digestOf([effect, vendor, account, thread, text ?? null, ticket ?? null]);
}

export function entryOf(row: Row): OutboxEntry {
  const { vendor, account, thread } = row;
  return {
    id: row.id,
    key: row.key,
    verb: row.verb,
    vendor: vendorOf(vendor),
    account,
    ref: thread === null ? undefined : refOf({ vendor, account, thread }),
    text: contentOf(row)?.text,
    state: row.state,
    isUndecided: isUndecided(row),
    attempts: row.attempts,
    reason: row.reason ?? undefined,
    message: row.message ?? undefined,
    createdAt: isoOf(row.created_at),
    sentAt: isoOf(row.sent_at),
    settledAt: isoOf(row.settled_at),
    settledBy: row.settled_by ?? undefined,
  };
}

export function isUndecided({ state, looks }: Pick<Row, 'state' | 'looks'>): boolean {
  return state === 'unknown' && looks >= LOOKS;
}
