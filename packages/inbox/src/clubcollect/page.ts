import type { ClubcollectMessage, ClubcollectRef } from '@ticketbridge/facade';
import type { Reader } from '../database.ts';
import { messageIdsOf } from '../message-id.ts';
import type { MessageReading } from '../mirror/reading.ts';
import type { List } from './lists.ts';

/** A message of a page, and what the mirror holds of it. */
export interface Listed {
  readonly id: string;
  readonly ref: ClubcollectRef;
  readonly reading: MessageReading;
  /**
   * `new`: not held, or held as gone; `moved`: held, and believed to be in another list; `nameless`: not held, without an
   * id of the vendor's, so that only a reading of the whole thread tells it from equal ones.
   */
  readonly is: 'known' | 'new' | 'moved' | 'nameless';
}

/** A page of one of a company's lists, oldest message first. */
export interface ListPage {
  readonly list: List;
  readonly messages: readonly Listed[];
  /** Messages that the vendor counts and the mirror cannot: those without an id, or without an invoice. */
  readonly uncounted: number;
  /** Those of them without an invoice. */
  readonly unaddressable: number;
}

/** Looks up what the mirror holds of a page's messages. */
export async function lookUp(reader: Reader, list: List, items: readonly ClubcollectMessage[]): Promise<ListPage> {
  const addressed = addressedOf(items);
  const ids = addressed.map(({ id }) => id);
  const rows =
    ids.length === 0
      ? []
      : await reader.selectFrom('messages').select(['id', 'list', 'gone_at']).where('id', 'in', ids).execute();
  const held = new Map(rows.map((row) => [row.id, row]));
  const messages = addressed.map((message): Listed => {
    const row = held.get(message.id);
    if (!message.reading.native) return { ...message, is: row ? 'known' : 'nameless' };
    if (!row || row.gone_at !== null) return { ...message, is: 'new' };
    return { ...message, is: row.list === list ? 'known' : 'moved' };
  });
  const unaddressable = items.length - addressed.length;
  const nameless = messages.filter(({ reading }) => !reading.native).length;
  return { list, messages, uncounted: unaddressable + nameless, unaddressable };
}

/** Maps a ticket to what the mirror holds of a message. */
export function readingOf({ id, text, sentAt, sender, raw }: ClubcollectMessage): MessageReading {
  return { native: id || undefined, author: authorOf(sender), sender, sentAt, text, raw };
}

/** Gives the messages that have a thread their ids, in the order of the page. */
function addressedOf(items: readonly ClubcollectMessage[]): readonly Omit<Listed, 'is'>[] {
  const addressed = items.flatMap((item) => (item.thread ? [{ ref: item.thread, reading: readingOf(item) }] : []));
  const ids = new Map<MessageReading, string>();
  for (const group of Map.groupBy(addressed, ({ ref }) => ref.id).values()) {
    const readings = group.map(({ reading }) => reading);
    const given = group[0] ? messageIdsOf(group[0].ref, readings) : [];
    for (const [index, reading] of readings.entries()) ids.set(reading, given[index] ?? '');
  }
  return addressed.map((message) => ({ ...message, id: ids.get(message.reading) ?? '' }));
}

function authorOf(sender: string | undefined): MessageReading['author'] {
  if (sender === 'COMPANY') return 'us';
  return sender === 'CUSTOMER' ? 'customer' : 'unknown';
}
