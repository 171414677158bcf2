import type { Brandlovers, CreateTicketInput, Ticket, TicketMessage, VoidResult } from '@ticketbridge/brandlovers';
import { isTicketbridgeError } from '@ticketbridge/http';
import { listOf } from '../answers.ts';
import { isNumber } from '../paging/concatenate.ts';
import { type Paged, type PageOrigin, type PageSource, paginate } from '../paging/paginate.ts';
import type { BrandloversRef } from '../ref.ts';
import type { BridgeOptions, MessagesOptions, Source, ThreadFilter } from '../source.ts';
import { statesWanted } from '../state.ts';
import { type Located, locate } from './locate.ts';
import { markedDescription } from './marker.ts';
import {
  type BrandloversCreateReceipt,
  type BrandloversMarked,
  type BrandloversMessage,
  type BrandloversNewThread,
  type BrandloversReceipt,
  type BrandloversThread,
  messageOf,
  threadOf,
} from './model.ts';
import { keepReceipt } from './receipt-of.ts';
import { newMarker, readWanted } from './wanted.ts';

/** What only BrandLovers can do. */
export interface BrandloversVerbs {
  /**
   * Opens a thread and writes its text to the customer. The vendor does not tell the new ticket's id: `locate` looks for
   * it. When it is not known whether the call succeeded, `receiptOf(error)` is the receipt to locate with.
   */
  createThread(input: BrandloversNewThread, options?: CreateThreadOptions): Promise<BrandloversCreateReceipt>;
  /**
   * Looks for the ticket that a created thread became: by its receipt, or by the marker alone. With a marker the open
   * tickets are read, and all of them only if none of these has it; without one, all.
   *
   * @throws TicketbridgeError `invalid-input` for a receipt that was damaged or is of another verb or account, with the
   * `field`; any kind while reading
   */
  locate(created: BrandloversCreateReceipt | BrandloversMarked, options?: BridgeOptions): Promise<Located>;
  /** Leaves a note that the customer does not see. */
  note(ref: BrandloversRef, text: string, options?: BridgeOptions): Promise<BrandloversReceipt>;
  /** Asks the vendor to close the thread. Accepted is not applied. */
  close(ref: BrandloversRef, options?: BridgeOptions): Promise<BrandloversReceipt>;
  /** Asks the vendor to reopen the thread. Accepted is not applied. */
  reopen(ref: BrandloversRef, options?: BridgeOptions): Promise<BrandloversReceipt>;
}

/** How to create a thread. */
export interface CreateThreadOptions extends BridgeOptions {
  /**
   * Writes a mark first into the ticket's `description`, never into the text to the customer, so that `locate` can be
   * sure. `true` makes a random one, which stands in the receipt. A key of your own, 1 to 64 characters out of a-z, 0-9,
   * ".", "_" and "-", can be located also where no receipt was kept. Default: no mark.
   */
  readonly marker?: boolean | string | undefined;
}

/** How a seller's tickets are read. */
export interface BrandloversSourceOptions {
  /** The name of this seller in refs. */
  readonly account: string;
  /** Items to ask for at once. Default: 100. The vendor documents no maximum, and may return fewer. */
  readonly pageSize?: number | undefined;
}

const TICKETS: PageOrigin = { vendor: 'brandlovers', operation: 'listTickets' };
const MESSAGES: PageOrigin = { vendor: 'brandlovers', operation: 'listTicketMessages' };

const STATUSES = ['OPEN', 'REOPENED', 'CLOSED'] as const;

