import { isObject, items, text } from './json.ts';

/** A conversation as the inspector shows it, of whichever vendor. */
export interface Conversation {
  readonly key: string;
  readonly vendor: string;
  readonly account: string;
  readonly name: string;
  readonly about: string;
  readonly state: string;
  /** `ours`: the customer waits; `open`, `closed`. */
  readonly turn: 'ours' | 'open' | 'closed';
  readonly messages: readonly Message[];
  /** When its latest message was written; 0 where that is not known. */
  readonly latest: number;
  /** What the actions on it are given, by the names of their fields. */
  readonly fields: Readonly<Record<string, string>>;
  /** What the vendor holds of it beside its messages. */
  readonly raw: unknown;
}

export interface Message {
  readonly by: 'customer' | 'company' | 'internal';
  readonly text: string;
  readonly about: string;
}

type Read = (account: unknown) => readonly Conversation[];

/** By vendor, where its state has accounts, and the conversations of one. */
const vendors: Readonly<Record<string, readonly [accounts: string, read: Read]>> = {
  brandlovers: ['sellers', ticketsOf],
  clubcollect: ['partners', invoicesOf],
};

/** Reads the conversations of a sandbox's state. */
export function conversationsOf(state: unknown): readonly Conversation[] {
  return Object.entries(vendors).flatMap(([vendor, [accounts, read]]) =>
    isObject(state) && isObject(state[vendor]) ? items(state[vendor][accounts]).flatMap(read) : [],
  );
}

function ticketsOf(seller: unknown): readonly Conversation[] {
  if (!isObject(seller)) return [];
  const account = text(seller, 'name');
  return items(seller.tickets).map((ticket, index): Conversation => {
    const id = text(ticket, 'ticketId');
    const status = text(ticket, 'status');
    const { messages, ...raw } = isObject(ticket) ? ticket : { messages: [] };
    return {
      key: `brandlovers ${account} ${id || index}`,
      vendor: 'brandlovers',
      account,
      name: text(ticket, 'subject') || text(ticket, 'description') || text(ticket, 'type') || 'Ticket',
      about: [id || 'without an id', text(ticket, 'customer', 'name')].filter(Boolean).join(' · '),
      state: status,
      turn: status === 'CLOSED' ? 'closed' : 'open',
      messages: items(messages).map((message) => ({
        by: text(message, 'visibility') === 'INTERNAL' ? 'internal' : 'customer',
        text: text(message, 'body'),
        about: `${text(message, 'visibility')} · ${instant(text(message, 'createdAt'))}`,
      })),
      latest: latestOf(items(messages).map((message) => text(message, 'createdAt'))),
      fields: { ticketId: id },
      raw,
    };
  });
}

function invoicesOf(partner: unknown): readonly Conversation[] {
  return items(isObject(partner) ? partner.companies : []).flatMap((company) => {
    const account = text(company, 'companyId');
    return items(isObject(company) ? company.invoices : []).map((invoice) => invoiceOf(account, invoice));
  });
}

function invoiceOf(account: string, invoice: unknown): Conversation {
  const id = text(invoice, 'invoiceId');
  const tickets = items(isObject(invoice) ? invoice.tickets : []);
  const isArchived = isObject(invoice) && invoice.archived === true;
  return {
    key: `clubcollect ${account} ${id}`,
    vendor: 'clubcollect',
    account,
    name: id,
    about: tickets.length === 1 ? '1 message' : `${tickets.length} messages`,
    ...stateOf(tickets, isArchived),
    messages: tickets.map((ticket) => ({
      by: text(ticket, 'sender') === 'CUSTOMER' ? 'customer' : 'company',
      text: text(ticket, 'message'),
      about: `${text(ticket, 'sender')} · ${instant(text(ticket, 'date'))} · ${text(ticket, 'ticket_id')}`,
    })),
    latest: latestOf(tickets.map((ticket) => text(ticket, 'date'))),
    fields: { invoiceId: id },
    raw: { invoiceId: id, archived: isArchived },
  };
}

function stateOf(tickets: readonly unknown[], isArchived: boolean): Pick<Conversation, 'state' | 'turn'> {
  if (tickets.length === 0) return { state: 'empty', turn: 'closed' };
  if (isArchived) return { state: 'archived', turn: 'closed' };
  const isOurTurn = text(tickets.at(-1), 'sender') === 'CUSTOMER';
  return isOurTurn ? { state: 'unanswered', turn: 'ours' } : { state: 'answered', turn: 'open' };
}

/** Times of one form are in the order of their texts: only the last has to be read. */
function latestOf(times: readonly string[]): number {
  return Date.parse(times.at(-1) ?? '') || 0;
}

function instant(iso: string): string {
  const time = Date.parse(iso);
  return Number.isNaN(time) ? iso : new Date(time).toISOString().slice(0, 19).replace('T', ' ');
}
