import { formatThreadRef, type ThreadRef } from '@ticketbridge/facade';
import type { Reader } from '../database.ts';
import { InboxError } from '../inbox-error.ts';
import { type InboxMessage, messageOf } from '../model.ts';
import { inBatches } from './batches.ts';

/**
 * Reads the messages of a thread in the vendor's order, also those that are gone.
 *
 * @throws InboxError `not-found` for a thread that the mirror does not hold
 */
export async function* readMessages(reader: Reader, ref: ThreadRef): AsyncGenerator<InboxMessage, void, undefined> {
  const address = { vendor: ref.vendor, account: ref.account, thread: ref.id };
  const thread = await reader
    .selectFrom('threads')
    .select('thread')
    .where((eb) => eb.and(address))
    .executeTakeFirst();
  if (!thread) throw new InboxError('not-found', `The inbox has no thread ${formatThreadRef(ref)}.`);
  const keys = await reader
    .selectFrom('messages')
    .select('n')
    .where((eb) => eb.and(address))
    .orderBy('place')
    .orderBy('n')
    .execute();
  yield* readByKeys(
    reader,
    keys.map(({ n }) => n),
  );
}

/** Reads messages in the order of their keys; one that is not there any more is left out. */
export function readByKeys(reader: Reader, keys: readonly number[]): AsyncGenerator<InboxMessage, void, undefined> {
  return inBatches(keys, async (batch) => {
    const rows = await reader.selectFrom('messages').selectAll().where('n', 'in', batch).execute();
    const byKey = new Map(rows.map((row) => [row.n, row]));
    return batch.flatMap((n) => {
      const row = byKey.get(n);
      return row ? [messageOf(row)] : [];
    });
  });
}