/** The seller behind `client` as a source. */
export function brandloversSource(client: Brandlovers, options: BrandloversSourceOptions): Source<'brandlovers'> {
  const { account, pageSize: limit = 100 } = options;
  const vendor = 'brandlovers';

  const receipt = (verb: BrandloversReceipt['verb'], { id }: BrandloversRef, text?: string): BrandloversReceipt => ({
    vendor,
    account,
    verb,
    input: { id, ...(text !== undefined && { text }) },
    at: new Date().toISOString(),
    outcome: 'accepted',
  });
  const accepted = async <R>(receipt: R, answer: Promise<VoidResult>): Promise<R> => {
    await answer;
    return receipt;
  };
  const write = (
    visibility: 'CUSTOMER' | 'INTERNAL',
    ref: BrandloversRef,
    text: string,
    { signal }: BridgeOptions = {},
  ) =>
    accepted(
      receipt(visibility === 'CUSTOMER' ? 'reply' : 'note', ref, text),
      client.addTicketMessage({ ticketId: ref.id, visibility, body: text }, { signal }),
    );
  const setStatus = (ticketStatus: 'CLOSED' | 'REOPENED', ref: BrandloversRef, { signal }: BridgeOptions = {}) =>
    accepted(
      receipt(ticketStatus === 'CLOSED' ? 'close' : 'reopen', ref),
      client.setTicketStatus({ ticketId: ref.id, ticketStatus }, { signal }),
    );

  const readTickets = async (
    status: (typeof STATUSES)[number] | undefined,
    offset: number,
    signal: BridgeOptions['signal'],
  ) => {
    const { tickets } = await client.listTickets({ status, offset, limit }, { signal });
    return listOf<Ticket>(TICKETS, 'tickets', tickets);
  };
  /** The tickets in `status`, or all; none of those in `seen`, to which it adds. */
  const listing = (
    status: (typeof STATUSES)[number] | undefined,
    signal: AbortSignal | undefined,
    seen = new Set<string>(),
  ): PageSource<BrandloversThread, number> =>
    byOffset(`${vendor}:${account}:${status ?? 'all'}`, TICKETS, async (offset) => {
      const tickets = await readTickets(status, offset, signal);
      // A list that changes while it is read can repeat a ticket; one without an id is never taken for another.
      const items = tickets
        .map((ticket) => threadOf(account, ticket))
        .filter(({ ref }) => ref === undefined || (!seen.has(ref.id) && seen.add(ref.id)));
      return { items, received: tickets };
    });
  const lists = (filter: ThreadFilter): PageSource<BrandloversThread, number>[] => {
    const wanted = statesWanted(STATUSES, filter);
    // Without a filter one listing is enough, and it has the tickets in a state that we do not know too.
    const statuses = filter.active === undefined && wanted.length > 0 ? [undefined] : wanted;
    const seen = new Set<string>();
    return statuses.map((status) => listing(status, filter.signal, seen));
  };
  const messages = (ref: BrandloversRef, { signal, ...paging }: MessagesOptions): Paged<BrandloversMessage> => {
    const read = async (offset: number): Promise<readonly TicketMessage[]> => {
      const page = await client.listTicketMessages({ ticketId: ref.id, offset, limit }, { signal });
      return listOf<TicketMessage>(MESSAGES, 'messages', page.messages);
    };
    const pages = byOffset(`${vendor}:${account}:${ref.id}`, MESSAGES, async (offset) => {
      const received = await read(offset);
      return { items: received.map((message) => messageOf(ref, message)), received };
    });
    return paginate(pages, paging);
  };

  return {
    vendor,
    account,
    lists,
    messages,
    hydrate: async (thread) => thread,
    reply: (ref, text, options) => write('CUSTOMER', ref, text, options),
    verbs: {
      note: (ref, text, options) => write('INTERNAL', ref, text, options),
      close: (ref, options) => setStatus('CLOSED', ref, options),
      reopen: (ref, options) => setStatus('REOPENED', ref, options),
      createThread: async (input, { marker: option, signal } = {}) => {
        const marker = newMarker(option);
        const receipt: BrandloversCreateReceipt = {
          vendor,
          account,
          verb: 'createThread',
          input,
          at: new Date().toISOString(),
          outcome: 'accepted',
          ...(marker && { marker }),
        };
        const { orderId, type, from, text, customer } = input;
        const description = markedDescription(input.description, marker);
        const ticket: CreateTicketInput = { orderId, type, from, body: text, description, customer };
        try {
          await client.createTicket(ticket, { signal });
        } catch (error) {
          if (isTicketbridgeError(error) && error.outcome === 'unknown') {
            keepReceipt(error, { ...receipt, outcome: 'unknown' });
          }
          throw error;
        }
        return receipt;
      },
      locate: async (created, { signal } = {}) =>
        locate(readWanted(created, account), {
          open: paginate(listing('OPEN', signal)),
          all: paginate(listing(undefined, signal)),
        }),
    },
  };
}

/**
 * A list that is read by offset: on by the number of items received, since the vendor may return fewer than asked for,
 * until an empty page.
 */
function byOffset<Item>(
  list: string,
  origin: PageOrigin,
  read: (offset: number) => Promise<{ readonly items: readonly Item[]; readonly received: readonly unknown[] }>,
): PageSource<Item, number> {
  return {
    list,
    first: 0,
    isCursor: isNumber,
    open: () => async (offset) => {
      const { items, received } = await read(offset);
      const next = received.length > 0 ? offset + received.length : undefined;
      return { items, next, fingerprint: received.length > 0 ? JSON.stringify(received) : undefined, origin };
    },
  };
}
