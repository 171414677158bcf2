import { Late } from '../late.ts';
import { type Sequence, SortedLists } from '../sorted-lists.ts';
import type { Rules } from '../vendor.ts';
import type { ClubcollectInvoice, ClubcollectPartner, ClubcollectTicket } from './data.ts';
import type { ClubcollectOptions } from './options.ts';

/** A company's invoices, and its lists of their tickets by state. */
export interface Company {
  readonly companyId: string;
  readonly invoices: Map<string, Invoice>;
  readonly lists: SortedLists<Entry>;
}

/** An invoice and its tickets; the methods of its account alone change them. */
export interface Invoice {
  readonly invoiceId: string;
  /** Greater than that of each invoice that came before. */
  readonly position: number;
  company: Company;
  /** Oldest first. */
  readonly entries: Entry[];
  archived: boolean;
}

/** A ticket of an invoice. */
export interface Entry {
  readonly ticket: ClubcollectTicket;
  readonly invoice: Invoice;
  readonly time: number;
  /** Greater than that of each ticket that came before. */
  readonly position: number;
}

/** In which of a company's lists the tickets of an invoice belong, as far as that does not follow from themselves. */
export interface Place {
  readonly isArchived: boolean;
  /** Tickets that stay archived although later ones are not. */
  readonly apart: ReadonlySet<Entry>;
  /** Whether they are in no list. */
  readonly isHidden: boolean;
}

/** One partner's companies and invoices, and the rules that hold for them. */
export class PartnerAccount {
  readonly name: string;
  readonly rules: Rules<ClubcollectOptions>;
  readonly #companies = new Map<string, Company>();
  readonly #invoices = new Map<string, Invoice>();
  /** Tickets and states that show late, by what they were before. */
  readonly lateEntries: Late<Entry, boolean> = new Late();
  readonly lateStates: Late<Invoice, Place> = new Late();
  /** What switches made of invoices beyond archiving them whole. */
  readonly places: Map<Invoice, Pick<Place, 'apart' | 'isHidden'>> = new Map();
  #last = 0;

  readonly #apiKey: string;

  /** Opens a partner's account on a copy of its data. */
  constructor(partner: ClubcollectPartner, rules: Rules<ClubcollectOptions>) {
    this.name = partner.name;
    this.#apiKey = partner.apiKey;
    this.rules = rules;
    this.load(partner);
  }

  /** Puts a copy of a partner's companies and invoices in the place of those that there are. */
  load({ companies }: ClubcollectPartner): void {
    const { lateEntries, lateStates, places } = this;
    for (const held of [this.#companies, this.#invoices, lateEntries, lateStates, places]) held.clear();
    for (const { companyId, invoices } of companies) {
      const company = { companyId, invoices: new Map(), lists: new SortedLists<Entry>(byAge) };
      this.#companies.set(companyId, company);
      const entries = invoices.flatMap((invoice) => this.#place(company, invoice).entries);
      company.lists.addEach(entries, ({ invoice }) => stateOf(invoice));
    }
  }

  /** Writes the account as data. */
  read(): ClubcollectPartner {
    const companies = [...this.#companies.values()].map(({ companyId, invoices }) => ({
      companyId,
      invoices: [...invoices.values()].sort((a, b) => a.position - b.position).map(readInvoice),
    }));
    return { name: this.name, apiKey: this.#apiKey, companies };
  }

  get companies(): ReadonlyMap<string, Company> {
    return this.#companies;
  }

  find(invoiceId: string): Invoice | undefined {
    return this.#invoices.get(invoiceId);
  }

  /** Lists the tickets of a company's invoices of one state, oldest first; `undefined` for an unknown company. */
  tickets(companyId: string, state: string): Sequence<Entry> | undefined {
    return this.#companies.get(companyId)?.lists.get(state);
  }

  /** Adds an invoice to a company; its tickets are listed where its newest one says. */
  open(company: Company, invoice: ClubcollectInvoice): void {
    const opened = this.#place(company, invoice);
    company.lists.add(stateOf(opened), opened.entries);
  }

  /** Moves an invoice, with its tickets and state, to another company. */
  move(invoice: Invoice, company: Company): void {
    this.#unlist(invoice);
    invoice.company = company;
    company.invoices.set(invoice.invoiceId, invoice);
    company.lists.add(stateOf(invoice), invoice.entries);
  }

  /** Removes an invoice with its tickets. */
  remove(invoice: Invoice): void {
    this.#unlist(invoice);
    this.places.delete(invoice);
    this.#invoices.delete(invoice.invoiceId);
  }

  /** Adds a ticket to an invoice, which is then archived or not. */
  write(invoice: Invoice, ticket: ClubcollectTicket, archived: boolean): Entry {
    const before = stateOf(invoice);
    const entry = this.#enter(invoice, ticket);
    invoice.archived = archived;
    invoice.company.lists.add(before, [entry]);
    this.#relist(invoice, before);
    return entry;
  }

  setArchived(invoice: Invoice, archived: boolean): void {
    const before = stateOf(invoice);
    invoice.archived = archived;
    this.#relist(invoice, before);
  }

  removeTicket(entry: Entry): void {
    const { invoice } = entry;
    const before = stateOf(invoice);
    invoice.company.lists.remove(before, [entry]);
    invoice.entries.splice(invoice.entries.indexOf(entry), 1);
    this.#relist(invoice, before);
  }

  #unlist(invoice: Invoice): void {
    const { company, entries, invoiceId } = invoice;
    company.lists.remove(stateOf(invoice), entries);
    company.invoices.delete(invoiceId);
  }

  /** Moves the tickets of an invoice from the list that they are in to that of its state. */
  #relist(invoice: Invoice, before: State): void {
    const after = stateOf(invoice);
    if (after === before) return;
    invoice.company.lists.remove(before, invoice.entries);
    invoice.company.lists.add(after, invoice.entries);
  }

  #place(company: Company, { invoiceId, tickets, archived = false }: ClubcollectInvoice): Invoice {
    const invoice = { invoiceId, position: this.#next(), company, entries: [], archived };
    this.#invoices.set(invoiceId, invoice);
    company.invoices.set(invoiceId, invoice);
    for (const ticket of tickets) this.#enter(invoice, ticket);
    return invoice;
  }

  #enter(invoice: Invoice, ticket: ClubcollectTicket): Entry {
    const entry = { ticket, invoice, time: Date.parse(ticket.date), position: this.#next() };
    // The clock may have been set back.
    invoice.entries.splice(invoice.entries.findLastIndex(({ time }) => time <= entry.time) + 1, 0, entry);
    return entry;
  }

  #next(): number {
    this.#last += 1;
    return this.#last;
  }
}

function readInvoice({ invoiceId, archived, entries }: Invoice): ClubcollectInvoice {
  return { invoiceId, ...(archived && { archived }), tickets: entries.map(({ ticket }) => ticket) };
}

type State = 'unanswered' | 'answered' | 'archived';

/** Tells in which of its company's lists an invoice's tickets are. */
function stateOf({ archived, entries }: Invoice): State {
  if (archived) return 'archived';
  return entries.at(-1)?.ticket.sender === 'CUSTOMER' ? 'unanswered' : 'answered';
}

export function byAge(a: Entry, b: Entry): number {
  return a.time - b.time || a.invoice.position - b.invoice.position || a.position - b.position;
}
