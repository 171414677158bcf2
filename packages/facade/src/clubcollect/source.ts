import type { Clubcollect, CompanyTicket } from '@ticketbridge/clubcollect';
import { argumentOf, clientOf, id as idCheck, readArguments, type Signatures } from '../checks.ts';
import type { BridgeOptions, ThreadFilter } from '../options.ts';
import { digestOf } from '../paging/digest.ts';
import type { PageList } from '../paging/list.ts';
import { type Paged, paged } from '../paging/paged.ts';
import type { ClubcollectRef } from '../ref.ts';
import { listOf } from '../refusal.ts';
import type { Source } from '../source.ts';
import { type State, stateOf, statesWanted } from '../state.ts';
import {
  type ClubcollectMessage,
  type ClubcollectMessageReceipt,
  type ClubcollectReceipt,
  type ClubcollectThread,
  type ClubcollectThreadFragment,
  fragmentsOf,
  listedMessageOf,
  messageOf,
  threadOf,
} from './model.ts';
import { type NumberedList, newestFirst, oldestFirst } from './page-list.ts';
import { type List, STATES } from './states.ts';
import { type ClubcollectVerbs, type ListedMessagesOptions, SIGNATURES } from './verbs.ts';

/** Which company a source is for. */
export interface ClubcollectSourceOptions {
  /** The company's id; it is also the account in refs. */
  readonly companyId: string;
}

const SIGNATURE = {
  client: clientOf<Clubcollect>('createClubcollect', [
    'listInvoiceTickets',
    'createInvoiceTicket',
    'archiveInvoiceTickets',
    'assignInvoiceTicketsToSupport',
    'listCompanyTickets',
  ]),
  options: argumentOf<ClubcollectSourceOptions>({ companyId: idCheck }),
};

/**
 * Makes a source of a company of the partner behind a client. The partner's key reaches the invoices of all its
 * companies: a ref names an address, and gives no permission.
 *
 * @throws TicketbridgeError `invalid-input`
 */
export function clubcollectSource(client: Clubcollect, options: ClubcollectSourceOptions): Source<'clubcollect'> {
  const checked = readArguments('clubcollectSource', SIGNATURE, [client, options]);
  return new Company(checked.client, checked.options.companyId);
}

class Company implements Source<'clubcollect'> {
  readonly vendor: 'clubcollect' = 'clubcollect';
  readonly account: string;
  readonly signatures: Signatures = SIGNATURES;
  readonly verbs: ClubcollectVerbs;
  readonly #client: Clubcollect;

  constructor(client: Clubcollect, companyId: string) {
    this.account = companyId;
    this.#client = client;
    this.verbs = {
      createThread: ({ invoiceId, text }, options) => this.#create('createThread', invoiceId, text, options),
      thread: ({ id }, options) => this.#read(id, stateOf(STATES, undefined, 'none'), options),
      listedMessages: (options) => this.#listedMessages(options),
      archive: async ({ id }, options) => {
        const receipt = this.#receipt('archive', id);
        await client.archiveInvoiceTickets({ invoiceId: id }, options);
        return receipt;
      },
      assignToSupport: async ({ id }, options) => {
        const receipt = this.#receipt('assignToSupport', id);
        await client.assignInvoiceTicketsToSupport({ invoiceId: id }, options);
        return receipt;
      },
    };
  }

  lists({ active, turn, ...call }: ThreadFilter): PageList<ClubcollectThreadFragment>[] {
    return statesWanted(STATES, { active, turn }).map((list) =>
      oldestFirst(
        this.#list(list, call, (tickets) => fragmentsOf(this.account, stateOf(STATES, list, 'list'), tickets)),
      ),
    );
  }

  async hydrate(fragment: ClubcollectThreadFragment, options: BridgeOptions): Promise<ClubcollectThread> {
    // What cannot be addressed cannot be read whole: it stays what the list held.
    return fragment.ref ? this.#read(fragment.ref.id, fragment.state, options) : { ...fragment, kind: 'thread' };
  }

  /** The vendor gives all messages at once. A cursor is how many of them were read before. */
  messages(id: string, options: BridgeOptions): PageList<ClubcollectMessage> {
    return {
      name: `messages of ${id}`,
      first: [0],
      accepts: ([read = -1, ...rest]) => read >= 0 && rest.length === 0,
      open: (signal) => ({
        request: async ([read = 0]) => {
          const { messages, raw } = await this.#read(id, stateOf(STATES, undefined, 'none'), { ...options, signal });
          return () => ({
            items: messages.slice(read),
            next: undefined,
            resume: [messages.length],
            total: messages.length,
            digest: digestOf(raw),
          });
        },
      }),
    };
  }

  async reply(id: string, text: string, options: BridgeOptions): Promise<ClubcollectMessageReceipt> {
    return this.#create('reply', id, text, options);
  }

  #list<Item>(
    status: List,
    options: BridgeOptions,
    itemsOf: (tickets: readonly CompanyTicket[]) => readonly Item[],
  ): NumberedList<Item> {
    const companyId = this.account;
    return {
      name: `tickets ${status}`,
      read: (page, signal) => this.#client.listCompanyTickets({ companyId, status, page }, { ...options, signal }),
      itemsOf,
    };
  }

  #listedMessages(options: ListedMessagesOptions = {}): Paged<ClubcollectMessage> {
    const { vendor, account } = this;
    const { active, turn, account: _, newestFirst: isNewestFirst = false, ...rest } = options;
    const { from, maxItems, maxPages, lookAhead, signal, ...call } = rest;
    const order = isNewestFirst ? newestFirst : oldestFirst;
    const messages = (tickets: readonly CompanyTicket[]) => tickets.map((ticket) => listedMessageOf(account, ticket));
    const lists = () =>
      statesWanted(STATES, { active, turn }).map((list) => order<ClubcollectMessage>(this.#list(list, call, messages)));
    return paged({
      parts: [{ vendor, account, lists }],
      options: { from, maxItems, maxPages, lookAhead, signal },
      selection: () => () => true,
      complete: async (message: ClubcollectMessage) => message,
    });
  }

  async #read(id: string, state: State, options?: BridgeOptions): Promise<ClubcollectThread> {
    const { tickets } = await this.#client.listInvoiceTickets({ invoiceId: id }, options);
    const raw = listOf({ vendor: this.vendor, operation: 'listInvoiceTickets' }, 'tickets', tickets);
    return threadOf(this.#refOf(id), state, raw);
  }

  async #create(
    verb: ClubcollectMessageReceipt['verb'],
    id: string,
    text: string,
    options?: BridgeOptions,
  ): Promise<ClubcollectMessageReceipt> {
    const receipt = this.#receipt(verb, id, text);
    const ticket = await this.#client.createInvoiceTicket({ invoiceId: id, message: text }, options);
    return { ...receipt, message: messageOf(receipt.ref, ticket) };
  }

  /** A receipt of what is about to be asked for, with the time of the call. */
  #receipt<V extends ClubcollectReceipt['verb']>(verb: V, id: string, text?: string) {
    const { vendor, account } = this;
    const input = { id, ...(text !== undefined && { text }) };
    const outcome = 'accepted' as const;
    return { vendor, account, verb, input, at: new Date().toISOString(), outcome, ref: this.#refOf(id) };
  }

  #refOf(id: string): ClubcollectRef {
    return { vendor: this.vendor, account: this.account, id };
  }
}
