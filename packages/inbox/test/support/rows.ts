import type { ThreadRef } from '@ticketbridge/facade';
import type { Insertable } from 'kysely';
import type { Database, Tx } from '../../src/database.ts';
import type { MessagesTable, OutboxTable, ThreadsTable } from '../../src/schema.ts';
import { wordsOf } from '../../src/words.ts';

/** When rows are said to have been seen. */
export const SEEN = Date.UTC(2026, 10, 26, 12);

export const refTo = (id: string, account = 'aurora'): ThreadRef => ({ vendor: 'brandlovers', account, id });

const addressOf = ({ vendor, account, id }: ThreadRef) => ({ vendor, account, thread: id });

export async function addAccount(tx: Tx, account = 'aurora', retention_days: number | null = null): Promise<void> {
  await tx.insertInto('accounts').values({ vendor: 'brandlovers', account, retention_days }).execute();
}

export async function addThread(
  tx: Tx,
  ref: ThreadRef,
  columns: Partial<Insertable<ThreadsTable>> = {},
): Promise<void> {
  const seen = { state_seen_at: SEEN, changed_at: SEEN, hinted: 0, is_read: 1 } as const;
  const state = { native: 'OPEN', active: 'yes', turn: 'unknown', evidence: 'field' } as const;
  await tx
    .insertInto('threads')
    .values({ ...addressOf(ref), ...state, ...seen, ...columns })
    .execute();
}

/** Adds a message, also to the search. Its id is its text, unless it is said. */
export async function addMessage(
  { search }: Database,
  tx: Tx,
  ref: ThreadRef,
  columns: Partial<Insertable<MessagesTable>> & { readonly text: string },
): Promise<void> {
  const words = wordsOf(columns.text).join(' ');
  const facts = { id: columns.text, author: 'unknown', visibility: 'CUSTOMER', place: 0, seen_at: SEEN } as const;
  const raw = JSON.stringify({ body: columns.text });
  const { n } = await tx
    .insertInto('messages')
    .values({ ...addressOf(ref), ...facts, raw, words, ...columns })
    .returning('n')
    .executeTakeFirstOrThrow();
  await search.add(tx, n, words);
}

export async function addEntry(
  tx: Tx,
  ref: ThreadRef,
  columns: Partial<Insertable<OutboxTable>> & { readonly key: string },
) {
  const facts = { id: columns.key, verb: 'reply', digest: 'digest', due_at: SEEN, created_at: SEEN } as const;
  await tx
    .insertInto('outbox')
    .values({ ...addressOf(ref), ...facts, state: 'queued', ...columns })
    .execute();
}
