import { at, type JsonObject, text } from '../json.ts';
import { Late } from '../late.ts';
import { type Sequence, SortedLists } from '../sorted-lists.ts';
import type { Change, VendorStore } from '../store/store.ts';
import type { Rules } from '../vendor.ts';
import type { BrandloversMessage, BrandloversSeller } from './data.ts';
import type { BrandloversOptions } from './options.ts';

/** A ticket and its messages; the methods of its account alone change them. */
export interface Thread {
  /** Its key, which is greater than that of each older thread. */
  readonly position: number;
  /** As the API shows it. */
  ticket: JsonObject;
  /** Oldest first. */
  readonly messages: Message[];
  /** The key of each message, in the same order. */
  readonly messageKeys: number[];
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
  readonly #store: VendorStore;
  /** Tickets and messages that show late, by what they were before. */
  readonly lateTickets: Late<Thread, JsonObject | undefined> = new Late();
  readonly lateMessages: Late<Message, boolean> = new Late();
  #key = 0;

  readonly #token: string;

  /** Opens a seller's account on a copy of its data. */
  constructor(seller: BrandloversSeller, rules: Rules<BrandloversOptions>, store: VendorStore) {
    this.name = seller.name;
    this.#token = seller.token;
    this.rules = rules;
    this.#store = store;
    this.load(seller)();
  }

  /** Saves a copy of a seller's tickets, and gives back what puts them in the place of those that there are. */
  load({ tickets }: BrandloversSeller): () => void {
    const key = this.#store.newKey();
    const threads = tickets.map(({ messages, ...ticket }) => this.#place(ticket, messages));
    const account = { key, parent: undefined, value: { name: this.name, token: this.#token } };
    this.#store.save([account, ...threads.flatMap((thread) => itemsOf(thread, key))]);
    return () => {
      for (const held of [this.#byId, this.#lists, this.lateTickets, this.lateMessages]) held.clear();
      this.#key = key;
      this.#list(threads);
    };
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
    this.#store.save(itemsOf(thread, this.#key));
    this.#list([thread]);
    return thread;
  }

  /** Adds a message, and changes these fields of its ticket. */
  write(thread: Thread, message: Message, fields: JsonObject): void {
    const ticket = { ...thread.ticket, ...fields };
    const key = this.#store.newKey();
    this.#store.save([{ key, parent: thread.position, value: { ...message } }, this.#itemOf(thread.position, ticket)]);
    thread.messages.push(message);
    thread.messageKeys.push(key);
    this.#show(thread, ticket);
  }

  /** Changes these fields of a ticket; a field that becomes `undefined` is no longer shown. */
  edit(thread: Thread, fields: JsonObject): void {
    const ticket = { ...thread.ticket, ...fields };
    this.#store.save([this.#itemOf(thread.position, ticket)]);
    this.#show(thread, ticket);
  }

  /** Removes a ticket with its messages. */
  remove(thread: Thread): void {
    this.#store.save([thread.position, ...thread.messageKeys].map((removed) => ({ removed })));
    this.#byId.delete(text(at(thread.ticket, 'ticketId')) ?? '');
    this.#lists.remove(everything, [thread]);
    this.#lists.remove(statusOf(thread), [thread]);
  }

  /** Removes the message at an index; does nothing where there is none. */
  removeMessage({ messages, messageKeys }: Thread, index: number): void {
    this.#store.save(messageKeys.slice(index, index + 1).map((removed) => ({ removed })));
    messages.splice(index, 1);
    messageKeys.splice(index, 1);
  }

  #show(thread: Thread, ticket: JsonObject): void {
    const before = statusOf(thread);
    thread.ticket = ticket;
    const after = statusOf(thread);
    if (after === before) return;
    this.#lists.remove(before, [thread]);
    this.#lists.add(after, [thread]);
  }

  #place(ticket: JsonObject, messages: readonly Message[]): Thread {
    const position = this.#store.newKey();
    const messageKeys = messages.map(() => this.#store.newKey());
    return { position, ticket: { ...ticket }, messages: messages.map((message) => ({ ...message })), messageKeys };
  }

  #list(threads: readonly Thread[]): void {
    this.#lists.add(everything, threads);
    this.#lists.addEach(threads, statusOf);
    for (const thread of threads) {
      const id = text(at(thread.ticket, 'ticketId'));
      if (id !== undefined) this.#byId.set(id, thread);
    }
  }

  #itemOf(key: number, value: JsonObject): Change {
    return { key, parent: this.#key, value };
  }
}

function itemsOf({ position, ticket, messages, messageKeys }: Thread, parent: number): Change[] {
  const held = messageKeys.map((key, index) => ({ key, parent: position, value: { ...messages[index] } }));
  return [{ key: position, parent, value: ticket }, ...held];
}

const everything = 'everything';

function statusOf({ ticket }: Thread): string {
  return listOf(text(at(ticket, 'status')));
}

function listOf(status: string | undefined): string {
  return `status ${status}`;
}
