import fc from 'fast-check';
import type { Sandbox } from '../src/index.ts';
import { asPartner, asSeller, type Heard } from './calls.ts';
import { ask } from './spec-facts.ts';

/** Something that changes the state of a sandbox. */
export type Command = (sandbox: Sandbox) => unknown;

const word = fc.constantFrom('ok', 'Waar blijft het?', 'Cadê?', '\u{1F600}', '\ud800', 'a\u0000b');
const some = fc.nat(60);

/** Any change: a call of an API, what somebody else does, or another time. */
export const command: fc.Arbitrary<Command> = fc.oneof(
  changesTicket((sandbox, ticketId, text) => sandbox.brandlovers.customerWrites(ticketId, text)),
  changesTicket((sandbox, ticketId, body) =>
    asSeller(sandbox)('POST', `/ticket/${encodeURIComponent(ticketId)}/message`, { visibility: 'INTERNAL', body }),
  ),
  changesTicket((sandbox, ticketId) =>
    asSeller(sandbox)('PUT', `/ticket/${encodeURIComponent(ticketId)}/status`, { ticketStatus: 'CLOSED' }),
  ),
  changesTicket((sandbox, ticketId) => sandbox.brandlovers.statusChanges(ticketId, 'REOPENED')),
  changesTicket((sandbox, ticketId) => sandbox.brandlovers.ticketDisappears(ticketId)),
  changesTicket((sandbox, ticketId) => sandbox.brandlovers.messageDisappears(ticketId, 0)),
  word.map(
    (body): Command =>
      (sandbox) => {
        const customer = { name: 'Paula Exemplo' };
        const message = { visibility: 'INTERNAL', body };
        return asSeller(sandbox)('POST', '/ticket', {
          orderId: '1',
          type: 'T',
          from: 'F',
          body,
          description: body,
          customer,
          message,
        });
      },
  ),
  word.map(
    (text): Command =>
      (sandbox) =>
        sandbox.brandlovers.customerOpensTicket({ text, subject: text }),
  ),
  changesInvoice((sandbox, invoiceId, text) => sandbox.clubcollect.customerWrites(invoiceId, text)),
  changesInvoice((sandbox, invoiceId, message) =>
    asPartner(sandbox)('POST', `/v2/invoices/${invoiceId}/tickets`, { message }),
  ),
  changesInvoice((sandbox, invoiceId) =>
    asPartner(sandbox)('POST', `/v2/invoices/${invoiceId}/tickets/actions/archive`),
  ),
  changesInvoice((sandbox, invoiceId) => sandbox.clubcollect.colleagueUnarchives(invoiceId)),
  changesInvoice((sandbox, invoiceId) => sandbox.clubcollect.invoiceDisappears(invoiceId)),
  changesInvoice((sandbox, invoiceId, _, { tickets }) => {
    const [ticketId] = tickets;
    if (ticketId !== undefined) sandbox.clubcollect.ticketDisappears(invoiceId, ticketId);
  }),
  changesInvoice((sandbox, invoiceId, _, { companyIds, index }) =>
    sandbox.clubcollect.invoiceMoves(invoiceId, companyIds[index % companyIds.length] ?? ''),
  ),
  fc.constantFrom('hockeyclub-de-voorbeelden', 'tennisclub-testveld').map(
    (companyId): Command =>
      (sandbox) =>
        sandbox.clubcollect.clubGetsInvoice({ companyId }),
  ),
  fc.constantFrom('2026-03-01T09:00:00Z', '2026-03-04T08:30:00Z').map(
    (now): Command =>
      (sandbox) =>
        sandbox.clock.set(now),
  ),
);

function changesTicket(change: (sandbox: Sandbox, ticketId: string, text: string) => unknown): fc.Arbitrary<Command> {
  return fc.tuple(some, word).map(
    ([index, text]): Command =>
      (sandbox) => {
        const ids = sandbox
          .inspect()
          .brandlovers.sellers.flatMap(({ tickets }) =>
            tickets.flatMap(({ ticketId, messages }) =>
              ticketId !== undefined && messages.length > 0 ? [ticketId] : [],
            ),
          );
        const ticketId = ids[index % ids.length];
        return ticketId === undefined ? undefined : change(sandbox, ticketId, text);
      },
  );
}

interface OfInvoice {
  readonly tickets: readonly string[];
  readonly companyIds: readonly string[];
  readonly index: number;
}

function changesInvoice(
  change: (sandbox: Sandbox, invoiceId: string, text: string, own: OfInvoice) => unknown,
): fc.Arbitrary<Command> {
  return fc.tuple(some, word).map(
    ([index, text]): Command =>
      (sandbox) => {
        const all = sandbox.inspect().clubcollect.partners.flatMap(({ companies }) => {
          const companyIds = companies.map(({ companyId }) => companyId);
          return companies.flatMap(({ invoices }) =>
            invoices.map(({ invoiceId, tickets }) => ({
              invoiceId,
              companyIds,
              tickets: tickets.map((ticket) => ticket.ticket_id),
            })),
          );
        });
        const invoice = all[index % all.length];
        return invoice && change(sandbox, invoice.invoiceId, text, { ...invoice, index });
      },
  );
}

/** The answers to every call that reads, by account and path. */
export async function everythingShown(
  sandbox: Sandbox,
): Promise<Readonly<Record<string, Pick<Heard, 'status' | 'body'>>>> {
  const { brandlovers, clubcollect } = sandbox.inspect();
  const calls = [
    ...brandlovers.sellers.flatMap(({ tickets }, index) => {
      const lists = ['', '&status=OPEN', '&status=REOPENED', '&status=CLOSED'].map(
        (status) => `/tickets?${all.tickets}${status}`,
      );
      const messages = tickets.map(
        ({ ticketId = '' }) => `/ticket/${encodeURIComponent(ticketId)}/messages?${all.messages}`,
      );
      return [...lists, ...messages].map((path) => [index, path, asSeller(sandbox, index)] as const);
    }),
    ...clubcollect.partners.flatMap(({ companies }, index) => {
      const lists = companies.flatMap(({ companyId }) =>
        ['unanswered', 'answered', 'archived'].map((list) => `/v2/companies/${companyId}/tickets/${list}`),
      );
      const invoices = companies
        .flatMap(({ invoices }) => invoices)
        .map(({ invoiceId }) => `/v2/invoices/${encodeURIComponent(invoiceId)}/tickets`);
      return [...lists, ...invoices].map((path) => [index, path, asPartner(sandbox, index)] as const);
    }),
  ];
  const heard = await Promise.all(
    calls.map(async ([index, path, call]) => {
      const { status, body } = await call('GET', path);
      return [`${index} ${path}`, { status, body }] as const;
    }),
  );
  return Object.fromEntries(heard);
}

const all = { tickets: ask('listTickets', { limit: 1000 }), messages: ask('listTicketMessages', { limit: 1000 }) };
