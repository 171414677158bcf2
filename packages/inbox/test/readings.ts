import type { MessageReading } from '../src/mirror/reading.ts';

/** Makes a message as BrandLovers lists it. */
export function message(text: string, changes: Partial<MessageReading> = {}): MessageReading {
  return {
    native: 't-1',
    author: 'unknown',
    visibility: 'CUSTOMER',
    sentAt: new Date('2026-03-01T09:00:00Z'),
    text,
    raw: { body: text },
    ...changes,
  };
}
