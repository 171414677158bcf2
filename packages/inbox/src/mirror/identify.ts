import type { ThreadRef } from '@ticketbridge/facade';
import type { Selectable } from 'kysely';
import { messageIdsOf, otherIdOf } from '../message-id.ts';
import type { MessagesTable } from '../schema.ts';
import type { MessageReading } from './reading.ts';
import { storable } from './storable.ts';

/** A message that the mirror holds, with what tells it from another one under the same id of the vendor's. */
export type Content = Pick<Selectable<MessagesTable>, 'id' | 'sent_at' | 'sent_text' | 'text' | 'purged_at'>;

/** Columns of a {@link Content}. */
export const CONTENT = ['id', 'sent_at', 'sent_text', 'text', 'purged_at'] as const;

/**
 * Returns the id of each message of a reading, in its order. A vendor that numbers the messages of a thread gives a number
 * again after a deletion: what has another date or text than the message that is held under it is that message of the
 * thread which has both, or another one.
 *
 * @param held what the mirror holds of the thread, or at least of these ids
 */
export function identify(
  ref: ThreadRef,
  messages: readonly MessageReading[],
  held: readonly Content[],
): readonly string[] {
  const ids = messageIdsOf(ref, messages);
  const byId = new Map(held.map((row) => [row.id, row]));
  const places = messages.map((message, index) => {
    const id = ids[index] ?? '';
    const row = byId.get(id);
    if (!row) return 'free';
    // Of what was purged, the id alone is left to tell.
    return isSame(row, message) && !byId.has(otherIdOf(ref, id, message)) ? 'kept' : 'reused';
  });
  if (!places.includes('reused')) return ids;
  const free = new Map(byId);
  for (const [index, id] of ids.entries()) if (places[index] === 'kept') free.delete(id);
  return messages.map((message, index) => {
    const id = ids[index] ?? '';
    if (places[index] === 'kept') return id;
    const other = otherIdOf(ref, id, message);
    const row = free.get(other) ?? [...free.values()].find((row) => isSame(row, message));
    if (row) free.delete(row.id);
    return row?.id ?? (byId.has(id) ? other : id);
  });
}

/** Tells whether a message may be the one that is held, as far as dates can be compared and its text was not purged. */
export function isSame(row: Content, { sentAt, text }: MessageReading): boolean {
  if (sentAt instanceof Date && row.sent_at !== null && sentAt.getTime() !== row.sent_at) return false;
  if (typeof sentAt === 'string' && row.sent_text !== null && storable(sentAt) !== storable(row.sent_text))
    return false;
  return row.purged_at !== null || storable(text ?? '') === storable(row.text ?? '');
}
