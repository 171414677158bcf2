import { randomUUID } from 'node:crypto';
import { done, type HandlerTable, requiredText } from '../handler.ts';
import type { JsonObject } from '../json.ts';
import { mapped } from '../sorted-lists.ts';
import type { Invoice, PartnerAccount } from './account.ts';
import type { ClubcollectTicket } from './data.ts';

/** A partner's operations on the invoices of the partner's own companies. */
export const handlers: HandlerTable<PartnerAccount> = {
  listInvoiceTickets(account, { path }) {
    const invoice = findInvoice(account, path);
    return invoice ? done({ tickets: invoice.entries.map(({ ticket }) => ticket) }) : { example: 404 };
  },

  createInvoiceTicket(account, { path, body }) {
    const message = requiredText(body, 'message');
    if (message.trim() === '') return { example: 422 };
    const invoice = findInvoice(account, path);
    if (invoice === undefined) return { example: 404 };
    const { rules } = account;
    const ticket: ClubcollectTicket = { ticket_id: randomUUID(), message, sender: 'COMPANY', date: rules.now() };
    account.write(invoice, ticket, invoice.archived && rules.messageAfterArchive === 'stays-archived');
    return done(ticket);
  },

  archiveInvoiceTickets(account, { path }) {
    const invoice = findInvoice(account, path);
    if (invoice === undefined) return { example: 404 };
    account.setArchived(invoice, invoice.entries.length > 0);
    return done();
  },

  // What is undocumented changes nothing that a caller could see.
  assignInvoiceTicketsToSupport: (account, { path }) => (findInvoice(account, path) ? done() : { example: 404 }),

  listCompanyTickets(account, { path }) {
    const tickets = account.tickets(requiredText(path, 'companyId'), requiredText(path, 'status'));
    if (tickets === undefined) return { example: 404 };
    const { rules } = account;
    return {
      all: mapped(tickets, ({ invoice, ticket }) => ({ invoice_id: invoice.invoiceId, ...ticket })),
      rules: { size: rules.pageSize, ignored: rules.ignorePage },
    };
  },
};

function findInvoice(account: PartnerAccount, path: JsonObject): Invoice | undefined {
  return account.find(requiredText(path, 'invoiceId'));
}
