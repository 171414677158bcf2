import type { Brandlovers, Ticket, TicketMessage, VoidResult } from '@ticketbridge/brandlovers';
import { instantOf } from './instant.ts';
import { listOf, pagingError } from './list-errors.ts';
import type { BrandloversRef } from './ref.ts';
import type { BridgeOptions, Source, ThreadsOptions } from './sources.ts';
import { type State, stateOf } from './state.ts';

/** A BrandLovers ticket as a thread. */
export interface BrandloversThread {
  readonly source: 'brandlovers';
  readonly account: string;
  /** Absent when the vendor listed the ticket without an id: it can be seen, but not addressed. */
  readonly ref: BrandloversRef | undefined;
  readonly state: State;
  readonly subject: string | undefined;
  readonly description: string | undefined;
  readonly type: string | undefined;
  readonly priority: string | undefined;
  readonly customer: Ticket['customer'];
  /** An instant, or the vendor's text where that is not ISO 8601 with a time zone. */
  readonly createdAt: Date | string | undefined;
  readonly updatedAt: Date | string | undefined;
  readonly closedAt: Date | string | undefined;
  /** The promised resolution time. */
  readonly sla: Date | string | undefined;
  /** The ticket as the vendor sent it. */
  readonly raw: Ticket;
}

/** A message of a BrandLovers thread. The vendor does not tell who wrote it. */
export interface BrandloversMessage {
  readonly source: 'brandlovers';
  readonly thread: BrandloversRef;
  /** As the vendor sent it; do not rely on it being unique within the thread. */
  readonly id: string;
  readonly text: string;
  /** An instant, or the vendor's text where that is not ISO 8601 with a time zone. */
  readonly sentAt: Date | string;
  /** Who can read it: `CUSTOMER` or `INTERNAL`; the vendor may send another value. */
  readonly visibility: TicketMessage['visibility'];
  /** The message as the vendor sent it. */
  readonly raw: TicketMessage;
}

