import { appendEvents } from '../events/append.ts';
import type { Writing } from './writing.ts';

/**
 * Ends the first run of an account: from here on, every change is told. What could not be read by now was there as well, so
 * of a thread that is hinted still nothing will be told that is not later than all that is known.
 *
 * @param listedAt when the look began that has found what the mirror holds
 */
export async function commitReady(writing: Writing, listedAt: number): Promise<void> {
  const { tx, account, at } = writing;
  const ofAccount = { vendor: account.vendor, account: account.account };
  const { threads, messages } = await tx
    .selectFrom('threads')
    .select(({ fn, val }) => [
      fn.countAll<number>().as('threads'),
      fn.coalesce(fn.sum<number>('message_count'), val(0)).as('messages'),
    ])
    .where((eb) => eb.and(ofAccount))
    .executeTakeFirstOrThrow();
  const { newest } = await tx
    .selectFrom('messages')
    .select(({ fn }) => fn.max('sent_at').as('newest'))
    .where((eb) => eb.and(ofAccount))
    .executeTakeFirstOrThrow();
  await tx
    .updateTable('threads')
    // By the vendor's clock too: ours may be behind.
    .set({ old_until: Math.max(at, newest ?? 0) })
    .where((eb) => eb.and({ ...ofAccount, hinted: 1 }))
    .execute();
  await tx
    .updateTable('accounts')
    .set({ phase: 'ready', progress: null, listed_at: listedAt })
    .where((eb) => eb.and(ofAccount))
    .execute();
  const detail = { threads: Number(threads), messages: Number(messages) };
  await appendEvents({ ...writing, isSilent: false }, [{ type: 'account.ready', detail }]);
}

/** Takes note that a look at all threads has ended, with the threads that had no id. */
export async function commitListed(writing: Writing, listedAt: number, unaddressable: number): Promise<void> {
  const { tx, account } = writing;
  await tx
    .updateTable('accounts')
    .set({ listed_at: listedAt, unaddressable })
    .where((eb) => eb.and({ vendor: account.vendor, account: account.account }))
    .execute();
}
