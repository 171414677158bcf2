import type { Selectable } from 'kysely';
import type { MessagesTable } from '../schema.ts';
import type { Known } from './difference.ts';
import { CONTENT } from './identify.ts';
import type { MessagesReading } from './reading.ts';
import type { Writing } from './writing.ts';

/** What the mirror holds of a thread. */
export interface Held {
  readonly messages: readonly (Known & Pick<Selectable<MessagesTable>, 'seen_at'>)[];
  readonly changedAt: number;
  readonly isRead: boolean;
  readonly isForgotten: boolean;
  /** What was sent until then is told by no event, in milliseconds since 1970; nor is what has no instant, where this is set. */
  readonly oldUntil: number | null;
}

/** Reads what the mirror holds of threads. */
export async function heldOf(
  { tx, account: { vendor, account } }: Writing,
  readings: readonly MessagesReading[],
): Promise<(thread: string) => Held> {
  const ids = readings.map(({ ref }) => ref.id);
  const threads = await tx
    .selectFrom('threads')
    .select(['thread', 'changed_at', 'is_read', 'forgotten_at', 'old_until'])
    .where((eb) => eb.and({ vendor, account }))
    .where('thread', 'in', ids)
    .execute();
  const messages = await tx
    .selectFrom('messages')
    .select([...CONTENT, 'thread', 'native', 'place', 'gone_at', 'seen_at'])
    .where((eb) => eb.and({ vendor, account }))
    .where('thread', 'in', ids)
    .execute();
  const rowOf = new Map(threads.map((row) => [row.thread, row]));
  const messagesOf = Map.groupBy(messages, ({ thread }) => thread);
  return (thread) => {
    const row = rowOf.get(thread);
    if (!row) throw new Error('messages are put into the mirror after their thread');
    return {
      messages: messagesOf.get(thread) ?? [],
      changedAt: row.changed_at,
      isRead: row.is_read === 1,
      isForgotten: row.forgotten_at !== null,
      oldUntil: row.old_until,
    };
  };
}
