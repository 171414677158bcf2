import { undocumented } from '../deviation.ts';
import { type Answer, done, type HandlerTable, heeding, type Listing, requiredText } from '../handler.ts';
import { at, type JsonObject, text } from '../json.ts';
import type { Sequence } from '../sorted-lists.ts';
import type { Rules } from '../vendor.ts';
import type { Message, SellerAccount, Thread } from './account.ts';
import { addMessage, openTicket, setStatus } from './changes.ts';
import { listedDescription, newId } from './new-ticket.ts';
import type { BrandloversOptions } from './options.ts';
import { readMessages, readTickets } from './views.ts';

/** A seller's operations on the seller's own tickets. */
export const handlers: HandlerTable<SellerAccount> = {
  createTicket(account, { body }) {
    const { rules } = account;
    const createdAt = rules.now();
    const note = at(body, 'message');
    const ticket = {
      ticketId: newId(rules.ids),
      status: 'OPEN',
      type: at(body, 'type'),
      description: listedDescription(at(body, 'description'), rules.description),
      customer: at(body, 'customer'),
      createdAt,
      updatedAt: createdAt,
    };
    const opening = { createdAt, body: requiredText(body, 'body'), visibility: 'CUSTOMER' };
    openTicket(account, ticket, [
      ...(rules.textOfNewTicket === 'first-message' ? [opening] : []),
      ...(note === undefined ? [] : [readMessage(note, rules.now())]),
    ]);
    return done();
  },

  addTicketMessage(account, { path, body }) {
    const { rules } = account;
    const thread = findThread(account, path);
    if (thread === undefined) {
      return rules.writingUnknown === '404' ? { example: 404 } : undocumented(403, 'brandlovers.writingUnknown=403');
    }
    const isClosed = at(thread.ticket, 'status') === 'CLOSED';
    if (isClosed && rules.messageAfterClose === 'refused') return { example: 400 };
    addMessage(account, thread, readMessage(body, rules.now()));
    return done();
  },

  listTicketMessages(account, { path }) {
    const { rules } = account;
    const thread = findThread(account, path);
    if (thread) return listing(rules, readMessages(account, thread));
    return rules.readingUnknown === '403' ? { example: 403 } : undocumented(404, 'brandlovers.readingUnknown=404');
  },

  setTicketStatus(account, { path, body }) {
    const { rules } = account;
    const thread = findThread(account, path);
    if (thread === undefined) return { example: rules.writingUnknown === '404' ? 404 : 403 };
    const status = requiredText(body, 'ticketStatus');
    if (rules.sameStatus === 'refused' && at(thread.ticket, 'status') === status) return { example: 400 };
    setStatus(account, thread, status);
    return done();
  },

  listTickets: heeding(['query/status'], (account, { parameter }) =>
    listing(account.rules, readTickets(account, text(parameter('query/status')))),
  ),
};

function findThread(account: SellerAccount, path: JsonObject): Thread | undefined {
  return account.find(requiredText(path, 'ticketId'));
}

function readMessage(message: unknown, createdAt: string): Message {
  return { createdAt, body: requiredText(message, 'body'), visibility: requiredText(message, 'visibility') };
}

function listing(rules: Rules<BrandloversOptions>, all: Sequence<unknown>): Listing {
  const { maxLimit: size, offset: start, maxOffset, emptyList } = rules;
  const pastTheEnd = PAST_THE_END[rules.pastTheEnd];
  return {
    all,
    rules: { size, start, maxOffset, pastTheEnd, hidesEmpty: emptyList === 'left-out' },
    rest: { metadata: [] },
  };
}

const PAST_THE_END: Readonly<Record<Rules<BrandloversOptions>['pastTheEnd'], Answer | undefined>> = {
  empty: undefined,
  '400': { example: 400 },
  '404': undocumented(404, 'brandlovers.pastTheEnd=404'),
};
