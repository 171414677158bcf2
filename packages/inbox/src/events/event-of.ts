import type { Selectable } from 'kysely';
import type { Reader } from '../database.ts';
import { type InboxMessage, isoOf, messageOf, refOf, vendorOf } from '../model.ts';
import type { EventsTable } from '../schema.ts';
import type { EventDetails, EventType, InboxEvent } from './event.ts';

/** Reads the event of a row, with what the mirror holds of its message now. */
export async function eventOf(reader: Reader, row: Selectable<EventsTable>): Promise<InboxEvent> {
  const { type, vendor, account, id, seq, at } = row;
  const facts = { id, seq, vendor: vendorOf(vendor), account, at: isoOf(at) };
  const ofThread = { ...facts, ref: refOf({ vendor, account, thread: row.thread ?? '' }) };
  switch (type) {
    case 'account.ready':
      return { type, ...facts, ...detailOf<typeof type>(row) };
    case 'thread.new':
      return { type, ...ofThread, ...detailOf<typeof type>(row) };
    case 'thread.state': {
      const { from, to } = detailOf<typeof type>(row);
      return { type, ...ofThread, from, to, between: [from.asOf, to.asOf] };
    }
    case 'thread.missing':
      return { type, ...ofThread };
    case 'thread.rewritten':
      return { type, ...ofThread, ...detailOf<typeof type>(row) };
    case 'message.new':
    case 'message.gone':
      return { type, ...ofThread, message: await messageWith(reader, row.message) };
    default:
      throw new Error(`the store holds an event of the type "${type}", which this version does not know`);
  }
}

function detailOf<Type extends EventType>({ detail }: Selectable<EventsTable>): EventDetails[Type] {
  return JSON.parse(detail);
}

async function messageWith(reader: Reader, id: string | null): Promise<InboxMessage> {
  return messageOf(await reader.selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
}
