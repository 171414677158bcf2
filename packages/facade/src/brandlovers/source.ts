import type { Brandlovers, CreateTicketInput, Ticket, TicketMessage } from '@ticketbridge/brandlovers';
import { isTicketbridgeError } from '@ticketbridge/http';
import { argumentOf, clientOf, optional, positive, readArguments, type Signatures, text } from '../checks.ts';
import type { BridgeOptions, ThreadFilter } from '../options.ts';
import { digestOf } from '../paging/digest.ts';
import type { PageList } from '../paging/list.ts';
import { paged } from '../paging/paged.ts';
import { SeenPages } from '../paging/seen-pages.ts';
import { listOf, type Origin } from '../refusal.ts';
import { eachThreadOnce } from '../selection.ts';
import type { Source } from '../source.ts';
import { statesWanted } from '../state.ts';
import { locate } from './locate.ts';
import { markedDescription } from './marker.ts';
import {
  type BrandloversCreateReceipt,
  type BrandloversMessage,
  type BrandloversNewThread,
  type BrandloversReceipt,
  type BrandloversThread,
  messageOf,
  threadOf,
} from './model.ts';
import { offsetList } from './offset-list.ts';
import { keepReceipt } from './receipt-of.ts';
import { STATES, type Status } from './states.ts';
import { type BrandloversVerbs, type CreateThreadOptions, SIGNATURES } from './verbs.ts';
import { wantedOf } from './wanted.ts';

/** How a seller's tickets are read. */
export interface BrandloversSourceOptions {
  /** The name of this seller in refs. */
  readonly account: string;
  /** Items to ask for at once, from 1. Default: 100. The vendor documents no maximum, and may return fewer. */
  readonly pageSize?: number | undefined;
}

const TICKETS: Origin = { vendor: 'brandlovers', operation: 'listTickets' };
const MESSAGES: Origin = { vendor: 'brandlovers', operation: 'listTicketMessages' };

const SIGNATURE = {
  client: clientOf<Brandlovers>('createBrandlovers', [
    'createTicket',
    'addTicketMessage',
    'listTicketMessages',
    'setTicketStatus',
    'listTickets',
  ]),
  options: argumentOf<BrandloversSourceOptions>({ account: text, pageSize: optional(positive) }),
};

/**
 * Makes a source of the seller behind a client.
 *
 * @throws TicketbridgeError `invalid-input`
 */
export function brandloversSource(client: Brandlovers, options: BrandloversSourceOptions): Source<'brandlovers'> {
  const checked = readArguments('brandloversSource', SIGNATURE, [client, options]);
  return new Seller(checked.client, checked.options);
}

class Seller implements Source<'brandlovers'> {
  readonly vendor: 'brandlovers' = 'brandlovers';
  readonly account: string;
  readonly signatures: Signatures = SIGNATURES;
  readonly verbs: BrandloversVerbs;
  readonly #client: Brandlovers;
  readonly #limit: number;

