import type { CompanyTicket, Ticket } from '@ticketbridge/clubcollect';
import type { Mapped } from '../anomalies.ts';
import { instantOf } from '../instant.ts';
import { PayloadReader } from '../payload-reader.ts';
import type { ClubcollectRef } from '../ref.ts';
import type { State } from '../state.ts';

interface Conversation extends Mapped {
  readonly vendor: 'clubcollect';
  readonly account: string;
  /** Absent when the vendor listed messages without their invoice: they can be seen, but not addressed. */
  readonly ref: ClubcollectRef | undefined;
  /** Known by the list in which the messages were seen: the vendor says it of a list, never of the thread. */
  readonly state: State;
}

/** All messages about an invoice. */
export interface ClubcollectThread extends Conversation {
  readonly kind: 'thread';
  /** In the vendor's order, which is not documented. */
  readonly messages: readonly ClubcollectMessage[];
  /** The tickets as the vendor sent them. */
  readonly raw: readonly Ticket[];
}

/**
 * What one page of one of a company's lists holds of a thread: its other messages may stand on another page or in another
 * list.
 */
export interface ClubcollectThreadFragment extends Conversation {
  readonly kind: 'fragment';
  /** The thread's messages on this page, oldest first. */
  readonly messages: readonly ClubcollectMessage[];
  /** The tickets as the vendor sent them. */
  readonly raw: readonly CompanyTicket[];
}

/** A message of a ClubCollect thread. The vendor does not tell who can read it. */
export interface ClubcollectMessage extends Mapped {
  readonly vendor: 'clubcollect';
  /** Absent when the vendor listed the message without its invoice. */
  readonly thread: ClubcollectRef | undefined;
  readonly id: string | undefined;
  readonly text: string | undefined;
  /** An instant, or the vendor's text where that is no ISO 8601 instant. */
  readonly sentAt: Date | string | undefined;
  /** Who wrote it: `CUSTOMER` or `COMPANY`; the vendor may send another value. */
  readonly sender: Ticket['sender'] | undefined;
  /** The ticket as the vendor sent it. */
  readonly raw: Ticket | CompanyTicket;
}

/** A write at ClubCollect: what was asked for, and that the vendor accepted it. Plain JSON, to be kept. */
export interface ClubcollectReceipt {
  readonly vendor: 'clubcollect';
  readonly account: string;
  readonly verb: 'reply' | 'createThread' | 'archive' | 'assignToSupport';
  readonly input: { readonly id: string; readonly text?: string };
  /** When the call was made, as an ISO 8601 instant. */
  readonly at: string;
  readonly outcome: 'accepted';
  readonly ref: ClubcollectRef;
}

/** A message that ClubCollect created. */
export interface ClubcollectMessageReceipt extends ClubcollectReceipt {
  readonly verb: 'reply' | 'createThread';
  /** The created message, as the vendor answered it. */
  readonly message: ClubcollectMessage;
}

/** A thread to open at ClubCollect: the first message about an invoice. Its text goes to the customer (inferred). */
export interface ClubcollectNewThread {
  /** The company to open it for; needed when there are several. */
  readonly account?: string | undefined;
  readonly invoiceId: string;
  /** The text to the customer. */
  readonly text: string;
}

/** Maps all tickets of an invoice to a thread. */
export function threadOf(ref: ClubcollectRef, state: State, raw: readonly Ticket[]): ClubcollectThread {
  const messages = raw.map((ticket) => messageOf(ref, ticket));
  return {
    kind: 'thread',
    vendor: 'clubcollect',
    account: ref.account,
    ref,
    state,
    messages,
    ...mappedAll(messages),
    raw,
  };
}

/** Maps the tickets of a list's page to one fragment for each invoice, in the order in which they first come. */
export function fragmentsOf(
  account: string,
  state: State,
  tickets: readonly CompanyTicket[],
): ClubcollectThreadFragment[] {
  const byInvoice = new Map<string | undefined, { messages: ClubcollectMessage[]; raw: CompanyTicket[] }>();
  for (const ticket of tickets) {
    const message = listedMessageOf(account, ticket);
    const held = byInvoice.get(message.thread?.id) ?? { messages: [], raw: [] };
    held.messages.push(message);
    held.raw.push(ticket);
    byInvoice.set(message.thread?.id, held);
  }
  return Array.from(byInvoice.values(), ({ messages, raw }): ClubcollectThreadFragment => {
    const ref = messages[0]?.thread;
    return { kind: 'fragment', vendor: 'clubcollect', account, ref, state, messages, ...mappedAll(messages), raw };
  });
}

/** Collects what the mapping of messages has to tell, with pointers into the list of their tickets. */
function mappedAll(messages: readonly ClubcollectMessage[]): Mapped {
  return {
    anomalies: messages.flatMap(({ anomalies }, index) =>
      anomalies.map(({ pointer, expected }) => ({ pointer: `/${index}${pointer}`, expected })),
    ),
    onlyInRaw: messages.flatMap(({ onlyInRaw }, index) => onlyInRaw.map((pointer) => `/${index}${pointer}`)),
  };
}

/** A ticket as a message: what is not of the documented form stays in `raw` and is told in `anomalies`. */
export function messageOf(thread: ClubcollectRef, raw: Ticket): ClubcollectMessage {
  return mapMessage(thread, new PayloadReader(raw), raw);
}

/** A ticket of a company's list as a message, which names its thread. */
export function listedMessageOf(account: string, raw: CompanyTicket): ClubcollectMessage {
  const ticket = new PayloadReader(raw);
  const id = ticket.id('invoice_id', 'required');
  return mapMessage(id === undefined ? undefined : { vendor: 'clubcollect', account, id }, ticket, raw);
}

function mapMessage(
  thread: ClubcollectRef | undefined,
  ticket: PayloadReader<Ticket>,
  raw: Ticket | CompanyTicket,
): ClubcollectMessage {
  const date = ticket.text('date', 'required');
  return {
    vendor: 'clubcollect',
    thread,
    id: ticket.text('ticket_id', 'required'),
    text: ticket.text('message', 'required'),
    sentAt: date === undefined ? undefined : instantOf(date),
    sender: ticket.text('sender', 'required'),
    ...ticket.rest(),
    raw,
  };
}
