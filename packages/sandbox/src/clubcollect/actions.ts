import { randomUUID } from 'node:crypto';
import { type ActionTable, action } from '../action.ts';
import { newId, record, text } from '../control/shape.ts';
import { suggest } from '../nearest.ts';
import { invalidInput } from '../sandbox-error.ts';
import type { Invoice, PartnerAccount } from './account.ts';
import type { ClubcollectTicket } from './data.ts';
import { addTicket, archive, unarchive } from './places.ts';

/** A ticket that somebody wrote. */
export interface ClubcollectWritten {
  readonly ticketId: string;
  readonly date: string;
}

/** An invoice that a club gets. */
export interface ClubcollectNewInvoice {
  readonly companyId: string;
  /** Different from that of every other invoice. Default: a random UUID. */
  readonly invoiceId?: string | undefined;
}

/**
 * What happens at ClubCollect without a call of its API, at the time of the sandbox's clock. Each method throws a
 * SandboxError of the kind `invalid-input` for an argument that is wrong; `field` names it; or, with a `file` that does not
 * take the change, of the kind `cannot-save`: then nothing has happened.
 */
export interface ClubcollectActions {
  /** Adds a ticket of the customer's. If the invoice is archived, the option `messageAfterArchive` holds. */
  customerWrites(invoiceId: string, text: string): ClubcollectWritten;
  /** Adds a ticket of the company's, as somebody else there writes it. */
  companyWrites(invoiceId: string, text: string): ClubcollectWritten;
  /** Adds an invoice, which has no tickets yet and so is in none of the company's lists. */
  clubGetsInvoice(invoice: ClubcollectNewInvoice): { readonly invoiceId: string };
  /** Puts the tickets of an invoice into the archived list, as somebody else at the partner's or the vendor's does. */
  colleagueArchives(invoiceId: string): void;
  /** Takes the tickets of an invoice out of the archived list, for which the API has no call. */
  colleagueUnarchives(invoiceId: string): void;
  /** Deletes one ticket of an invoice. */
  ticketDisappears(invoiceId: string, ticketId: string): void;
  /** Deletes an invoice with its tickets. */
  invoiceDisappears(invoiceId: string): void;
  /** Moves an invoice with its tickets to another company of the same partner. */
  invoiceMoves(invoiceId: string, companyId: string): void;
}

type Partners = readonly PartnerAccount[];

const invoiceId = text('The id of an invoice, of whichever partner');
const writing = { invoiceId, text: text('The text of the ticket') };
const written = {
  type: 'object',
  properties: { ticketId: { type: 'string' }, date: { type: 'string' } },
  required: ['ticketId', 'date'],
};

