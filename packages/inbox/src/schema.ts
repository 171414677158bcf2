import type { Generated } from 'kysely';
import type { OutboxState, OutboxVerb } from './outbox/state.ts';

/** Milliseconds since 1970 by this machine's clock. Positions never depend on it. */
type Millis = number;
/** 0 or 1: SQLite has no booleans. */
type Flag = 0 | 1;
/** Text of JSON. */
type Json = string;

/** The tables, the same on both databases. */
export interface Tables {
  readonly accounts: AccountsTable;
  readonly threads: ThreadsTable;
  readonly messages: MessagesTable;
  readonly events: EventsTable;
  readonly consumers: ConsumersTable;
  readonly acknowledged: AcknowledgedTable;
  readonly outbox: OutboxTable;
  readonly purging: PurgingTable;
}

/** One row for each account that a source was ever given for. */
export interface AccountsTable {
  vendor: string;
  account: string;
  /** Of the first run: `listing`, then `reading`, then `ready`, which is never left. */
  phase: Generated<'listing' | 'reading' | 'ready'>;
  /** Where a reading goes on after it was stopped; the vendor's folder knows its form. */
  progress: Json | null;
  /** Counts up with every poll: whoever commits checks that it is still the one that it began with. */
  epoch: Generated<number>;
  polled_at: Millis | null;
  /** When the last complete look at all threads began: whatever is not missing had its state then. */
  listed_at: Millis | null;
  due_at: Generated<Millis>;
  /** When the vendor asked to be left alone until; of the whole inbox, the latest of its rows counts. */
  paused_until: Millis | null;
  /** Milliseconds between two requests to the vendor since it has throttled, and when that was; half of it goes in a while. */
  spacing: number | null;
  spaced_at: Millis | null;
  /** Polls that have failed since the last one that did not, and why the last one did, in words without secrets. */
  failures: Generated<number>;
  failure: string | null;
  /** Requests that were sent for this account, ever. */
  requests: Generated<number>;
  /** Threads that were listed without an id in the last complete reading. */
  unaddressable: Generated<number>;
  /** Days after which texts are purged; null: never. */
  retention_days: number | null;
}

export interface ThreadsTable {
  vendor: string;
  account: string;
  thread: string;
  native: string | null;
  active: 'yes' | 'no' | 'unknown';
  turn: 'ours' | 'theirs' | 'unknown';
  evidence: 'field' | 'list' | 'none';
  /** When the state was last seen, and how often it has changed. */
  state_seen_at: Millis;
  state_changes: Generated<number>;
  subject: string | null;
  /** The vendor's ticket as it was listed, where there is one; null also when it was purged. */
  raw: Json | null;
  /** Digest of that ticket: another one is a hint that the thread has changed. */
  digest: string | null;
  /** Something may have changed and has not been read yet. */
  hinted: Flag;
  /** Whether its messages were ever read whole. */
  is_read: Flag;
  /** When they were last read whole. */
  read_at: Millis | null;
  /** Messages that it holds now. */
  message_count: Generated<number>;
  /** When something of it changed last, as far as is known. */
  changed_at: Millis;
  probe_at: Millis | null;
  /** Complete, stable readings one after the other that did not have it. */
  misses: Generated<number>;
  missing_since: Millis | null;
  forgotten_at: Millis | null;
  /**
   * Of what was sent until then no event tells: the thread was there before its account was ready, and not all of its
   * messages could be read by then. Null: all is told.
   */
  old_until: Millis | null;
  /** Why it could not be read when it was last looked at; null: it could. In words without secrets. */
  failure: string | null;
}

export interface MessagesTable {
  /** The integer key that the search of SQLite needs. */
  n: Generated<number>;
  /** Stable for ever: a digest, see `message-id.ts`. */
  id: string;
  vendor: string;
  account: string;
  thread: string;
  /** The vendor's id of the message; at BrandLovers that of its ticket. */
  native: string | null;
  author: 'us' | 'customer' | 'unknown';
  /** BrandLovers: CUSTOMER or INTERNAL, or another word of the vendor's. */
  visibility: string | null;
  /** ClubCollect: CUSTOMER or COMPANY, or another word of the vendor's. */
  sender: string | null;
  /** ClubCollect: the company's list that holds it, as far as is known; null: none does. */
  list: string | null;
  /** The instant, where the vendor's text is one. */
  sent_at: Millis | null;
  /** The vendor's text, where it is none. */
  sent_text: string | null;
  text: string | null;
  raw: Json | null;
  /** The words of the text, as `words.ts` makes them, with a space between; null where there is nothing to search. */
  words: string | null;
  /** Its place in the vendor's order when its thread was last read. */
  place: number;
  seen_at: Millis;
  gone_at: Millis | null;
  purged_at: Millis | null;
  /** The entry of the outbox that it is the effect of. */
  entry: string | null;
}

export interface EventsTable {
  /** The position. Commits are in the order of positions. */
  seq: Generated<number>;
  id: string;
  type: string;
  vendor: string;
  account: string;
  thread: string | null;
  message: string | null;
  /** What no other table holds, such as the states before and after. Never a text of a message. */
  detail: Json;
  at: Millis;
}

export interface ConsumersTable {
  name: string;
  /** Everything up to here is acknowledged. */
  position: number;
}

/** What is acknowledged beyond a consumer's position. */
export interface AcknowledgedTable {
  consumer: string;
  seq: number;
}

export interface OutboxTable {
  id: string;
  /** The order in which entries were made. */
  n: Generated<number>;
  key: string;
  verb: OutboxVerb;
  vendor: string;
  account: string;
  /** Null for a thread that is to be created, until it is known. */
  thread: string | null;
  /** What is to be sent. Purged with the texts of its account. */
  content: Json | null;
  /** Whether its thread was forgotten after it was queued: its text goes once it is settled. */
  forgotten: Generated<Flag>;
  /** Digest of verb, address and content: what a key stands for. */
  digest: string;
  state: OutboxState;
  /** Copies of the same text that the thread held before it was sent. */
  copies_before: number | null;
  /** Who is sending, and until when nobody else may judge it. */
  claim: string | null;
  claimed_until: Millis | null;
  attempts: Generated<number>;
  looks: Generated<number>;
  /** Looks at what its thread holds that have failed one after the other. */
  failed_looks: Generated<number>;
  /** Refusals that may have been throttling. */
  doubts: Generated<number>;
  due_at: Millis;
  /** What was last known, in words without secrets: kind and outcome of the error. */
  reason: string | null;
  /** The message, at ClubCollect the ticket's id, that it became. */
  message: string | null;
  created_at: Millis;
  sent_at: Millis | null;
  settled_at: Millis | null;
  /** Who settled it: the vendor's answer, a look, or a person. */
  settled_by: 'answer' | 'look' | 'person' | null;
}

/** One row, from the first run on: whether the clock can be trusted to purge by. */
export interface PurgingTable {
  /** The time when it was looked at last. */
  seen_at: Millis;
  /** Milliseconds for which the inbox has to run until anything is purged. */
  wait: number;
}
