import { describe, expect, test } from 'vitest';
import * as specs from '../src/generated/specs.ts';
import type { Sandbox } from '../src/index.ts';
import { asPartner, asSeller, type Call, start } from './calls.ts';
import { contractOf } from './small-vendors.ts';
import { ask } from './spec-facts.ts';

const newTicket = { orderId: 'BL-1', type: 'DELIVERY', from: 'Loja Aurora', body: 'Olá!' };
const newMessage = { visibility: 'CUSTOMER', body: 'Bom dia!' };
const close = { ticketStatus: 'CLOSED' };
const club = '/v2/companies/hockeyclub-de-voorbeelden/tickets';
const invoice = '/v2/invoices/hv-2026-0001/tickets';
const noInvoice = '/v2/invoices/none/tickets';

const stranger = (sandbox: Sandbox): Call => asSeller(sandbox, 0, 'nobody');

/** How a caller gets each documented answer, `success` for the first of an operation's successes, by what the call says and what the sandbox holds. */
const ways: Record<string, (sandbox: Sandbox) => ReturnType<Call>> = {
  'createTicket success': (sandbox) => asSeller(sandbox)('POST', '/ticket', newTicket),
  'createTicket 400': (sandbox) => asSeller(sandbox)('POST', '/ticket', { body: 'Olá!' }),
  'addTicketMessage success': (sandbox) => asSeller(sandbox)('POST', '/ticket/7300401/message', newMessage),
  'addTicketMessage 400': (sandbox) => asSeller(sandbox)('POST', '/ticket/7300401/message', { body: 'Olá!' }),
  'addTicketMessage 404': (sandbox) => asSeller(sandbox)('POST', '/ticket/none/message', newMessage),
  'listTicketMessages success': (sandbox) => asSeller(sandbox)('GET', '/ticket/7300401/messages'),
  'listTicketMessages 400': (sandbox) =>
    asSeller(sandbox)('GET', `/ticket/7300401/messages?${ask('listTicketMessages', { limit: 0 })}`),
  'listTicketMessages 401': (sandbox) => stranger(sandbox)('GET', '/ticket/7300401/messages'),
  'listTicketMessages 403': (sandbox) => asSeller(sandbox, 1)('GET', '/ticket/7300401/messages'),
  'setTicketStatus success': (sandbox) => asSeller(sandbox)('PUT', '/ticket/7300401/status', close),
  'setTicketStatus 400': (sandbox) => asSeller(sandbox)('PUT', '/ticket/7300401/status', { ticketStatus: 'OPEN' }),
  'setTicketStatus 401': (sandbox) => stranger(sandbox)('PUT', '/ticket/7300401/status', close),
  // Too many requests per second: the sandbox counts none, so it has to be asked for.
  'setTicketStatus 403': (sandbox) => {
    sandbox.answerNext('setTicketStatus', 403);
    return asSeller(sandbox)('PUT', '/ticket/7300401/status', close);
  },
  'setTicketStatus 404': (sandbox) => asSeller(sandbox)('PUT', '/ticket/none/status', close),
  'listTickets success': (sandbox) => asSeller(sandbox)('GET', '/tickets'),
  'listTickets 400': (sandbox) => asSeller(sandbox)('GET', '/tickets?status=ACTIVE'),
  'listInvoiceTickets success': (sandbox) => asPartner(sandbox)('GET', invoice),
  'listInvoiceTickets 404': (sandbox) => asPartner(sandbox)('GET', noInvoice),
  'createInvoiceTicket success': (sandbox) => asPartner(sandbox)('POST', invoice, { message: 'Dank u.' }),
  'createInvoiceTicket 404': (sandbox) => asPartner(sandbox)('POST', noInvoice, { message: 'Dank u.' }),
  'createInvoiceTicket 422': (sandbox) => asPartner(sandbox)('POST', invoice, { message: ' ' }),
  'archiveInvoiceTickets success': (sandbox) => asPartner(sandbox)('POST', `${invoice}/actions/archive`),
  'archiveInvoiceTickets 404': (sandbox) => asPartner(sandbox)('POST', `${noInvoice}/actions/archive`),
  'assignInvoiceTicketsToSupport success': (sandbox) =>
    asPartner(sandbox)('POST', `${invoice}/actions/assign_to_support`),
  'assignInvoiceTicketsToSupport 404': (sandbox) =>
    asPartner(sandbox)('POST', `${noInvoice}/actions/assign_to_support`),
  'listCompanyTickets success': (sandbox) => asPartner(sandbox)('GET', `${club}/unanswered`),
  'listCompanyTickets 404': (sandbox) => asPartner(sandbox)('GET', '/v2/companies/none/tickets/unanswered'),
  'listCompanyTickets 422': (sandbox) => asPartner(sandbox)('GET', `${club}/open`),
};

const errorCodes: Record<string, string> = {
  'listInvoiceTickets 404': 'invalid_invoice_id',
  'createInvoiceTicket 404': 'invalid_invoice_id',
  'createInvoiceTicket 422': 'invalid_message',
  'archiveInvoiceTickets 404': 'invalid_invoice_id',
  'assignInvoiceTicketsToSupport 404': 'invalid_invoice_id',
  'listCompanyTickets 404': 'not_found',
  'listCompanyTickets 422': 'invalid_action',
};

const operations = [specs.brandlovers, specs.clubcollect].flatMap((spec) => contractOf(spec).operations);

describe('every answer that the specs document can be had', () => {
  // An operation without a handler is told by another test.
  const played = operations.filter(({ id }) => Object.keys(ways).some((pair) => pair.startsWith(`${id} `)));
  const documented = played.flatMap(({ id, statuses, success }) =>
    statuses.map((status) => ({ status, pair: `${id} ${status === success ? 'success' : status}` })),
  );
  const statusOf = new Map(documented.map(({ pair, status }) => [pair, status]));

  test('each has a way here', () => {
    expect(Object.keys(ways).sort()).toEqual([...statusOf.keys()].sort());
  });

  test.each(Object.entries(ways))('%s', async (pair, call) => {
    const heard = await call(await start());
    expect(heard.status).toBe(statusOf.get(pair));
    expect(heard.headers.get('x-sandbox-refusal')).toBeNull();
    const code = errorCodes[pair];
    if (code !== undefined) expect(heard.body).toEqual({ error: code });
    else if (heard.status >= 400) expect(heard.text).toBe('');
  });

  test('a writing operation of BrandLovers answers without a body, as documented', async () => {
    const sandbox = await start();
    for (const pair of ['createTicket success', 'addTicketMessage success', 'setTicketStatus success']) {
      const heard = await ways[pair]?.(sandbox);
      expect(heard?.text).toBe('');
      expect(heard?.headers.get('content-type')).toBeNull();
    }
  });
});
