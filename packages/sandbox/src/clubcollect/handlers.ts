import { randomUUID } from 'node:crypto';
import { undocumented } from '../deviation.ts';
import { type Answer, done, type HandlerTable, requiredText } from '../handler.ts';
import type { JsonObject } from '../json.ts';
import type { Rules } from '../vendor.ts';
import type { Invoice, PartnerAccount } from './account.ts';
import type { ClubcollectTicket } from './data.ts';
import type { ClubcollectOptions } from './options.ts';
import { addTicket, archive, assign } from './places.ts';
import { readCompanyTickets, readInvoiceTickets, shownTicket } from './views.ts';

/** A partner's operations on the invoices of the partner's own companies. */
export const handlers: HandlerTable<PartnerAccount> = {
  listInvoiceTickets(account, { path }) {
    const invoice = findInvoice(account, path);
    return invoice ? done({ tickets: readInvoiceTickets(account, invoice) }) : unknown(account);
  },

  createInvoiceTicket(account, { path, body }) {
    const message = requiredText(body, 'message');
    const invoice = findInvoice(account, path);
    if (invoice === undefined) return unknown(account);
    const { rules } = account;
    const ticket: ClubcollectTicket = { ticket_id: randomUUID(), message, sender: 'COMPANY', date: rules.now() };
    const entry = addTicket(account, invoice, ticket);
    return done(shownTicket(account, entry));
  },

  archiveInvoiceTickets(account, { path }) {
    const invoice = findInvoice(account, path);
    if (invoice === undefined) return unknown(account);
    if (invoice.entries.length === 0 && account.rules.archivingNothing === '404') return { example: 404 };
    archive(account, invoice);
    return done();
  },

  assignInvoiceTicketsToSupport(account, { path }) {
    const invoice = findInvoice(account, path);
    if (invoice === undefined) return unknown(account);
    assign(account, invoice);
    return done();
  },

  listCompanyTickets(account, { path }) {
    const all = readCompanyTickets(account, requiredText(path, 'companyId'), requiredText(path, 'status'));
    if (all === undefined) return unknown(account);
    const { pageSize: size, page: start, pastTheEnd } = account.rules;
    return { all, rules: { size, start, pastTheEnd: PAST_THE_END[pastTheEnd] } };
  },
};

function findInvoice(account: PartnerAccount, path: JsonObject): Invoice | undefined {
  return account.find(requiredText(path, 'invoiceId'));
}

/** Answers for an invoice or a company that is not the partner's. */
function unknown({ rules }: PartnerAccount): Answer {
  return rules.foreign === '404' ? { example: 404 } : undocumented(403, 'clubcollect.foreign=403');
}

const PAST_THE_END: Readonly<Record<Rules<ClubcollectOptions>['pastTheEnd'], Answer | undefined>> = {
  empty: undefined,
  '404': { example: 404 },
  '422': { example: 422 },
};
