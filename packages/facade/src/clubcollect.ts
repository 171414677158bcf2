import type { Clubcollect, CompanyTicket, Ticket, VoidResult } from '@ticketbridge/clubcollect';
import { instantOf } from './instant.ts';
import { listOf, pagingError } from './list-errors.ts';
import type { ClubcollectRef } from './ref.ts';
import type { BridgeOptions, Source, ThreadsOptions } from './sources.ts';
import { type State, stateOf } from './state.ts';

/**
 * What one of a company's lists holds of a thread. An invoice's messages can be spread over several lists, so it is not
 * the whole thread: read that with `messages(fragment.ref)`.
 */
export interface ClubcollectThreadFragment {
  readonly source: 'clubcollect';
  readonly account: string;
  readonly ref: ClubcollectRef;
  /** Where the messages were seen: the vendor says it of a list, never of the thread. */
  readonly state: State;
  /** The thread's messages in this list, oldest first. */
  readonly messages: readonly ClubcollectMessage[];
  /** The tickets as the vendor sent them. */
  readonly raw: readonly CompanyTicket[];
}

/** A message of a ClubCollect thread. The vendor does not tell who can read it. */
export interface ClubcollectMessage {
  readonly source: 'clubcollect';
  readonly thread: ClubcollectRef;
  readonly id: string;
  readonly text: string;
  /** An instant, or the vendor's text where that is not ISO 8601 with a time zone. */
  readonly sentAt: Date | string;
  /** Who wrote it: `CUSTOMER` or `COMPANY`; the vendor may send another value. */
  readonly sender: Ticket['sender'];
  /** The ticket as the vendor sent it. */
  readonly raw: Ticket | CompanyTicket;
}

/** A write that ClubCollect accepted. It can be serialised. */
export interface ClubcollectReceipt {
  readonly source: 'clubcollect';
  readonly account: string;
  readonly verb: 'reply' | 'createThread' | 'archive' | 'assignToSupport';
  readonly input: { readonly id: string; readonly text?: string };
  /** When the vendor accepted it, as an ISO 8601 instant. */
  readonly acceptedAt: string;
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

/** What only ClubCollect can do. */
export interface ClubcollectVerbs {
  /** Writes the first message about an invoice. */
  createThread(input: ClubcollectNewThread, options?: BridgeOptions): Promise<ClubcollectMessageReceipt>;
  /** Archives all messages of the thread. There is no undo. */
  archive(ref: ClubcollectRef, options?: BridgeOptions): Promise<ClubcollectReceipt>;
  /** Hands the thread to ClubCollect's support. There is no undo; what it changes is not documented. */
  assignToSupport(ref: ClubcollectRef, options?: BridgeOptions): Promise<ClubcollectReceipt>;
}

/**
 * A company of the partner behind `client` as a source.
 *
 * @param options.companyId the company; it is also the account in refs
 */
export function clubcollectSource(client: Clubcollect, options: { readonly companyId: string }): Source<'clubcollect'> {
  const { companyId: account } = options;
  const source = 'clubcollect';
  const refOf = (id: string): ClubcollectRef => ({ source, account, id });

  const create = async (
    verb: ClubcollectMessageReceipt['verb'],
    id: string,
    text: string,
    options?: BridgeOptions,
  ): Promise<ClubcollectMessageReceipt> => {
    const raw = await client.createInvoiceTicket({ invoiceId: id, message: text }, { signal: options?.signal });
    return { ...receipt(verb, id, { text }), verb, message: messageOf(refOf(id), raw) };
  };
  const receipt = (
    verb: ClubcollectReceipt['verb'],
    id: string,
    input: { text?: string } = {},
  ): ClubcollectReceipt => ({
    source,
    account,
    verb,
    input: { id, ...input },
    acceptedAt: new Date().toISOString(),
    ref: refOf(id),
  });
  const act = async (verb: ClubcollectReceipt['verb'], { id }: ClubcollectRef, answer: Promise<VoidResult>) => {
    await answer;
    return receipt(verb, id);
  };

  async function* threads({ active, signal }: ThreadsOptions): AsyncGenerator<ClubcollectThreadFragment> {
    const lists = [
      ...(active === false ? [] : (['unanswered', 'answered'] as const)),
      ...(active ? [] : (['archived'] as const)),
    ];
    for (const status of lists) {
      const byInvoice = new Map<string, CompanyTicket[]>();
      for await (const ticket of companyTickets(client, account, status, signal)) {
        const tickets = byInvoice.get(ticket.invoice_id);
        if (tickets) tickets.push(ticket);
        else byInvoice.set(ticket.invoice_id, [ticket]);
      }
      const state = stateOf(status, 'list', new Date().toISOString());
      for (const [invoiceId, raw] of byInvoice) {
        const ref = refOf(invoiceId);
        yield { source, account, ref, state, messages: raw.map((ticket) => messageOf(ref, ticket)), raw };
      }
    }
  }

  async function* messages(ref: ClubcollectRef, { signal }: BridgeOptions): AsyncGenerator<ClubcollectMessage> {
    const { tickets } = await client.listInvoiceTickets({ invoiceId: ref.id }, { signal });
    for (const ticket of listOf(source, 'listInvoiceTickets', 'tickets', tickets)) yield messageOf(ref, ticket);
  }

  return {
    source,
    account,
    threads,
    messages,
    reply: ({ id }, text, options) => create('reply', id, text, options),
    verbs: {
      createThread: ({ invoiceId, text }, options) => create('createThread', invoiceId, text, options),
      archive: (ref, options) =>
        act('archive', ref, client.archiveInvoiceTickets({ invoiceId: ref.id }, { signal: options?.signal })),
      assignToSupport: (ref, options) =>
        act(
          'assignToSupport',
          ref,
          client.assignInvoiceTicketsToSupport({ invoiceId: ref.id }, { signal: options?.signal }),
        ),
    },
  };
}

/** Every ticket of one of a company's lists, page by page; a page that is not the one asked for ends it. */
async function* companyTickets(
  client: Clubcollect,
  companyId: string,
  status: 'unanswered' | 'answered' | 'archived',
  signal: AbortSignal | undefined,
): AsyncGenerator<CompanyTicket> {
  const operation = 'listCompanyTickets';
  for (let page = 1, last = 1; page <= last; page += 1) {
    const answer = await client.listCompanyTickets({ companyId, status, page }, { signal });
    const { page_number: number, total_pages: total } = answer.page;
    if (number !== page) {
      throw pagingError('clubcollect', operation, `asked for page ${page}, the answer says it is page ${number}`);
    }
    last = total;
    yield* listOf('clubcollect', operation, 'tickets', answer.tickets);
  }
}

function messageOf(thread: ClubcollectRef, raw: Ticket | CompanyTicket): ClubcollectMessage {
  const { ticket_id: id, message: text, date, sender } = raw;
  return { source: 'clubcollect', thread, id, text, sentAt: instantOf(date), sender, raw };
}
