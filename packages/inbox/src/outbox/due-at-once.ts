import type { Account } from '@ticketbridge/facade';
import type { Database } from '../database.ts';

/** Milliseconds until what has failed is tried again, at most: an outage delays nothing by much more than it lasts. */
export const LONGEST_BACKOFF = 60_000;

/** Makes due at once what an account's failures have put off; what a vendor wants to come later stays as it is. */
export async function dueAtOnce(
  database: Pick<Database, 'write'>,
  { vendor, account }: Account,
  now: number,
): Promise<void> {
  await database.write((tx) =>
    tx
      .updateTable('outbox')
      .set({ due_at: now })
      .where((eb) => eb.and({ vendor, account, state: 'queued', doubts: 0 }))
      .where('reason', 'is not', null)
      .where('due_at', '>', now)
      .where('due_at', '<=', now + LONGEST_BACKOFF)
      .execute(),
  );
}
