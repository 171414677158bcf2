import { at, type JsonObject } from '../json.ts';
import type { Rules } from '../vendor.ts';
import type { Message, SellerAccount, Thread } from './account.ts';
import type { BrandloversOptions } from './options.ts';

/** Opens a ticket, which shows as late as the switch says. */
export function openTicket(account: SellerAccount, ticket: JsonObject, messages: readonly Message[]): void {
  const thread = account.open(ticket, messages);
  account.lateTickets.delay(thread, undefined, account.rules.ticketLag);
}

/** Adds a message, with what the switches say of its ticket's time and status. */
export function addMessage(account: SellerAccount, thread: Thread, message: Message): void {
  const { rules } = account;
  const isReopened = at(thread.ticket, 'status') === 'CLOSED' && rules.messageAfterClose === 'reopens';
  account.write(thread, message, {
    ...(!rules.messageKeepsUpdatedAt && { updatedAt: message.createdAt }),
    ...(isReopened && statusFields('REOPENED', message.createdAt, rules)),
  });
  account.lateMessages.delay(message, false, rules.messageLag);
}

/** Gives a ticket a status, which shows as late as the switch says. */
export function setStatus(account: SellerAccount, thread: Thread, status: string): void {
  const { rules } = account;
  const before = thread.ticket;
  account.edit(thread, statusFields(status, rules.now(), rules));
  account.lateTickets.delay(thread, before, rules.statusLag);
}

/** What changes of a ticket that is given a status. */
function statusFields(
  status: string,
  updatedAt: string,
  { reopeningKeepsClosedAt }: Rules<BrandloversOptions>,
): JsonObject {
  if (status === 'CLOSED') return { status, updatedAt, closedAt: updatedAt };
  return { status, updatedAt, ...(!reopeningKeepsClosedAt && { closedAt: undefined }) };
}
