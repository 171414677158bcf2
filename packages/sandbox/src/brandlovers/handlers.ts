import { randomUUID } from 'node:crypto';
import { done, type HandlerTable, heeding, type Listing, requiredText } from '../handler.ts';
import { at } from '../json.ts';
import type { Rules } from '../vendor.ts';
import { findThread, type Message, type SellerAccount } from './account.ts';
import type { BrandloversOptions } from './options.ts';

/** A seller's operations on the seller's own tickets. */
export const handlers: HandlerTable<SellerAccount> = {
  createTicket({ threads, rules }, { body }) {
    const createdAt = rules.now();
    const note = at(body, 'message');
    const ticket = {
      ticketId: randomUUID(),
      status: 'OPEN',
      type: at(body, 'type'),
      description: at(body, 'description'),
      customer: at(body, 'customer'),
      createdAt,
      updatedAt: createdAt,
    };
    const opening = { createdAt, body: requiredText(body, 'body'), visibility: 'CUSTOMER' };
    threads.push({ ticket, messages: note === undefined ? [opening] : [opening, readMessage(note, rules.now())] });
    return done();
  },

  addTicketMessage(account, { path, body }) {
    const thread = findThread(account, path);
    if (thread === undefined) return { example: 404 };
    const message = readMessage(body, account.rules.now());
    thread.messages.push(message);
    thread.ticket = { ...thread.ticket, updatedAt: message.createdAt };
    return done();
  },

  listTicketMessages(account, { path }) {
    const thread = findThread(account, path);
    if (thread === undefined) return { example: 403 };
    // The vendor's model describes a message's id as the ticket's.
    const messages = thread.messages.map((message) => ({ id: at(thread.ticket, 'ticketId'), ...message }));
    return listing(account.rules, messages);
  },

  setTicketStatus(account, { path, body }) {
    const thread = findThread(account, path);
    if (thread === undefined) return { example: 404 };
    const [status, updatedAt] = [requiredText(body, 'ticketStatus'), account.rules.now()];
    const closedAt = status === 'CLOSED' ? updatedAt : undefined;
    thread.ticket = { ...thread.ticket, status, updatedAt, closedAt };
    return done();
  },

  listTickets: heeding(['query/status'], ({ threads, rules }, { parameter }) => {
    const tickets = threads.map(({ ticket }) => ticket);
    const status = parameter('query/status');
    const listed = status === undefined ? tickets : tickets.filter((ticket) => at(ticket, 'status') === status);
    return listing(rules, listed);
  }),
};

function readMessage(message: unknown, createdAt: string): Message {
  return { createdAt, body: requiredText(message, 'body'), visibility: requiredText(message, 'visibility') };
}

function listing(rules: Rules<BrandloversOptions>, all: readonly unknown[]): Listing {
  return { all, rules: { size: rules.maxLimit, ignored: rules.ignoreOffset }, rest: { metadata: [] } };
}
