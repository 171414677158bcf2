import { type Brandlovers, paging, type Ticket, type TicketMessage } from '@ticketbridge/brandlovers';
import { type BridgeOptions, callOptions, type ThreadFilter } from '../options.ts';
import { digestOf } from '../paging/digest.ts';
import type { PageList } from '../paging/list.ts';
import { SeenPages } from '../paging/seen-pages.ts';
import type { BrandloversRef } from '../ref.ts';
import { statesWanted } from '../state.ts';
import { type BrandloversMessage, type BrandloversThread, messageOf, threadOf } from './model.ts';
import { hasItemAt, offsetList } from './offset-list.ts';
import { STATES, type Status } from './states.ts';

/** A seller, and how its lists are read. */
export interface Seller {
  readonly vendor: 'brandlovers';
  readonly account: string;
  readonly client: Brandlovers;
  /** Items to ask for at once. */
  readonly limit: number;
}

/** The lists that hold the tickets which a filter asks for. */
export function ticketLists(seller: Seller, options: ThreadFilter): PageList<BrandloversThread>[] {
  const wanted = statesWanted(STATES, options);
  // Without a filter one listing is enough, and it has the tickets in a state that we do not know too.
  const statuses = options.active === undefined && wanted.length > 0 ? [undefined] : wanted;
  const seen = new SeenPages();
  return statuses.map((status) => ticketList(seller, status, options, seen));
}

/** The list of the tickets in a status, or in any. */
export function ticketList(
  { account, client, limit }: Seller,
  status: Status | undefined,
  options: BridgeOptions,
  seen: SeenPages = new SeenPages(),
): PageList<BrandloversThread> {
  const names = paging.listTickets;
  return offsetList<Ticket, BrandloversThread>({
    operation: 'listTickets',
    of: status ?? '',
    items: names.items,
    seen,
    read: (offset, signal, most = limit) =>
      client.listTickets({ status, [names.offset]: offset, [names.limit]: most }, callOptions(options, signal)),
    keysOf: ticketKeys,
    itemOf: (ticket) => threadOf(account, ticket),
  });
}

/** The list of a ticket's messages. */
export function messageList(seller: Seller, ref: BrandloversRef, options: BridgeOptions): PageList<BrandloversMessage> {
  return offsetList<TicketMessage, BrandloversMessage>({
    operation: 'listTicketMessages',
    of: ref.id,
    items: paging.listTicketMessages.items,
    seen: new SeenPages(),
    onlyGrows: true,
    read: messagesAt(seller, ref, options),
    // The vendor's id of a message is the ticket's. A field that is not documented may change while it is read.
    keysOf: (received) => received.map(messageKey),
    itemOf: (message) => messageOf(ref, message),
  });
}

/** Tells whether a ticket has more messages than are known: whether there is one at the offset of their count. */
export function hasMoreMessages(
  seller: Seller,
  ref: BrandloversRef,
  count: number,
  options: BridgeOptions,
): Promise<boolean> {
  const read = messagesAt({ ...seller, limit: 1 }, ref, options);
  return hasItemAt('listTicketMessages', paging.listTicketMessages.items, count, (offset, limit) =>
    read(offset, options.signal, limit),
  );
}

/** Makes what reads a ticket's messages from an offset on. */
function messagesAt({ client, limit }: Seller, { id: ticketId }: BrandloversRef, options: BridgeOptions) {
  const names = paging.listTicketMessages;
  return (offset: number, signal: AbortSignal | undefined, most = limit) =>
    client.listTicketMessages({ ticketId, [names.offset]: offset, [names.limit]: most }, callOptions(options, signal));
}

/** What tells a message from others. */
const DOCUMENTED: readonly (keyof TicketMessage)[] = ['id', 'createdAt', 'body', 'visibility'];

/** Returns a key of a message, which a list that deviates from its model may have as null. */
function messageKey(message: TicketMessage | null): string {
  return digestOf(DOCUMENTED.map((name) => message?.[name] ?? null));
}

/**
 * Returns keys of the tickets that have an id: the rest of a ticket may change while it is read. Where none has one,
 * nothing tells them apart.
 */
function ticketKeys(tickets: readonly Ticket[]): readonly string[] {
  const ids = tickets.map((ticket: Ticket | null): unknown => ticket?.ticketId);
  const keys = ids.filter((id): id is string => typeof id === 'string' && id !== '');
  return keys.length > 0 ? keys : tickets.map(() => '');
}
