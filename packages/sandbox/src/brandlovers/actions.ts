import { type ActionTable, action } from '../action.ts';
import { newId as anId, oneOf, record, text, wholeNumber } from '../control/shape.ts';
import { suggest } from '../nearest.ts';
import { invalidInput } from '../sandbox-error.ts';
import type { SellerAccount, Thread } from './account.ts';
import { addMessage, openTicket, setStatus } from './changes.ts';
import type { BrandloversMessage, BrandloversTicket } from './data.ts';
import { newId } from './new-ticket.ts';

/** A message that somebody wrote. */
export interface BrandloversWritten {
  readonly createdAt: string;
}

/** A ticket that a customer opens. */
export interface BrandloversOpening
  extends Pick<BrandloversTicket, 'subject' | 'description' | 'type' | 'priority' | 'customer'> {
  /** The customer's text, which is the first message. */
  readonly text: string;
  /** The name of the seller to whom the customer turns. Default: the first seller's. */
  readonly seller?: string | undefined;
  /** Different from that of every other ticket. Default: one as the sandbox makes it. */
  readonly ticketId?: string | undefined;
}

/**
 * What happens at BrandLovers without a call of its API, at the time of the sandbox's clock. Each method throws a
 * SandboxError of the kind `invalid-input` for an argument that is wrong; `field` names it; or, with a `file` that does not
 * take the change, of the kind `cannot-save`: then nothing has happened.
 */
export interface BrandloversActions {
  /** Adds a message of the customer's. The API says of no message who wrote it: it is visible to the customer. */
  customerWrites(ticketId: string, text: string): BrandloversWritten;
  /** Opens a ticket, whose status is `OPEN`. */
  customerOpensTicket(opening: BrandloversOpening): { readonly ticketId: string };
  /** Adds a message of somebody on the seller's side. `visibility`, by default `CUSTOMER`, says who can read it. */
  colleagueWrites(
    ticketId: string,
    text: string,
    options?: { readonly visibility?: BrandloversMessage['visibility'] | undefined },
  ): BrandloversWritten;
  /** Gives a ticket a status: one that it has already, and `OPEN`, which no call of the API can set, as well. */
  statusChanges(ticketId: string, status: BrandloversTicket['status']): void;
  /** Deletes a ticket with its messages. */
  ticketDisappears(ticketId: string): void;
  /** Deletes the message at an index of a ticket's messages; 0 is the oldest. */
  messageDisappears(ticketId: string, index: number): void;
}

const ticketId = text('The id of a ticket, of whichever seller');
const words = text('The text of the message');
const writing = { ticketId, text: words };
const written = { type: 'object', properties: { createdAt: { type: 'string' } }, required: ['createdAt'] };