  constructor(client: Brandlovers, { account, pageSize = 100 }: BrandloversSourceOptions) {
    this.account = account;
    this.#client = client;
    this.#limit = pageSize;
    this.verbs = {
      note: ({ id }, text, options) => this.#write('note', id, text, options),
      close: ({ id }, options) => this.#setStatus('close', id, options),
      reopen: ({ id }, options) => this.#setStatus('reopen', id, options),
      createThread: (input, options) => this.#createThread(input, options),
      locate: (given, options) =>
        locate(wantedOf(given), { open: this.#tickets('OPEN', options), all: this.#tickets(undefined, options) }),
    };
  }

  lists({ active, turn, ...call }: ThreadFilter): PageList<BrandloversThread>[] {
    const wanted = statesWanted(STATES, { active, turn });
    // Without a filter one listing is enough, and it has the tickets in a state that we do not know too.
    const statuses = active === undefined && wanted.length > 0 ? [undefined] : wanted;
    const seen = new SeenPages();
    return statuses.map((status) => this.#list(status, seen, call));
  }

  async hydrate(thread: BrandloversThread): Promise<BrandloversThread> {
    return thread;
  }

  messages(id: string, options: BridgeOptions): PageList<BrandloversMessage> {
    const { vendor, account } = this;
    return offsetList<TicketMessage, BrandloversMessage>({
      name: `messages of ${id}`,
      origin: MESSAGES,
      seen: new SeenPages(),
      read: async (offset, signal) => {
        const input = { ticketId: id, offset, limit: this.#limit };
        const { messages } = await this.#client.listTicketMessages(input, { ...options, signal });
        return listOf<TicketMessage>(MESSAGES, 'messages', messages);
      },
      // The vendor's id of a message is the ticket's.
      keysOf: (received) => received.map(digestOf),
      itemOf: (message) => messageOf({ vendor, account, id }, message),
    });
  }

  reply(id: string, text: string, options: BridgeOptions): Promise<BrandloversReceipt> {
    return this.#write('reply', id, text, options);
  }

  #list(status: Status | undefined, seen: SeenPages, options: BridgeOptions): PageList<BrandloversThread> {
    return offsetList<Ticket, BrandloversThread>({
      name: `tickets ${status ?? 'in any status'}`,
      origin: TICKETS,
      seen,
      read: async (offset, signal) => {
        const input = { status, offset, limit: this.#limit };
        const { tickets } = await this.#client.listTickets(input, { ...options, signal });
        return listOf<Ticket>(TICKETS, 'tickets', tickets);
      },
      keysOf: ticketKeys,
      itemOf: (ticket) => threadOf(this.account, ticket),
    });
  }

  #tickets(status: Status | undefined, { signal, ...call }: BridgeOptions = {}): AsyncIterable<BrandloversThread> {
    const { vendor, account } = this;
    return paged({
      parts: [{ vendor, account, lists: () => [this.#list(status, new SeenPages(), call)] }],
      options: { signal },
      selection: () => eachThreadOnce<BrandloversThread>(true),
      complete: async (thread) => thread,
    });
  }

  async #write(verb: 'reply' | 'note', id: string, text: string, options: BridgeOptions = {}) {
    const receipt = this.#receipt(verb, { id, text });
    const visibility = verb === 'reply' ? 'CUSTOMER' : 'INTERNAL';
    await this.#client.addTicketMessage({ ticketId: id, visibility, body: text }, options);
    return receipt;
  }

  async #setStatus(verb: 'close' | 'reopen', id: string, options: BridgeOptions = {}) {
    const receipt = this.#receipt(verb, { id });
    const ticketStatus = verb === 'close' ? 'CLOSED' : 'REOPENED';
    await this.#client.setTicketStatus({ ticketId: id, ticketStatus }, options);
    return receipt;
  }

  async #createThread(
    input: BrandloversNewThread,
    { marker: option = false, ...options }: CreateThreadOptions = {},
  ): Promise<BrandloversCreateReceipt> {
    const marker = option === true ? crypto.randomUUID() : option || undefined;
    const receipt = { ...this.#receipt('createThread', input), ...(marker && { marker }) };
    const { orderId, type, from, text, customer } = input;
    const description = markedDescription(input.description, marker);
    const ticket: CreateTicketInput = { orderId, type, from, body: text, description, customer };
    try {
      await this.#client.createTicket(ticket, options);
    } catch (error) {
      if (isTicketbridgeError(error) && error.outcome === 'unknown') {
        keepReceipt(error, { ...receipt, outcome: 'unknown' });
      }
      throw error;
    }
    return receipt;
  }

  /** A receipt of what is about to be asked for, with the time of the call. */
  #receipt<V extends BrandloversReceipt['verb'], I extends BrandloversReceipt['input']>(verb: V, input: I) {
    const { vendor, account } = this;
    return { vendor, account, verb, input, at: new Date().toISOString(), outcome: 'accepted' as const };
  }
}

/**
 * Returns keys of the tickets that have an id: the rest of a ticket may change while it is read. Where none has one,
 * nothing tells them apart.
 */
function ticketKeys(tickets: readonly Ticket[]): readonly string[] {
  const ids = tickets.map((ticket): unknown => Object(ticket).ticketId).filter((id) => typeof id === 'string' && id);
  return ids.length > 0 ? ids.map((id) => `id ${id}`) : tickets.map(() => 'without an id');
}