/** A write that BrandLovers accepted, which is not the same as applied. It can be serialised. */
export interface BrandloversReceipt {
  readonly source: 'brandlovers';
  readonly account: string;
  readonly verb: 'reply' | 'note' | 'close' | 'reopen' | 'createThread';
  /** What was asked for. After `createThread` that is all there is: the vendor does not tell the new ticket's id. */
  readonly input: BrandloversNewThread | { readonly id: string; readonly text?: string };
  /** When the vendor accepted it, as an ISO 8601 instant. */
  readonly acceptedAt: string;
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

/** What only BrandLovers can do. */
export interface BrandloversVerbs {
  /** Opens a thread and writes its text to the customer. The vendor does not tell the new ticket's id. */
  createThread(input: BrandloversNewThread, options?: BridgeOptions): Promise<BrandloversReceipt>;
  /** Leaves a note that the customer does not see. */
  note(ref: BrandloversRef, text: string, options?: BridgeOptions): Promise<BrandloversReceipt>;
  /** Asks the vendor to close the thread. Accepted is not applied. */
  close(ref: BrandloversRef, options?: BridgeOptions): Promise<BrandloversReceipt>;
  /** Asks the vendor to reopen the thread. Accepted is not applied. */
  reopen(ref: BrandloversRef, options?: BridgeOptions): Promise<BrandloversReceipt>;
}

const PAGE_SIZE = 100;

/**
 * The seller behind `client` as a source.
 *
 * @param options.account the name of this seller in refs
 */
export function brandloversSource(client: Brandlovers, options: { readonly account: string }): Source<'brandlovers'> {
  const { account } = options;
  const source = 'brandlovers';

  const accepted = async (
    verb: BrandloversReceipt['verb'],
    input: BrandloversReceipt['input'],
    answer: Promise<VoidResult>,
  ): Promise<BrandloversReceipt> => {
    await answer;
    return { source, account, verb, input, acceptedAt: new Date().toISOString() };
  };
  const write = (visibility: 'CUSTOMER' | 'INTERNAL', { id }: BrandloversRef, text: string, options?: BridgeOptions) =>
    accepted(
      visibility === 'CUSTOMER' ? 'reply' : 'note',
      { id, text },
      client.addTicketMessage({ ticketId: id, visibility, body: text }, callOptions(options)),
    );
  const setStatus = (ticketStatus: 'CLOSED' | 'REOPENED', { id }: BrandloversRef, options?: BridgeOptions) =>
    accepted(
      ticketStatus === 'CLOSED' ? 'close' : 'reopen',
      { id },
      client.setTicketStatus({ ticketId: id, ticketStatus }, callOptions(options)),
    );

  async function* threads({ active, signal }: ThreadsOptions): AsyncGenerator<BrandloversThread> {
    const statuses =
      active === undefined ? [undefined] : active ? (['OPEN', 'REOPENED'] as const) : (['CLOSED'] as const);
    const seen = new Set<string>();
    for (const status of statuses) {
      const tickets = advance('listTickets', async (offset) => {
        const page = await client.listTickets({ status, offset, limit: PAGE_SIZE }, { signal });
        return listOf(source, 'listTickets', 'tickets', page.tickets);
      });
      for await (const ticket of tickets) {
        // Offset paging over a list that changes can repeat a ticket; one without an id is never taken for another.
        if (ticket.ticketId !== undefined && seen.has(ticket.ticketId)) continue;
        if (ticket.ticketId !== undefined) seen.add(ticket.ticketId);
        yield threadOf(account, ticket);
      }
    }
  }

  async function* messages(ref: BrandloversRef, { signal }: BridgeOptions): AsyncGenerator<BrandloversMessage> {
    const listed = advance('listTicketMessages', async (offset) => {
      const page = await client.listTicketMessages({ ticketId: ref.id, offset, limit: PAGE_SIZE }, { signal });
      return listOf(source, 'listTicketMessages', 'messages', page.messages);
    });
    for await (const message of listed) yield messageOf(ref, message);
  }

  return {
    source,
    account,
    threads,
    messages,
    reply: (ref, text, options) => write('CUSTOMER', ref, text, options),
    verbs: {
      note: (ref, text, options) => write('INTERNAL', ref, text, options),
      close: (ref, options) => setStatus('CLOSED', ref, options),
      reopen: (ref, options) => setStatus('REOPENED', ref, options),
      createThread: ({ account: _, text, ...input }, options) =>
        accepted(
          'createThread',
          { ...input, text },
          client.createTicket({ ...input, body: text }, callOptions(options)),
        ),
    },
  };
}

/**
 * Every item of a list that is read by offset: advanced by what was received, since the vendor may return fewer than
 * asked for, until an empty page.
 */
async function* advance<Item>(
  operation: string,
  readPage: (offset: number) => Promise<readonly Item[]>,
): AsyncGenerator<Item> {
  let previous = '';
  for (let offset = 0; ; ) {
    const items = await readPage(offset);
    if (items.length === 0) return;
    const page = JSON.stringify(items);
    if (page === previous) {
      throw pagingError(
        'brandlovers',
        operation,
        `offset ${offset} gave the same page again: the list does not advance`,
      );
    }
    previous = page;
    yield* items;
    offset += items.length;
  }
}

function threadOf(account: string, raw: Ticket): BrandloversThread {
  const { ticketId, status, subject, description, type, priority, customer } = raw;
  return {
    source: 'brandlovers',
    account,
    ref: ticketId === undefined ? undefined : { source: 'brandlovers', account, id: ticketId },
    state: stateOf(status, status === undefined ? 'none' : 'field', new Date().toISOString()),
    subject,
    description,
    type,
    priority,
    customer,
    createdAt: optionalInstant(raw.createdAt),
    updatedAt: optionalInstant(raw.updatedAt),
    closedAt: optionalInstant(raw.closedAt),
    sla: optionalInstant(raw.sla),
    raw,
  };
}

function messageOf(thread: BrandloversRef, raw: TicketMessage): BrandloversMessage {
  const { id, body, createdAt, visibility } = raw;
  return { source: 'brandlovers', thread, id, text: body, sentAt: instantOf(createdAt), visibility, raw };
}

function optionalInstant(text: string | undefined): Date | string | undefined {
  return text === undefined ? undefined : instantOf(text);
}

function callOptions(options: BridgeOptions | undefined): BridgeOptions {
  return { signal: options?.signal };
}