const table = {
  customerWrites: action({
    summary: 'The customer writes on an invoice',
    input: record<{ invoiceId: string; text: string }>(writing),
    result: written,
    act: (partners: Partners, { invoiceId, text }) => write(partners, invoiceId, text, 'CUSTOMER'),
  }),

  companyWrites: action({
    summary: 'Somebody else at the company writes on an invoice',
    input: record<{ invoiceId: string; text: string }>(writing),
    result: written,
    act: (partners: Partners, { invoiceId, text }) => write(partners, invoiceId, text, 'COMPANY'),
  }),

  clubGetsInvoice: action({
    summary: 'A club gets an invoice, without tickets',
    input: record<{ companyId: string }, { invoiceId: string }>(
      { companyId: text('The id of a company, of whichever partner') },
      { invoiceId: newId('An id that no invoice has; a random UUID, if left out') },
    ),
    result: { type: 'object', properties: { invoiceId: { type: 'string' } }, required: ['invoiceId'] },
    act(partners: Partners, { companyId, invoiceId = randomUUID() }) {
      const account = partners.find(({ companies }) => companies.has(companyId));
      const company = account?.companies.get(companyId);
      if (account === undefined || company === undefined) throw noCompany(partners, companyId);
      if (partners.some((partner) => partner.find(invoiceId))) {
        throw invalidInput('invoiceId', 'must differ from all others');
      }
      account.open(company, { invoiceId, tickets: [] });
      return { invoiceId };
    },
  }),

  colleagueArchives: action({
    summary: 'Somebody else archives the tickets of an invoice',
    input: record<{ invoiceId: string }>({ invoiceId }),
    result: undefined,
    act(partners: Partners, { invoiceId }): void {
      const { account, invoice } = findInvoice(partners, invoiceId);
      archive(account, invoice);
    },
  }),

  colleagueUnarchives: action({
    summary: 'Somebody else takes the tickets of an invoice out of the archive',
    input: record<{ invoiceId: string }>({ invoiceId }),
    result: undefined,
    act(partners: Partners, { invoiceId }): void {
      const { account, invoice } = findInvoice(partners, invoiceId);
      unarchive(account, invoice);
    },
  }),

  ticketDisappears: action({
    summary: 'One ticket of an invoice is deleted',
    input: record<{ invoiceId: string; ticketId: string }>({ invoiceId, ticketId: text('The id of the ticket') }),
    result: undefined,
    act(partners: Partners, { invoiceId, ticketId }): void {
      const { account, invoice } = findInvoice(partners, invoiceId);
      const entry = invoice.entries.find(({ ticket }) => ticket.ticket_id === ticketId);
      if (entry === undefined) throw invalidInput('ticketId', 'must be the id of a ticket of the invoice');
      account.removeTicket(entry);
    },
  }),

  invoiceDisappears: action({
    summary: 'An invoice is deleted, with its tickets',
    input: record<{ invoiceId: string }>({ invoiceId }),
    result: undefined,
    act(partners: Partners, { invoiceId }): void {
      const { account, invoice } = findInvoice(partners, invoiceId);
      account.remove(invoice);
    },
  }),

  invoiceMoves: action({
    summary: 'An invoice moves to another company of its partner, with its tickets',
    input: record<{ invoiceId: string; companyId: string }>({
      invoiceId,
      companyId: text('The id of a company of the same partner'),
    }),
    result: undefined,
    act(partners: Partners, { invoiceId, companyId }): void {
      const { account, invoice } = findInvoice(partners, invoiceId);
      const company = account.companies.get(companyId);
      if (company === undefined) throw noCompany([account], companyId);
      account.move(invoice, company);
    },
  }),
};

/** What can happen, by name. */
export const actions: ActionTable<PartnerAccount> = table;

/** Makes the methods of a running sandbox. */
export function methodsOf(partners: Partners): ClubcollectActions {
  return {
    customerWrites: (invoiceId, text) => table.customerWrites.run(partners, { invoiceId, text }),
    companyWrites: (invoiceId, text) => table.companyWrites.run(partners, { invoiceId, text }),
    clubGetsInvoice: (invoice) => table.clubGetsInvoice.run(partners, invoice),
    colleagueArchives: (invoiceId) => table.colleagueArchives.run(partners, { invoiceId }),
    colleagueUnarchives: (invoiceId) => table.colleagueUnarchives.run(partners, { invoiceId }),
    ticketDisappears: (invoiceId, ticketId) => table.ticketDisappears.run(partners, { invoiceId, ticketId }),
    invoiceDisappears: (invoiceId) => table.invoiceDisappears.run(partners, { invoiceId }),
    invoiceMoves: (invoiceId, companyId) => table.invoiceMoves.run(partners, { invoiceId, companyId }),
  };
}

function write(
  partners: Partners,
  invoiceId: string,
  message: string,
  sender: ClubcollectTicket['sender'],
): ClubcollectWritten {
  const { account, invoice } = findInvoice(partners, invoiceId);
  const ticket = { ticket_id: randomUUID(), message, sender, date: account.rules.now() };
  addTicket(account, invoice, ticket);
  return { ticketId: ticket.ticket_id, date: ticket.date };
}

function findInvoice(partners: Partners, invoiceId: string): { account: PartnerAccount; invoice: Invoice } {
  for (const account of partners) {
    const invoice = account.find(invoiceId);
    if (invoice) return { account, invoice };
  }
  throw invalidInput('invoiceId', "must be the id of a partner's invoice");
}

function noCompany(partners: Partners, companyId: string): Error {
  const known = partners.flatMap(({ companies }) => [...companies.keys()]);
  return invalidInput('companyId', `must be the id of a company; ${suggest(companyId, known)}`);
}
