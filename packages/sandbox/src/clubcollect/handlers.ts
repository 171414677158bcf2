import { randomUUID } from 'node:crypto';
import { done, type HandlerTable, requiredText } from '../handler.ts';
import { byDate, findInvoice, lists, type PartnerAccount } from './account.ts';
import type { ClubcollectTicket } from './data.ts';

/** A partner's operations on the invoices of the partner's own companies. */
export const handlers: HandlerTable<PartnerAccount> = {
  listInvoiceTickets(account, { path }) {
    const invoice = findInvoice(account, path);
    return invoice ? done({ tickets: invoice.tickets }) : { example: 404 };
  },

  createInvoiceTicket(account, { path, body }) {
    const message = requiredText(body, 'message');
    if (message.trim() === '') return { example: 422 };
    const invoice = findInvoice(account, path);
    if (invoice === undefined) return { example: 404 };
    const { rules } = account;
    const ticket: ClubcollectTicket = { ticket_id: randomUUID(), message, sender: 'COMPANY', date: rules.now() };
    invoice.tickets.push(ticket);
    if (rules.messageAfterArchive === 'reopens') invoice.archived = false;
    return done(ticket);
  },

  archiveInvoiceTickets(account, { path }) {
    const invoice = findInvoice(account, path);
    if (invoice === undefined) return { example: 404 };
    invoice.archived = invoice.tickets.length > 0;
    return done();
  },

  // What is undocumented changes nothing that a caller could see.
  assignInvoiceTicketsToSupport: (account, { path }) => (findInvoice(account, path) ? done() : { example: 404 }),

  listCompanyTickets({ companies, rules }, { path }) {
    const company = companies.get(requiredText(path, 'companyId'));
    if (company === undefined) return { example: 404 };
    const isListed = lists[requiredText(path, 'status')];
    const tickets = company
      .filter((invoice) => isListed?.(invoice))
      .flatMap(({ invoiceId, tickets }) => tickets.map((ticket) => ({ invoice_id: invoiceId, ...ticket })))
      .sort(byDate);
    return { all: tickets, rules: { size: rules.pageSize, ignored: rules.ignorePage } };
  },
};