const table = {
  customerWrites: action({
    summary: 'The customer writes on a ticket',
    input: record<{ ticketId: string; text: string }>(writing),
    result: written,
    act: (sellers: readonly SellerAccount[], { ticketId, text }) => write(sellers, ticketId, text, 'CUSTOMER'),
  }),

  customerOpensTicket: action({
    summary: 'A customer opens a ticket',
    input: record<Pick<BrandloversOpening, 'text'>, Omit<BrandloversOpening, 'text'>>(
      { text: words },
      {
        seller: text("The seller's name; the first seller's, if left out"),
        ticketId: anId('An id that no ticket has; one that the sandbox makes, if left out'),
        subject: text('Its subject'),
        description: text('Its description'),
        type: text('Its type'),
        priority: text('Its priority'),
        customer: record<object, { name: string; phoneNumber: string }>(
          {},
          { name: text("The customer's name"), phoneNumber: text("The customer's number") },
        ),
      },
    ),
    result: { type: 'object', properties: { ticketId: { type: 'string' } }, required: ['ticketId'] },
    act(sellers: readonly SellerAccount[], { text, seller, ticketId: chosen, ...fields }) {
      const account = findSeller(sellers, seller);
      const ticketId = chosen ?? newId(account.rules.ids);
      if (sellers.some((other) => other.find(ticketId))) throw invalidInput('ticketId', 'must differ from all others');
      const createdAt = account.rules.now();
      const message = { createdAt, body: text, visibility: 'CUSTOMER' };
      openTicket(account, { ticketId, status: 'OPEN', ...fields, createdAt, updatedAt: createdAt }, [message]);
      return { ticketId };
    },
  }),

  colleagueWrites: action({
    summary: "Somebody on the seller's side writes on a ticket",
    input: record<{ ticketId: string; text: string }, Pick<BrandloversMessage, 'visibility'>>(writing, {
      visibility: oneOf(['CUSTOMER', 'INTERNAL'], 'Who can read it; CUSTOMER, if left out'),
    }),
    result: written,
    act: (sellers: readonly SellerAccount[], { ticketId, text, visibility = 'CUSTOMER' }) =>
      write(sellers, ticketId, text, visibility),
  }),

  statusChanges: action({
    summary: 'A ticket gets a status',
    input: record<Pick<Required<BrandloversTicket>, 'ticketId' | 'status'>>({
      ticketId,
      status: oneOf(['OPEN', 'REOPENED', 'CLOSED'], 'The status'),
    }),
    result: undefined,
    act(sellers: readonly SellerAccount[], { ticketId, status }): void {
      const { account, thread } = findTicket(sellers, ticketId);
      setStatus(account, thread, status);
    },
  }),

  ticketDisappears: action({
    summary: 'A ticket is deleted, with its messages',
    input: record<{ ticketId: string }>({ ticketId }),
    result: undefined,
    act(sellers: readonly SellerAccount[], { ticketId }): void {
      const { account, thread } = findTicket(sellers, ticketId);
      account.remove(thread);
    },
  }),

  messageDisappears: action({
    summary: "One of a ticket's messages is deleted",
    input: record<{ ticketId: string; index: number }>({
      ticketId,
      index: wholeNumber('Where the message stands among those of the ticket; 0 is the oldest'),
    }),
    result: undefined,
    act(sellers: readonly SellerAccount[], { ticketId, index }): void {
      const { account, thread } = findTicket(sellers, ticketId);
      const { length } = thread.messages;
      if (index >= length) throw invalidInput('index', `must be below ${length}, the number of the ticket's messages`);
      account.removeMessage(thread, index);
    },
  }),
};

/** What can happen, by name. */
export const actions: ActionTable<SellerAccount> = table;

/** Makes the methods of a running sandbox. */
export function methodsOf(sellers: readonly SellerAccount[]): BrandloversActions {
  return {
    customerWrites: (ticketId, text) => table.customerWrites.run(sellers, { ticketId, text }),
    customerOpensTicket: (opening) => table.customerOpensTicket.run(sellers, opening),
    colleagueWrites: (ticketId, text, options) => table.colleagueWrites.run(sellers, { ...options, ticketId, text }),
    statusChanges: (ticketId, status) => table.statusChanges.run(sellers, { ticketId, status }),
    ticketDisappears: (ticketId) => table.ticketDisappears.run(sellers, { ticketId }),
    messageDisappears: (ticketId, index) => table.messageDisappears.run(sellers, { ticketId, index }),
  };
}

function write(
  sellers: readonly SellerAccount[],
  ticketId: string,
  body: string,
  visibility: BrandloversMessage['visibility'],
): BrandloversWritten {
  const { account, thread } = findTicket(sellers, ticketId);
  const createdAt = account.rules.now();
  addMessage(account, thread, { createdAt, body, visibility });
  return { createdAt };
}

function findTicket(sellers: readonly SellerAccount[], ticketId: string): { account: SellerAccount; thread: Thread } {
  for (const account of sellers) {
    const thread = account.find(ticketId);
    if (thread) return { account, thread };
  }
  throw invalidInput('ticketId', "must be the id of a seller's ticket");
}

function findSeller(sellers: readonly SellerAccount[], name: string | undefined): SellerAccount {
  const found = name === undefined ? sellers[0] : sellers.find((seller) => seller.name === name);
  if (found) return found;
  const known = suggest(
    name ?? '',
    sellers.map((seller) => seller.name),
  );
  throw invalidInput('seller', `must be the name of a seller; ${known}`);
}
