import type { Account } from '@ticketbridge/facade';
import type { Reader, Tx } from '../database.ts';
import { commitThreads } from '../mirror/threads.ts';
import { inParts, type Writing } from '../mirror/writing.ts';
import { type ByList, byList, type List, listNamed, stateIn } from './lists.ts';

/** A message that is in a list, as far as is known. */
export interface Member {
  readonly id: string;
  readonly list: List;
  readonly sentAt: number | null;
  /** When it was written, in words that give no instant. */
  readonly sentText: string | null;
  /** Grows with the order in which they were first seen. */
  readonly n: number;
}

/** Counts the messages that each list is believed to hold. */
export async function countMembers(reader: Reader, { vendor, account }: Account): Promise<ByList> {
  const rows = await reader
    .selectFrom('messages')
    .select(({ fn }) => ['list', fn.countAll<number>().as('count')])
    .where((eb) => eb.and({ vendor, account }))
    .where('list', 'is not', null)
    .where('gone_at', 'is', null)
    .groupBy('list')
    .execute();
  const counts = new Map(rows.map(({ list, count }) => [list, Number(count)]));
  return byList((list) => counts.get(list) ?? 0);
}

/** Returns the members of any list among the messages of some threads. */
export async function membersOf(
  reader: Reader,
  { vendor, account }: Account,
  threads: readonly string[],
): Promise<ReadonlyMap<string, readonly Member[]>> {
  const parts = await Promise.all(
    inParts(threads).map((part) =>
      reader
        // Were the list asked for here, SQLite would read the account's whole lists, and not these threads.
        .selectFrom('messages')
        .select(['id', 'thread', 'list', 'sent_at', 'sent_text', 'n'])
        .where((eb) => eb.and({ vendor, account }))
        .where('thread', 'in', part)
        .where('gone_at', 'is', null)
        .execute(),
    ),
  );
  const members = parts.flat().flatMap(({ id, thread, list: name, sent_at: sentAt, sent_text: sentText, n }) => {
    const list = listNamed(name);
    return list ? [{ thread, id, list, sentAt, sentText, n }] : [];
  });
  return Map.groupBy(members, ({ thread }) => thread);
}

type Dated = Pick<Member, 'sentAt' | 'sentText' | 'n'>;

/** Returns the newest of some messages: by their dates or, where these do not tell, by when they were first seen. */
export function newestOf<T extends Dated>(messages: readonly T[]): T | undefined {
  return messages.reduce<T | undefined>(
    (newest, message) => (newest && !isNewer(message, newest) ? newest : message),
    undefined,
  );
}

function isNewer(a: Dated, b: Dated): boolean {
  return isLater(a.sentAt, b.sentAt) ?? isLater(sortable(a), sortable(b)) ?? a.n > b.n;
}

function isLater<T extends number | string>(a: T | null, b: T | null): boolean | undefined {
  return a === null || b === null || a === b ? undefined : a > b;
}

/** A date and a time without a zone, of which the later one is greater, but for the hour that an autumn has twice. */
const YEAR_FIRST = /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}$/;

function sortable({ sentText }: Dated): string | null {
  return sentText !== null && YEAR_FIRST.test(sentText) ? sentText : null;
}

/** Notes in which list messages are, or that they are in none. */
export async function believe(tx: Tx, list: List | null, ids: readonly string[]): Promise<void> {
  for (const part of inParts(ids)) {
    await tx.updateTable('messages').set({ list }).where('id', 'in', part).execute();
  }
}

/** Gives threads the state that their newest members tell; one without members keeps its own. */
export async function restate(writing: Writing, threads: readonly string[]): Promise<void> {
  const members = await membersOf(writing.tx, writing.account, threads);
  const { account } = writing.account;
  const readings = [...members].map(([id, held]) => ({
    ref: { vendor: 'clubcollect', account, id } as const,
    state: stateIn(newestOf(held)?.list),
  }));
  await commitThreads(writing, readings);
}
