import { appendEvents } from '../events/append.ts';
import { inParts, type Writing } from './writing.ts';

/** Complete readings, one after the other, that do not have a thread until it is called missing. */
const MISSES = 3;

/**
 * Takes note that a complete, stable reading did not have these threads. After the third one after the other a thread is
 * missing: what is held of it stays.
 */
export async function commitAbsences(writing: Writing, threads: readonly string[]): Promise<void> {
  for (const part of inParts(threads)) await commitPart(writing, part);
}

async function commitPart(writing: Writing, threads: readonly string[]): Promise<void> {
  const { tx, account, at } = writing;
  const ofAccount = { vendor: account.vendor, account: account.account };
  const owner = await tx
    .selectFrom('accounts')
    .select('listed_at')
    .where((eb) => eb.and(ofAccount))
    .executeTakeFirst();
  const present = tx
    .updateTable('threads')
    .where((eb) => eb.and(ofAccount))
    .where('thread', 'in', threads)
    .where('missing_since', 'is', null);
  // The last sight of its state: from now on it is no longer seen whenever all are listed.
  const seenAt = owner?.listed_at;
  if (typeof seenAt === 'number') {
    await present.where('misses', '=', 0).where('state_seen_at', '<', seenAt).set({ state_seen_at: seenAt }).execute();
  }
  await present.set(({ eb }) => ({ misses: eb('misses', '+', 1) })).execute();
  const missing = await present
    .where('misses', '>=', MISSES)
    .set({ missing_since: at, hinted: 0, failure: null })
    .returning('thread')
    .execute();
  await appendEvents(
    writing,
    missing.map(({ thread }) => ({ type: 'thread.missing', thread, detail: {} })),
  );
}
