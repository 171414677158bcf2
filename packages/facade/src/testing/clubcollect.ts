import type { CompanyTicket, Ticket } from '@ticketbridge/clubcollect';
import { id, listOf, oneOf, optional, readArguments, text } from '../checks.ts';
import {
  type ClubcollectMessage,
  type ClubcollectMessageReceipt,
  type ClubcollectReceipt,
  type ClubcollectThread,
  type ClubcollectThreadFragment,
  fragmentsOf,
  listedMessageOf,
  messageOf,
  threadOf,
} from '../clubcollect/model.ts';
import { type List, STATES } from '../clubcollect/states.ts';
import { receiptFor } from '../receipt.ts';
import { type ClubcollectRef, refOf } from '../ref.ts';
import { type State, stateOf, statesWanted } from '../state.ts';
import { payloadOf } from './payload.ts';

const ref = refOf(['clubcollect'], id);
const ticket = payloadOf<Ticket>('Ticket');
const companyTicket = payloadOf<CompanyTicket>('CompanyTicket');
const list = oneOf(statesWanted(STATES, {}));

/**
 * Makes the thread that the facade makes of an invoice's tickets.
 *
 * @param seenIn the list in which it was seen, as a hydrated listing knows it. Default: none, as `thread` answers
 * @throws TicketbridgeError `invalid-input`
 */
export function clubcollectThread(thread: ClubcollectRef, raw: readonly Ticket[], seenIn?: List): ClubcollectThread {
  const checks = { thread: ref, raw: listOf(ticket), seenIn: optional(list) };
  const given = readArguments('clubcollectThread', checks, [thread, raw, seenIn]);
  return threadOf(given.thread, stateIn(given.seenIn), given.raw);
}

/**
 * Makes the fragments that the facade makes of a page of one of a company's lists: one for each invoice.
 *
 * @throws TicketbridgeError `invalid-input`
 */
export function clubcollectFragments(
  companyId: string,
  seenIn: List,
  raw: readonly CompanyTicket[],
): ClubcollectThreadFragment[] {
  const checks = { companyId: id, seenIn: list, raw: listOf(companyTicket) };
  const given = readArguments('clubcollectFragments', checks, [companyId, seenIn, raw]);
  return fragmentsOf(given.companyId, stateIn(given.seenIn), given.raw);
}

/**
 * Makes the message that the facade makes of an invoice's ticket.
 *
 * @throws TicketbridgeError `invalid-input`
 */
export function clubcollectMessage(thread: ClubcollectRef, raw: Ticket): ClubcollectMessage {
  const given = readArguments('clubcollectMessage', { thread: ref, raw: ticket }, [thread, raw]);
  return messageOf(given.thread, given.raw);
}

/**
 * Makes the message that the facade makes of a ticket of a company's list, which names its invoice.
 *
 * @throws TicketbridgeError `invalid-input`
 */
export function clubcollectListedMessage(companyId: string, raw: CompanyTicket): ClubcollectMessage {
  const given = readArguments('clubcollectListedMessage', { companyId: id, raw: companyTicket }, [companyId, raw]);
  return listedMessageOf(given.companyId, given.raw);
}

/**
 * Makes the receipt of a thread that was archived or assigned to support now.
 *
 * @throws TicketbridgeError `invalid-input`
 */
export function clubcollectReceipt(verb: 'archive' | 'assignToSupport', thread: ClubcollectRef): ClubcollectReceipt {
  const checks = { verb: oneOf(['archive', 'assignToSupport'] as const), thread: ref };
  const given = readArguments('clubcollectReceipt', checks, [verb, thread]);
  return { ...receiptFor(given.thread, given.verb, { id: given.thread.id }), ref: given.thread };
}

/**
 * Makes the receipt of a message that was created now.
 *
 * @param raw the created ticket, as the vendor answers; its `message` is taken for the text that was written
 * @throws TicketbridgeError `invalid-input`
 */
export function clubcollectMessageReceipt(
  verb: ClubcollectMessageReceipt['verb'],
  thread: ClubcollectRef,
  raw: Ticket,
): ClubcollectMessageReceipt {
  const checks = { verb: oneOf(['reply', 'createThread'] as const), thread: ref, raw: ticket };
  const given = readArguments('clubcollectMessageReceipt', checks, [verb, thread, raw]);
  const input = { id: given.thread.id, text: text(given.raw.message, 'raw.message', 'clubcollectMessageReceipt') };
  return {
    ...receiptFor(given.thread, given.verb, input),
    ref: given.thread,
    message: messageOf(given.thread, given.raw),
  };
}

function stateIn(seenIn: List | undefined): State {
  return stateOf(STATES, seenIn, seenIn === undefined ? 'none' : 'list');
}
