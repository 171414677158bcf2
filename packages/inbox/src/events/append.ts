import type { Insertable } from 'kysely';
import { digestOf } from '../digest.ts';
import { inParts, type Writing } from '../mirror/writing.ts';
import type { EventsTable } from '../schema.ts';
import type { EventDetails, EventType } from './event.ts';

/** Something that happened, to be told to every consumer. */
export type Happening = {
  readonly [T in EventType]: {
    readonly type: T;
    readonly thread?: string | undefined;
    readonly message?: string | undefined;
    readonly detail: EventDetails[T];
  };
}[EventType];

/**
 * Appends events in this order. Their ids are digests of what happened and of how often it did: a store that was restored
 * from a copy gives the same ones when it sees the same changes again.
 */
export async function appendEvents(writing: Writing, happenings: readonly Happening[]): Promise<void> {
  if (writing.isSilent || happenings.length === 0) return;
  const { tx, database, account, at } = writing;
  await database.orderEvents(tx);
  const before = await countsOf(writing, happenings);
  const rows = happenings.map(({ type, thread = null, message = null, detail }): Insertable<EventsTable> => {
    const count = before.get(keyOf(type, thread, message)) ?? 0;
    const address = { vendor: account.vendor, account: account.account, thread, message };
    return { id: digestOf([type, address, count]), type, ...address, detail: JSON.stringify(detail), at };
  });
  for (const part of inParts(rows)) await tx.insertInto('events').values(part).execute();
}

/** Counts how often each of these has happened before. */
async function countsOf(
  { tx, account: { vendor, account } }: Writing,
  happenings: readonly Happening[],
): Promise<ReadonlyMap<string, number>> {
  const threads = [...new Set(happenings.map(({ thread }) => thread))].filter((thread) => thread !== undefined);
  const counts = new Map<string, number>();
  for (const part of inParts(threads)) {
    const rows = await tx
      .selectFrom('events')
      .select(({ fn }) => ['type', 'thread', 'message', fn.countAll<number>().as('count')])
      .where((eb) => eb.and({ vendor, account }))
      .where('thread', 'in', part)
      .groupBy(['type', 'thread', 'message'])
      .execute();
    for (const { type, thread, message, count } of rows) counts.set(keyOf(type, thread, message), Number(count));
  }
  return counts;
}

function keyOf(type: string, thread: string | null, message: string | null): string {
  return JSON.stringify([type, thread, message]);
}
