import type { Ticket, TicketMessage } from '@ticketbridge/brandlovers';
import { isTicketbridgeError, type TicketbridgeError } from '@ticketbridge/http';
import {
  type BrandloversCreateReceipt,
  type BrandloversMessage,
  type BrandloversNewThread,
  type BrandloversReceipt,
  type BrandloversThread,
  messageOf,
  threadOf,
} from '../brandlovers/model.ts';
import { keepReceipt } from '../brandlovers/receipt-of.ts';
import { newThread } from '../brandlovers/verbs.ts';
import { created, marker } from '../brandlovers/wanted.ts';
import { type Check, type Fields, id, is, oneOf, optional, optionsOf, readArguments, text } from '../checks.ts';
import { receiptFor } from '../receipt.ts';
import { type BrandloversRef, refOf } from '../ref.ts';
import { invalidInput } from '../refusal.ts';
import { payloadOf } from './payload.ts';

const vendor = 'brandlovers';
const ref = refOf([vendor], id);

/**
 * Makes the thread that the facade makes of a ticket.
 *
 * @throws TicketbridgeError `invalid-input`
 * @example
 * const thread = brandloversThread('shop', { ticketId: '4711', status: 'OPEN' });
 */
export function brandloversThread(account: string, raw: Ticket): BrandloversThread {
  const checks = { account: text, raw: payloadOf<Ticket>('Ticket') };
  const given = readArguments('brandloversThread', checks, [account, raw]);
  return threadOf(given.account, given.raw);
}

/**
 * Makes the message that the facade makes of a ticket's message.
 *
 * @throws TicketbridgeError `invalid-input`
 */
export function brandloversMessage(thread: BrandloversRef, raw: TicketMessage): BrandloversMessage {
  const checks = { thread: ref, raw: payloadOf<TicketMessage>('TicketMessage') };
  const given = readArguments('brandloversMessage', checks, [thread, raw]);
  return messageOf(given.thread, given.raw);
}

type Written = Exclude<BrandloversReceipt['verb'], 'createThread'>;

const nothing: Check<undefined> = is('left out', (value): value is undefined => value === undefined);

/** What each verb writes. */
const WRITTEN: Readonly<Record<Written, Check<string | undefined>>> = {
  reply: text,
  note: text,
  close: nothing,
  reopen: nothing,
};

/**
 * Makes the receipt of a write to a thread that was accepted now.
 *
 * @param written what was written by `reply` or `note`; the others write nothing
 * @throws TicketbridgeError `invalid-input`
 */
export function brandloversReceipt(verb: 'reply' | 'note', thread: BrandloversRef, written: string): BrandloversReceipt;
export function brandloversReceipt(verb: 'close' | 'reopen', thread: BrandloversRef): BrandloversReceipt;
export function brandloversReceipt(verb: Written, thread: BrandloversRef, written?: string): BrandloversReceipt {
  const checks: Fields<{ verb: Written; thread: BrandloversRef; text: string | undefined }> = {
    verb: oneOf(['reply', 'note', 'close', 'reopen']),
    thread: ref,
    text: (value, ...at) => WRITTEN[verb](value, ...at),
  };
  const given = readArguments('brandloversReceipt', checks, [verb, thread, written]);
  const input = { id: given.thread.id, ...(given.text !== undefined && { text: given.text }) };
  return receiptFor(given.thread, given.verb, input);
}

/** What of a receipt is not the input's. */
export interface CreateReceiptOptions {
  /** Default: `accepted`. */
  readonly outcome?: BrandloversCreateReceipt['outcome'] | undefined;
  /** The marker that the thread was created with. Default: none. */
  readonly marker?: string | undefined;
}

const OPTIONS = optionsOf<CreateReceiptOptions>({
  outcome: optional(oneOf(['accepted', 'unknown'] as const)),
  marker: optional(marker),
});

/**
 * Makes the receipt of a thread that was created now.
 *
 * @throws TicketbridgeError `invalid-input`
 */
export function brandloversCreateReceipt(
  account: string,
  input: BrandloversNewThread,
  options?: CreateReceiptOptions,
): BrandloversCreateReceipt {
  const checks = { account: text, input: newThread, options: OPTIONS };
  const given = readArguments('brandloversCreateReceipt', checks, [account, input, options]);
  if ((given.input.account ?? given.account) !== given.account) {
    throw invalidInput('brandloversCreateReceipt', 'input.account', 'is not the account of the receipt');
  }
  const { outcome = 'accepted', marker: mark } = given.options ?? {};
  const receipt = receiptFor({ vendor, account: given.account }, 'createThread', given.input);
  return { ...receipt, outcome, ...(mark && { marker: mark }) };
}

/**
 * Keeps a receipt beside an error, as a failed `createThread` does, and returns the error: `receiptOf` finds it.
 *
 * @throws TicketbridgeError `invalid-input`
 * @example
 * const lost = new TicketbridgeError('the answer was lost', { kind: 'network', outcome: 'unknown' });
 * const createThread = async () => {
 *   throw failedCreate(lost, brandloversCreateReceipt('shop', input, { outcome: 'unknown' }));
 * };
 */
export function failedCreate(error: TicketbridgeError, receipt: BrandloversCreateReceipt): TicketbridgeError {
  const checks = { error: is('a TicketbridgeError', isTicketbridgeError), receipt: created };
  const given = readArguments('failedCreate', checks, [error, receipt]);
  keepReceipt(given.error, receipt);
  return given.error;
}
