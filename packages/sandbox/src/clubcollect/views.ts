import type { JsonObject } from '../json.ts';
import { mapped, type Sequence } from '../sorted-lists.ts';
import { byAge, type Entry, type Invoice, type PartnerAccount } from './account.ts';
import { placeOf } from './places.ts';

const LISTS = ['unanswered', 'answered', 'archived'] as const;

/** Reads one of a company's lists, as the switches have it; `undefined` for an unknown company. */
export function readCompanyTickets(
  account: PartnerAccount,
  companyId: string,
  list: string,
): Sequence<JsonObject> | undefined {
  const { rules, lateEntries, lateStates, places } = account;
  const kept = account.tickets(companyId, list);
  if (kept === undefined) return undefined;
  const isAsKept =
    rules.listHolds === 'invoices' &&
    rules.listOrder === 'oldest-first' &&
    [lateEntries.isDone, lateStates.isDone, places.size === 0].every(Boolean);
  const entries = isAsKept ? kept : view(account, companyId, list);
  countRead(account);
  return mapped(entries, (entry) => ({ invoice_id: entry.invoice.invoiceId, ...shownTicket(account, entry) }));
}

/** Reads an invoice's tickets, as the switches have them. */
export function readInvoiceTickets(account: PartnerAccount, { entries }: Invoice): readonly JsonObject[] {
  const { rules, lateEntries } = account;
  const tickets = entries.filter((entry) => lateEntries.shown(entry, true)).map((entry) => shownTicket(account, entry));
  countRead(account);
  return rules.invoiceOrder === 'oldest-first' ? tickets : tickets.reverse();
}

/** Shows a ticket as the switches have it. */
export function shownTicket({ rules }: PartnerAccount, { ticket, invoice, time }: Entry): JsonObject {
  const numberOf = () => invoice.entries.findIndex((entry) => entry.ticket === ticket) + 1;
  return {
    ...ticket,
    ...(rules.ids === 'per-invoice' && { ticket_id: `${numberOf()}` }),
    ...(ticket.sender === 'COMPANY' && { sender: rules.ownSender }),
    ...(rules.dates !== 'iso' && { date: withoutZone(new Date(time), rules.dates) }),
  };
}

function withoutZone(date: Date, form: 'without-zone' | 'day-first'): string {
  const [day = '', time = ''] = date.toISOString().slice(0, 19).split('T');
  return form === 'without-zone' ? `${day} ${time}` : `${day.split('-').reverse().join('-')} ${time}`;
}

function countRead({ lateEntries, lateStates }: PartnerAccount): void {
  lateEntries.read();
  lateStates.read();
}

function view(account: PartnerAccount, companyId: string, list: string): Entry[] {
  const all = LISTS.flatMap((name) => {
    const entries = account.tickets(companyId, name) ?? [];
    return entries.slice(0, entries.length);
  });
  const listed = all.filter((entry) => listOf(account, entry) === list).sort(byAge);
  return account.rules.listOrder === 'oldest-first' ? listed : listed.reverse();
}

/** Tells in which list a ticket shows; `undefined` for none. */
function listOf(account: PartnerAccount, entry: Entry): (typeof LISTS)[number] | undefined {
  const { rules, lateEntries, lateStates } = account;
  const { invoice } = entry;
  const { isArchived, apart, isHidden } = lateStates.shown(invoice, placeOf(account, invoice));
  if (isHidden || !lateEntries.shown(entry, true)) return undefined;
  if (isArchived || apart.has(entry)) return 'archived';
  const others = invoice.entries.filter((other) => lateEntries.shown(other, true) && !apart.has(other));
  const judged = rules.listHolds === 'invoices' ? others.slice(-1) : others.slice(others.indexOf(entry));
  return judged.every(({ ticket }) => ticket.sender === 'CUSTOMER') ? 'unanswered' : 'answered';
}
