import { at, type JsonObject } from '../json.ts';
import { mapped, type Sequence } from '../sorted-lists.ts';
import type { Message, SellerAccount, Thread } from './account.ts';

/** Reads the list of the tickets in a status, or in any, as the switches have it. */
export function readTickets(account: SellerAccount, status: string | undefined): Sequence<JsonObject> {
  const { rules, lateTickets } = account;
  const isAsKept = rules.ticketOrder === 'oldest-first' && !rules.openIncludesReopened && lateTickets.isDone;
  const tickets = isAsKept ? mapped(account.threads(status), ({ ticket }) => ticket) : view(account, status);
  countRead(account);
  return tickets;
}

/** Reads the list of a ticket's messages, as the switches have it. */
export function readMessages(account: SellerAccount, { ticket, messages }: Thread): Sequence<JsonObject> {
  const { rules, lateMessages } = account;
  const ticketId = at(ticket, 'ticketId');
  // The vendor's model describes a message's id as the ticket's.
  const show = (message: Message) => ({
    id: rules.messageId === 'of-the-ticket' ? ticketId : `${ticketId}-${messages.indexOf(message)}`,
    ...message,
  });
  const listed = lateMessages.isDone ? messages : messages.filter((message) => lateMessages.shown(message, true));
  countRead(account);
  return mapped(rules.messageOrder === 'oldest-first' ? listed : listed.toReversed(), show);
}

function countRead({ lateTickets, lateMessages }: SellerAccount): void {
  lateTickets.read();
  lateMessages.read();
}

function view(account: SellerAccount, status: string | undefined): JsonObject[] {
  const { rules, lateTickets } = account;
  const threads = account.threads();
  const tickets = threads
    .slice(0, threads.length)
    .map((thread) => lateTickets.shown(thread, thread.ticket))
    .filter((ticket) => ticket !== undefined);
  const wanted = status === 'OPEN' && rules.openIncludesReopened ? ['OPEN', 'REOPENED'] : [status];
  const listed = tickets.filter((ticket) => status === undefined || wanted.some((one) => one === at(ticket, 'status')));
  if (rules.ticketOrder === 'oldest-first') return listed;
  const newestFirst = listed.toReversed();
  return rules.ticketOrder === 'newest-first' ? newestFirst : newestFirst.sort((a, b) => updated(b) - updated(a));
}

function updated(ticket: JsonObject): number {
  return Date.parse(String(at(ticket, 'updatedAt') ?? at(ticket, 'createdAt'))) || 0;
}
