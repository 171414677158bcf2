import { randomUUID } from 'node:crypto';
import { type Handler, type Handlers, requiredNumber, requiredText } from './handler.ts';
import { at, type JsonObject } from './json.ts';
import type { ClubcollectPartner, ClubcollectTicket } from './seed.ts';

/** What becomes of an archived conversation when a message is added to it. */
export const messageAfterArchiveChoices = ['stays-archived', 'reopens'] as const;
export type MessageAfterArchive = (typeof messageAfterArchiveChoices)[number];

export interface PartnerRules {
  readonly pageSize: number;
  readonly messageAfterArchive: MessageAfterArchive;
  /** Every page of a company's list is the first. */
  readonly ignorePage: boolean;
  now(): string;
}

interface Invoice {
  readonly invoiceId: string;
  /** Oldest first. */
  readonly tickets: ClubcollectTicket[];
  archived: boolean;
}

/** One partner's operations on the invoices of the partner's own companies. */
export function partnerHandlers(partner: ClubcollectPartner, rules: PartnerRules): Handlers {
  const companies = new Map(
    partner.companies.map(({ companyId, invoices }) => [
      companyId,
      invoices.map(
        ({ invoiceId, tickets, archived = false }): Invoice => ({
          invoiceId,
          tickets: [...tickets].sort(byDate),
          archived,
        }),
      ),
    ]),
  );
  const invoices = new Map([...companies.values()].flat().map((invoice) => [invoice.invoiceId, invoice]));
  const find = (path: JsonObject): Invoice | undefined => invoices.get(requiredText(path, 'invoiceId'));

  /** What is undocumented changes nothing that a caller could see. */
  const acknowledge: Handler = ({ path }) => (find(path) ? { status: 204 } : { example: 404 });

  return {
    listInvoiceTickets({ path }) {
      const invoice = find(path);
      return invoice ? { status: 200, body: { tickets: invoice.tickets } } : { example: 404 };
    },

    createInvoiceTicket({ path, body }) {
      const message = requiredText(body, 'message');
      if (message.trim() === '') return { example: 422 };
      const invoice = find(path);
      if (invoice === undefined) return { example: 404 };
      const ticket: ClubcollectTicket = { ticket_id: randomUUID(), message, sender: 'COMPANY', date: rules.now() };
      invoice.tickets.push(ticket);
      if (rules.messageAfterArchive === 'reopens') invoice.archived = false;
      return { status: 200, body: ticket };
    },

    archiveInvoiceTickets({ path }) {
      const invoice = find(path);
      if (invoice === undefined) return { example: 404 };
      invoice.archived = invoice.tickets.length > 0;
      return { status: 204 };
    },

    assignInvoiceTicketsToSupport: acknowledge,

    listCompanyTickets({ path, query }) {
      const company = companies.get(requiredText(path, 'companyId'));
      if (company === undefined) return { example: 404 };
      const tickets = company
        .filter((invoice) => listOf(invoice) === at(path, 'status'))
        .flatMap(({ invoiceId, tickets }) => tickets.map((ticket) => ({ invoice_id: invoiceId, ...ticket })))
        .sort(byDate);
      return { status: 200, body: page(tickets, rules.ignorePage ? 1 : requiredNumber(query, 'page'), rules.pageSize) };
    },
  };
}

function listOf({ archived, tickets }: Invoice): string {
  if (archived) return 'archived';
  return tickets.at(-1)?.sender === 'CUSTOMER' ? 'unanswered' : 'answered';
}

function byDate(a: ClubcollectTicket, b: ClubcollectTicket): number {
  return Date.parse(a.date) - Date.parse(b.date);
}

function page(all: readonly unknown[], number: number, size: number): JsonObject {
  return {
    tickets: all.slice((number - 1) * size, number * size),
    page: {
      page_number: number,
      page_size: size,
      total_entries: all.length,
      total_pages: Math.ceil(all.length / size),
    },
  };
}
