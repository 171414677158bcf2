import { randomUUID } from 'node:crypto';
import { type Answer, type Handlers, requiredNumber, requiredText } from './handler.ts';
import { at, type JsonObject } from './json.ts';
import type { BrandloversSeller } from './seed.ts';

interface Thread {
  /** As the API shows it. */
  ticket: JsonObject;
  readonly messages: Message[];
}

interface Message {
  readonly createdAt: string;
  readonly body: string;
  readonly visibility: string;
}

export interface SellerRules {
  /** Items that a page holds at most, whatever is asked for. */
  readonly maxLimit: number;
  /** Every offset is the start of the list. */
  readonly ignoreOffset: boolean;
  now(): string;
}

/** One seller's operations on the seller's own tickets. */
export function sellerHandlers(seller: BrandloversSeller, rules: SellerRules): Handlers {
  const threads = seller.tickets.map(
    ({ messages, ...ticket }): Thread => ({ ticket: { ...ticket }, messages: [...messages] }),
  );
  const find = (path: JsonObject): Thread | undefined =>
    threads.find(({ ticket }) => at(ticket, 'ticketId') === at(path, 'ticketId'));

  return {
    createTicket({ body }) {
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
      return { status: 200 };
    },

    addTicketMessage({ path, body }) {
      const thread = find(path);
      if (thread === undefined) return { example: 404 };
      const message = readMessage(body, rules.now());
      thread.messages.push(message);
      thread.ticket = { ...thread.ticket, updatedAt: message.createdAt };
      return { status: 200 };
    },

    listTicketMessages({ path, query }) {
      const thread = find(path);
      if (thread === undefined) return { example: 403 };
      // The vendor's model describes a message's id as the ticket's.
      const messages = thread.messages.map((message) => ({ id: at(thread.ticket, 'ticketId'), ...message }));
      return page(query, rules, 'messages', messages);
    },

    setTicketStatus({ path, body }) {
      const thread = find(path);
      if (thread === undefined) return { example: 404 };
      const [status, updatedAt] = [requiredText(body, 'ticketStatus'), rules.now()];
      thread.ticket = {
        ...thread.ticket,
        status,
        updatedAt,
        closedAt: status === 'CLOSED' ? updatedAt : undefined,
      };
      return { status: 200 };
    },

    listTickets({ query }) {
      const tickets = threads.map(({ ticket }) => ticket);
      const status = at(query, 'status');
      return page(
        query,
        rules,
        'tickets',
        status === undefined ? tickets : tickets.filter((ticket) => at(ticket, 'status') === status),
      );
    },
  };
}

function readMessage(message: unknown, createdAt: string): Message {
  return { createdAt, body: requiredText(message, 'body'), visibility: requiredText(message, 'visibility') };
}

function page(query: JsonObject, rules: SellerRules, name: string, all: readonly unknown[]): Answer {
  const offset = rules.ignoreOffset ? 0 : requiredNumber(query, 'offset');
  const limit = Math.min(requiredNumber(query, 'limit'), rules.maxLimit);
  return { status: 200, body: { [name]: all.slice(offset, offset + limit), metadata: [] } };
}
