import type { ClubcollectMessage, ClubcollectRef } from '@ticketbridge/facade';
import type { Selectable } from 'kysely';
import type { Reader } from '../database.ts';
import { messageIdsOf } from '../message-id.ts';
import { CONTENT, type Content, identify, isSame } from '../mirror/identify.ts';
import type { MessageReading } from '../mirror/reading.ts';
import type { MessagesTable } from '../schema.ts';
import type { List } from './lists.ts';

/** A message of a page, and what the mirror holds of it. */
export interface Listed {
  readonly id: string;
  readonly ref: ClubcollectRef;
  readonly reading: MessageReading;
  /**
   * `new`: not held, or held as gone; `moved`: held, and believed to be in another list; `nameless`: not held, without an
   * id of the vendor's, so that only a reading of the whole thread tells it from equal ones; `replacing`: held as another one
   * under this id, so that only such a reading tells whether one has gone or was changed.
   */
  readonly is: 'known' | 'new' | 'moved' | 'nameless' | 'replacing';
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
  const addressed = items.flatMap((item) => (item.thread ? [{ ref: item.thread, reading: readingOf(item) }] : []));
  const threads = Map.groupBy(addressed, ({ ref }) => ref.id);
  const rows = await rowsOf(reader, [...threads.values()]);
  const listed = new Map<MessageReading, Listed>();
  for (const group of threads.values()) {
    for (const one of identified(group, list, rows)) listed.set(one.reading, one);
  }
  const messages = addressed.flatMap(({ reading }) => listed.get(reading) ?? []);
  const unaddressable = items.length - addressed.length;
  const nameless = messages.filter(({ reading }) => !reading.native).length;
  return { list, messages, uncounted: unaddressable + nameless, unaddressable };
}

type Addressed = Pick<Listed, 'ref' | 'reading'>;
type Row = Content & Pick<Selectable<MessagesTable>, 'list' | 'gone_at'>;

/** Reads what is held of the ids on a page, and all of the threads where another message is held under one of them. */
async function rowsOf(
  reader: Reader,
  groups: readonly (readonly Addressed[])[],
): Promise<ReadonlyMap<string, readonly Row[]>> {
  const select = () => reader.selectFrom('messages').select([...CONTENT, 'thread', 'list', 'gone_at']);
  const ids = groups.flatMap(idsOf);
  const rows = ids.length === 0 ? [] : await select().where('id', 'in', ids).execute();
  const held = new Map(rows.map((row) => [row.id, row]));
  const reused = groups.filter((group) => {
    const own = idsOf(group);
    return group.some(({ reading }, index) => {
      const row = held.get(own[index] ?? '');
      return row !== undefined && (row.gone_at !== null || !isSame(row, reading));
    });
  });
  const [account] = reused.flatMap((group) => group[0]?.ref ?? []);
  const whole = !account
    ? []
    : await select()
        .where((eb) => eb.and({ vendor: account.vendor, account: account.account }))
        .where(
          'thread',
          'in',
          reused.flatMap((group) => group[0]?.ref.id ?? []),
        )
        .execute();
  return new Map([...Map.groupBy(rows, threadOf), ...Map.groupBy(whole, threadOf)]);
}

const threadOf = ({ thread }: { readonly thread: string }) => thread;

function idsOf(group: readonly Addressed[]): readonly string[] {
  const readings = group.map(({ reading }) => reading);
  return group[0] ? messageIdsOf(group[0].ref, readings) : [];
}

/** Tells of the messages of a thread what they are. */
function identified(
  group: readonly Addressed[],
  list: List,
  rows: ReadonlyMap<string, readonly Row[]>,
): readonly Listed[] {
  const [first] = group;
  if (!first) return [];
  const held = rows.get(first.ref.id) ?? [];
  const byId = new Map(held.map((row) => [row.id, row]));
  const before = idsOf(group);
  const readings = group.map(({ reading }) => reading);
  const ids = identify(first.ref, readings, held);
  const isThere = (id: string | undefined) => byId.get(id ?? '')?.gone_at === null;
  return group.map((message, index): Listed => {
    const id = ids[index] ?? '';
    const row = byId.get(id);
    if (!message.reading.native) return { ...message, id, is: row ? 'known' : 'nameless' };
    if (row && row.gone_at === null) return { ...message, id, is: row.list === list ? 'known' : 'moved' };
    const replaced = before[index];
    const isReplacing = replaced !== id && isThere(replaced) && !ids.includes(replaced ?? '');
    return { ...message, id, is: isReplacing ? 'replacing' : 'new' };
  });
}

/** Maps a ticket to what the mirror holds of a message. */
export function readingOf({ id, text, sentAt, sender, raw }: ClubcollectMessage): MessageReading {
  return { native: id || undefined, author: authorOf(sender), sender, sentAt, text, raw };
}

function authorOf(sender: string | undefined): MessageReading['author'] {
  if (sender === 'COMPANY') return 'us';
  return sender === 'CUSTOMER' ? 'customer' : 'unknown';
}
