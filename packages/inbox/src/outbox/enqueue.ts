import type { Account, ThreadRef } from '@ticketbridge/facade';
import type { Clock } from '../clock.ts';
import type { Database } from '../database.ts';
import { invalidInput } from './checks.ts';
import { type Content, digestOfEntry, entryOf, type OutboxEntry, type Row } from './entry.ts';

/** A write, checked. */
export interface Write extends Account {
  readonly verb: Row['verb'];
  readonly thread: string | null;
  readonly content: Content;
  readonly key: string;
}

/**
 * Puts a write into the outbox, where it is when this resolves. The entry that has its key already is returned instead.
 *
 * @throws TicketbridgeError `invalid-input` when that one is about something else
 */
export async function enqueue(database: Database, clock: Clock, write: Write): Promise<OutboxEntry> {
  const { key, verb, vendor, account, thread, content } = write;
  const { hasOwnKey, ...said } = content;
  const digest = digestOfEntry(write, said);
  const at = clock.now();
  const row = await database.write(async (tx) => {
    // Entries of a thread become visible in the order of their numbers.
    await database.orderEvents(tx);
    const added = await tx
      .insertInto('outbox')
      .values({
        id: crypto.randomUUID(),
        key,
        verb,
        vendor,
        account,
        thread,
        content: JSON.stringify(content),
        digest,
        state: 'queued',
        due_at: at,
        created_at: at,
      })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .returningAll()
      .executeTakeFirst();
    return added ?? tx.selectFrom('outbox').selectAll().where('key', '=', key).executeTakeFirstOrThrow();
  });
  if (row.verb === verb && row.digest === digest) return entryOf(row);
  throw invalidInput(verb, '"key" stands for another write already', 'key');
}

/** Finds the entry of a thread that has a key and says the same. */
export async function findEntry(
  database: Database,
  {
    verb,
    ref,
    text,
    key,
  }: Pick<Write, 'verb' | 'key'> & { readonly ref: ThreadRef; readonly text: string | undefined },
): Promise<OutboxEntry | undefined> {
  const { vendor, account, id: thread } = ref;
  const row = await database.reader
    .selectFrom('outbox')
    .selectAll()
    .where((eb) => eb.and({ key, verb, vendor, account, thread }))
    .executeTakeFirst();
  return row && row.digest === digestOfEntry(row, { text }) ? entryOf(row) : undefined;
}
