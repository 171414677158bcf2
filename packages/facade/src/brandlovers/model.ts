import type { Ticket, TicketMessage } from '@ticketbridge/brandlovers';
import type { Mapped } from '../anomalies.ts';
import { PayloadReader } from '../payload-reader.ts';
import type { BrandloversRef } from '../ref.ts';
import { type State, stateOf } from '../state.ts';
import { STATES } from './states.ts';

/** A BrandLovers ticket as a thread. */
export interface BrandloversThread extends Mapped {
  readonly kind: 'thread';
  readonly vendor: 'brandlovers';
  readonly account: string;
  /** Absent when the vendor listed the ticket without an id: it can be seen, but not addressed. */
  readonly ref: BrandloversRef | undefined;
  readonly state: State;
  readonly subject: string | undefined;
  readonly description: string | undefined;
  /** The kind of ticket; the vendor does not document its values. */
  readonly type: string | undefined;
  readonly priority: string | undefined;
  readonly customer: { readonly name: string | undefined; readonly phoneNumber: string | undefined } | undefined;
  /** An instant, or the vendor's text where that is no ISO 8601 instant. */
  readonly createdAt: Date | string | undefined;
  readonly updatedAt: Date | string | undefined;
  readonly closedAt: Date | string | undefined;
  /** The promised resolution time. */
  readonly sla: Date | string | undefined;
  /** The ticket as the vendor sent it. */
  readonly raw: Ticket;
}

/** A message of a BrandLovers thread. The vendor does not tell who wrote it. */
export interface BrandloversMessage extends Mapped {
  readonly vendor: 'brandlovers';
  readonly thread: BrandloversRef;
  /** As the vendor sent it; do not rely on it being unique within the thread. */
  readonly id: string | undefined;
  readonly text: string | undefined;
  /** An instant, or the vendor's text where that is no ISO 8601 instant. */
  readonly sentAt: Date | string | undefined;
  /** Who can read it: `CUSTOMER` or `INTERNAL`; the vendor may send another value. */
  readonly visibility: TicketMessage['visibility'] | undefined;
  /** The message as the vendor sent it. */
  readonly raw: TicketMessage;
}

/** A write at BrandLovers: what was asked for, and what is known of it. Plain JSON, to be kept. */
export interface BrandloversReceipt {
  readonly vendor: 'brandlovers';
  readonly account: string;
  readonly verb: 'reply' | 'note' | 'close' | 'reopen' | 'createThread';
  /** What was asked for. After `createThread` that is all there is: the vendor does not tell the new ticket's id. */
  readonly input: BrandloversNewThread | { readonly id: string; readonly text?: string };
  /** When the call was made, as an ISO 8601 instant. */
  readonly at: string;
  /** `accepted`: the vendor took it, which is not the same as applied. `unknown`: it may have happened. */
  readonly outcome: 'accepted' | 'unknown';
  /** What `locate` recognises the created ticket by, where one was asked for. */
  readonly marker?: string;
}

/** The receipt of a created thread, for `locate`. */
export interface BrandloversCreateReceipt extends BrandloversReceipt {
  readonly verb: 'createThread';
  readonly input: BrandloversNewThread;
}

/** A thread that was created with a marker of the caller's own, for `locate` where no receipt was kept. */
export interface BrandloversMarked {
  /** The account that it was created for; needed when there are several. */
  readonly account?: string | undefined;
  /** What `createThread` was given as `marker`. */
  readonly marker: string;
}

/** A thread to open at BrandLovers. Its text goes to the customer, by mobile push first whenever possible. */
export interface BrandloversNewThread {
  /** The account to open it for; needed when there are several. */
  readonly account?: string | undefined;
  readonly orderId: string;
  /** The kind of ticket; the vendor does not document its values. */
  readonly type: string;
  /** The sender's name as it is displayed. */
  readonly from: string;
  /** The text to the customer. */
  readonly text: string;
  readonly description?: string | undefined;
  readonly customer?: { readonly name?: string | undefined; readonly phoneNumber?: string | undefined } | undefined;
}

/** A ticket as a thread: what is not of the documented form stays in `raw` and is told in `anomalies`. */
export function threadOf(account: string, raw: Ticket): BrandloversThread {
  const ticket = new PayloadReader(raw);
  const id = ticket.id('ticketId');
  const status = ticket.text('status');
  const customer = ticket.object('customer');
  return {
    kind: 'thread',
    vendor: 'brandlovers',
    account,
    ref: id ? { vendor: 'brandlovers', account, id } : undefined,
    state: stateOf(STATES, status, status === undefined ? 'none' : 'field'),
    subject: ticket.text('subject'),
    description: ticket.text('description'),
    type: ticket.text('type'),
    priority: ticket.text('priority'),
    customer: customer && { name: customer.text('name'), phoneNumber: customer.text('phoneNumber') },
    createdAt: ticket.dateTime('createdAt'),
    updatedAt: ticket.dateTime('updatedAt'),
    closedAt: ticket.dateTime('closedAt'),
    sla: ticket.dateTime('sla'),
    ...ticket.rest(),
    raw,
  };
}

/** A ticket's message: what is not of the documented form stays in `raw` and is told in `anomalies`. */
export function messageOf(thread: BrandloversRef, raw: TicketMessage): BrandloversMessage {
  const message = new PayloadReader(raw);
  return {
    vendor: 'brandlovers',
    thread,
    id: message.text('id', 'required'),
    text: message.text('body', 'required'),
    sentAt: message.dateTime('createdAt', 'required'),
    visibility: message.text('visibility', 'required'),
    ...message.rest(),
    raw,
  };
}
