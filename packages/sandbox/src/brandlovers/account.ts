import { at, type JsonObject, text } from '../json.ts';
import { Late } from '../late.ts';
import { type Sequence, SortedLists } from '../sorted-lists.ts';
import type { Rules } from '../vendor.ts';
import type { BrandloversMessage, BrandloversSeller } from './data.ts';
import type { BrandloversOptions } from './options.ts';

/** A ticket and its messages; the methods of its account alone change them. */
export interface Thread {
  /** Greater than that of each older thread. */
  readonly position: number;
  /** As the API shows it. */
  ticket: JsonObject;
  /** Oldest first. */
  readonly messages: Message[];
}

export interface Message extends Omit<BrandloversMessage, 'visibility'> {
  readonly visibility: string;
}

/** One seller's tickets, and the rules that hold for them. */
export class SellerAccount {
  readonly name: string;
  readonly rules: Rules<BrandloversOptions>;
  readonly #byId = new Map<string, Thread>();
  readonly #lists = new SortedLists<Thread>((a, b) => a.position - b.position);
  /** Tickets and messages that show late, by what they were before. */
  readonly lateTickets: Late<Thread, JsonObject | undefined> = new Late();
  readonly lateMessages: Late<Message, boolean> = new Late();
  #last = 0;

  readonly #token: string;

  /** Opens a seller's account on a copy of its data. */
  constructor(seller: BrandloversSeller, rules: Rules<BrandloversOptions>) {
    this.name = seller.name;
    this.#token = seller.token;
    this.rules = rules;
    this.load(seller);
  }

  /** Puts a copy of a seller's tickets in the place of those that there are. */
  load({ tickets }: BrandloversSeller): void {
    for (const held of [this.#byId, this.#lists, this.lateTickets, this.lateMessages]) held.clear();
    const threads = tickets.map(({ messages, ...ticket }) => this.#place(ticket, messages));
    this.#lists.add(everything, threads);
    this.#lists.addEach(threads, statusOf);
  }

  /** Writes the account as data. */
  read(): JsonObject {
    const all = this.threads();
    const tickets = all.slice(0, all.length).map(({ ticket, messages }) => ({ ...ticket, messages }));
    return { name: this.name, token: this.#token, tickets };
  }

  find(ticketId: string): Thread | undefined {
    return this.#byId.get(ticketId);
  }

  /** Lists the threads of a status, or all of them, oldest first. */
  threads(status?: string): Sequence<Thread> {
    return this.#lists.get(status === undefined ? everything : listOf(status));
  }

  open(ticket: JsonObject, messages: readonly Message[]): Thread {
    const thread = this.#place(ticket, messages);
    this.#lists.add(everything, [thread]);
    this.#lists.add(statusOf(thread), [thread]);
    return thread;
  }

  /** Adds a message, and changes these fields of its ticket. */
  write(thread: Thread, message: Message, fields: JsonObject): void {
    thread.messages.push(message);
    this.edit(thread, fields);
  }

  /** Changes these fields of a ticket; a field that becomes `undefined` is no longer shown. */
  edit(thread: Thread, fields: JsonObject): void {
    const before = statusOf(thread);
    thread.ticket = { ...thread.ticket, ...fields };
    const after = statusOf(thread);
    if (after === before) return;
    this.#lists.remove(before, [thread]);
    this.#lists.add(after, [thread]);
  }

  /** Removes a ticket with its messages. */
  remove(thread: Thread): void {
    this.#byId.delete(text(at(thread.ticket, 'ticketId')) ?? '');
    this.#lists.remove(everything, [thread]);
    this.#lists.remove(statusOf(thread), [thread]);
  }

  removeMessage({ messages }: Thread, message: Message): void {
    messages.splice(messages.indexOf(message), 1);
  }

  #place(ticket: JsonObject, messages: readonly Message[]): Thread {
    this.#last += 1;
    const thread = { position: this.#last, ticket: { ...ticket }, messages: [...messages] };
    const id = text(at(ticket, 'ticketId'));
    if (id !== undefined) this.#byId.set(id, thread);
    return thread;
  }
}

const everything = 'everything';

function statusOf({ ticket }: Thread): string {
  return listOf(text(at(ticket, 'status')));
}

function listOf(status: string | undefined): string {
  return `status ${status}`;
}
