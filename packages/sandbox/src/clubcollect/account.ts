import { Late } from '../late.ts';
import { type Sequence, SortedLists } from '../sorted-lists.ts';
import type { Change, VendorStore } from '../store/store.ts';
import type { Rules } from '../vendor.ts';
import type { ClubcollectInvoice, ClubcollectPartner, ClubcollectTicket } from './data.ts';
import type { ClubcollectOptions } from './options.ts';

/** A company's invoices, and its lists of their tickets by state. */
export interface Company {
  readonly companyId: string;
  readonly key: number;
  readonly invoices: Map<string, Invoice>;
  readonly lists: SortedLists<Entry>;
}

/** An invoice and its tickets; the methods of its account alone change them. */
export interface Invoice {
  readonly invoiceId: string;
  /** Its key, which is greater than that of each invoice that came before. */
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
  /** Its key, which is greater than that of each ticket that came before. */
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
  readonly #store: VendorStore;

  readonly #apiKey: string;

  /** Opens a partner's account on a copy of its data. */
  constructor(partner: ClubcollectPartner, rules: Rules<ClubcollectOptions>, store: VendorStore) {
    this.name = partner.name;
    this.#apiKey = partner.apiKey;
    this.rules = rules;
    this.#store = store;
    this.load(partner)();
  }

  /**
   * Saves a copy of a partner's companies and invoices, and gives back what puts them in the place of those that there
   * are.
   */
  load({ companies }: ClubcollectPartner): () => void {
    const parent = this.#store.newKey();
    this.#store.save([{ key: parent, parent: undefined, value: { name: this.name, apiKey: this.#apiKey } }]);
    const loaded = companies.map(({ companyId, invoices }) => {
      const key = this.#store.newKey();
      const company: Company = { companyId, key, invoices: new Map(), lists: new SortedLists<Entry>(byAge) };
      const opened = invoices.map((invoice) => this.#place(company, invoice));
      this.#store.save([{ key, parent, value: { companyId } }, ...opened.flatMap(itemsOf)]);
      return { company, opened };
    });
    return () => {
      const { lateEntries, lateStates, places } = this;
      for (const held of [this.#companies, this.#invoices, lateEntries, lateStates, places]) held.clear();
      for (const { company, opened } of loaded) {
        this.#companies.set(company.companyId, company);
        this.#list(company, opened);
      }
    };
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
    this.#store.save(itemsOf(opened));
    this.#list(company, [opened]);
  }

  /** Moves an invoice, with its tickets and state, to another company. */
  move(invoice: Invoice, company: Company): void {
    this.#store.save([itemOf({ ...invoice, company })]);
    this.#unlist(invoice);
    invoice.company = company;
    company.invoices.set(invoice.invoiceId, invoice);
    company.lists.add(stateOf(invoice), invoice.entries);
  }

  /** Removes an invoice with its tickets. */
  remove(invoice: Invoice): void {
    this.#store.save([invoice, ...invoice.entries].map(({ position }) => ({ removed: position })));
    this.#unlist(invoice);
    this.places.delete(invoice);
    this.#invoices.delete(invoice.invoiceId);
  }

  /** Adds a ticket to an invoice, which is then archived or not. */
  write(invoice: Invoice, ticket: ClubcollectTicket, archived: boolean): Entry {
    const before = stateOf(invoice);
    const entry = { ticket, invoice, time: Date.parse(ticket.date), position: this.#store.newKey() };
    this.#store.save([entryItem(entry), itemOf({ ...invoice, archived })]);
    insert(entry);
    invoice.archived = archived;
    invoice.company.lists.add(before, [entry]);
    this.#relist(invoice, before);
    return entry;
  }

  setArchived(invoice: Invoice, archived: boolean): void {
    this.#store.save([itemOf({ ...invoice, archived })]);
    const before = stateOf(invoice);
    invoice.archived = archived;
    this.#relist(invoice, before);
  }

  removeTicket(entry: Entry): void {
    this.#store.save([{ removed: entry.position }]);
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
    const invoice: Invoice = { invoiceId, position: this.#store.newKey(), company, entries: [], archived };
    for (const ticket of tickets) {
      insert({ ticket, invoice, time: Date.parse(ticket.date), position: this.#store.newKey() });
    }
    return invoice;
  }

  #list(company: Company, opened: readonly Invoice[]): void {
    for (const invoice of opened) {
      this.#invoices.set(invoice.invoiceId, invoice);
      company.invoices.set(invoice.invoiceId, invoice);
    }
    company.lists.addEach(
      opened.flatMap(({ entries }) => entries),
      ({ invoice }) => stateOf(invoice),
    );
  }
}

/** Puts a ticket among those of its invoice: the clock may have been set back. */
function insert(entry: Entry): void {
  const { entries } = entry.invoice;
  entries.splice(entries.findLastIndex(({ time }) => time <= entry.time) + 1, 0, entry);
}

function itemsOf(invoice: Invoice): Change[] {
  return [itemOf(invoice), ...invoice.entries.map(entryItem)];
}

function itemOf({ position, company, invoiceId, archived }: Invoice): Change {
  return { key: position, parent: company.key, value: { invoiceId, ...(archived && { archived }) } };
}

function entryItem({ position, invoice, ticket }: Entry): Change {
  return { key: position, parent: invoice.position, value: { ...ticket } };
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
