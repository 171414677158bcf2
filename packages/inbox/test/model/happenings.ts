import type { Sandbox } from '@ticketbridge/sandbox';
import fc from 'fast-check';

/** Something that others do at a vendor, to something that is there: whichever the numbers pick. */
export interface Happening {
  readonly name: Name;
  /** Picks a thread, and something of it. */
  readonly thread: number;
  readonly part: number;
  readonly text: string;
}

type Act = (sandbox: Sandbox, happening: Happening) => void;

const BRANDLOVERS = {
  'a customer opens a ticket': ({ brandlovers }, { text }) => brandlovers.customerOpensTicket({ text }),
  'a customer writes on a ticket': (sandbox, { thread, text }) =>
    onTicket(sandbox, thread, ({ ticketId }) => sandbox.brandlovers.customerWrites(ticketId, text)),
  'a colleague writes a note': (sandbox, { thread, text }) =>
    onTicket(sandbox, thread, ({ ticketId }) =>
      sandbox.brandlovers.colleagueWrites(ticketId, text, { visibility: 'INTERNAL' }),
    ),
  'a ticket gets a status': (sandbox, { thread, part }) =>
    onTicket(sandbox, thread, ({ ticketId }) =>
      sandbox.brandlovers.statusChanges(ticketId, pick(['OPEN', 'CLOSED', 'REOPENED'] as const, part)),
    ),
  'a ticket is deleted': (sandbox, { thread }) =>
    onTicket(sandbox, thread, ({ ticketId }) => sandbox.brandlovers.ticketDisappears(ticketId)),
  'a message is deleted': (sandbox, { thread, part }) =>
    onTicket(sandbox, thread, ({ ticketId, messages }) => {
      if (messages > 0) sandbox.brandlovers.messageDisappears(ticketId, part % messages);
    }),
} satisfies Record<string, Act>;

const CLUBCOLLECT = {
  'a club gets an invoice about which a customer writes': ({ clubcollect }, { text }) =>
    clubcollect.customerWrites(clubcollect.clubGetsInvoice({ companyId: 'club' }).invoiceId, text),
  'a customer writes about an invoice': (sandbox, { thread, text }) =>
    onInvoice(sandbox, thread, ({ invoiceId }) => sandbox.clubcollect.customerWrites(invoiceId, text)),
  'the company writes': (sandbox, { thread, text }) =>
    onInvoice(sandbox, thread, ({ invoiceId }) => sandbox.clubcollect.companyWrites(invoiceId, text)),
  'an invoice is archived': (sandbox, { thread }) =>
    onInvoice(sandbox, thread, ({ invoiceId }) => sandbox.clubcollect.colleagueArchives(invoiceId)),
  'an invoice is taken out of the archive': (sandbox, { thread }) =>
    onInvoice(sandbox, thread, ({ invoiceId }) => sandbox.clubcollect.colleagueUnarchives(invoiceId)),
  'a ticket of an invoice is deleted': (sandbox, { thread, part }) =>
    onInvoice(sandbox, thread, ({ invoiceId, tickets }) => {
      if (tickets.length > 0) sandbox.clubcollect.ticketDisappears(invoiceId, pick(tickets, part));
    }),
  'an invoice is deleted': (sandbox, { thread }) =>
    onInvoice(sandbox, thread, ({ invoiceId }) => sandbox.clubcollect.invoiceDisappears(invoiceId)),
  'an invoice moves': (sandbox, { thread, part }) =>
    onInvoice(sandbox, thread, ({ invoiceId }) =>
      sandbox.clubcollect.invoiceMoves(invoiceId, pick(['club', 'other'], part)),
    ),
} satisfies Record<string, Act>;

const ALL = { ...BRANDLOVERS, ...CLUBCOLLECT };
type Name = keyof typeof ALL;

// A table's keys are its names.
const NAMES = Object.keys(ALL) as Name[];

/** Few texts, so that many messages are equal. */
export const happening: fc.Arbitrary<Happening> = fc.record({
  name: fc.constantFrom(...NAMES),
  thread: fc.nat({ max: 7 }),
  part: fc.nat({ max: 5 }),
  text: fc.constantFrom('ok', 'Dag', 'Olá'),
});

export function happen(sandbox: Sandbox, what: Happening): void {
  const act: Act = ALL[what.name];
  act(sandbox, what);
}

function onTicket(
  sandbox: Sandbox,
  thread: number,
  act: (ticket: { readonly ticketId: string; readonly messages: number }) => void,
): void {
  const tickets = sandbox.inspect().brandlovers.sellers.flatMap((seller) => seller.tickets);
  if (tickets.length === 0) return;
  const { ticketId = '', messages } = pick(tickets, thread);
  act({ ticketId, messages: messages.length });
}

function onInvoice(
  sandbox: Sandbox,
  thread: number,
  act: (invoice: { readonly invoiceId: string; readonly tickets: readonly string[] }) => void,
): void {
  const invoices = sandbox
    .inspect()
    .clubcollect.partners.flatMap(({ companies }) => companies.flatMap((company) => company.invoices));
  if (invoices.length === 0) return;
  const { invoiceId, tickets } = pick(invoices, thread);
  act({ invoiceId, tickets: tickets.map(({ ticket_id }) => ticket_id) });
}

function pick<T>(list: readonly T[], number: number): T {
  const item = list[number % list.length];
  if (item === undefined) throw new Error('there is nothing to pick');
  return item;
}
