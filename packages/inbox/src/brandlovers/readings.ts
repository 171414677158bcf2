import type { BrandloversMessage, BrandloversThread } from '@ticketbridge/facade';
import type { MessageReading, ThreadReading } from '../mirror/reading.ts';
import { storable } from '../mirror/storable.ts';

/** Makes a reading of a listed ticket, unless it has no id, or one that no store can keep and no request can name. */
export function threadReadingOf({
  ref,
  state,
  subject,
  description,
  raw,
  updatedAt,
  createdAt,
}: BrandloversThread): ThreadReading[] {
  if (!ref || storable(ref.id) !== ref.id) return [];
  const instants = [updatedAt, createdAt].filter((date) => date instanceof Date).map(Number);
  return [
    { ref, state, subject, description, raw, changedAt: instants.length > 0 ? Math.max(...instants) : undefined },
  ];
}

/** Makes a reading of a message. The vendor does not tell who wrote it. */
export function messageReadingOf({ id, visibility, sentAt, text, raw }: BrandloversMessage): MessageReading {
  return { native: id, author: 'unknown', visibility, sentAt, text, raw };
}
