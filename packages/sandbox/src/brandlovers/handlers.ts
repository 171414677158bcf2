import { randomUUID } from 'node:crypto';
import { done, type HandlerTable, heeding, type Listing, requiredText } from '../handler.ts';
import { at, type JsonObject, text } from '../json.ts';
import { mapped, type Sequence } from '../sorted-lists.ts';
import type { Rules } from '../vendor.ts';
import type { Message, SellerAccount, Thread } from './account.ts';
import type { BrandloversOptions } from './options.ts';

/** A seller's operations on the seller's own tickets. */
export const handlers: HandlerTable<SellerAccount> = {
  createTicket(account, { body }) {
    const createdAt = account.rules.now();
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
    account.open(ticket, note === undefined ? [opening] : [opening, readMessage(note, account.rules.now())]);
    return done();
  },

  addTicketMessage(account, { path, body }) {
    const thread = findThread(account, path);
    if (thread === undefined) return { example: 404 };
    const message = readMessage(body, account.rules.now());
    account.write(thread, message, { updatedAt: message.createdAt });
    return done();
  },

  listTicketMessages(account, { path }) {
    const thread = findThread(account, path);
    if (thread === undefined) return { example: 403 };
    // The vendor's model describes a message's id as the ticket's.
    const id = at(thread.ticket, 'ticketId');
    return listing(
      account.rules,
      mapped(thread.messages, (message) => ({ id, ...message })),
    );
  },

  setTicketStatus(account, { path, body }) {
    const thread = findThread(account, path);
    if (thread === undefined) return { example: 404 };
    const [status, updatedAt] = [requiredText(body, 'ticketStatus'), account.rules.now()];
    const closedAt = status === 'CLOSED' ? updatedAt : undefined;
    account.edit(thread, { status, updatedAt, closedAt });
    return done();
  },

  listTickets: heeding(['query/status'], (account, { parameter }) =>
    listing(
      account.rules,
      mapped(account.threads(text(parameter('query/status'))), ({ ticket }) => ticket),
    ),
  ),
};

function findThread(account: SellerAccount, path: JsonObject): Thread | undefined {
  return account.find(requiredText(path, 'ticketId'));
}

function readMessage(message: unknown, createdAt: string): Message {
  return { createdAt, body: requiredText(message, 'body'), visibility: requiredText(message, 'visibility') };
}

function listing(rules: Rules<BrandloversOptions>, all: Sequence<unknown>): Listing {
  return { all, rules: { size: rules.maxLimit, ignored: rules.ignoreOffset }, rest: { metadata: [] } };
}
