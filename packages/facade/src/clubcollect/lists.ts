import {
  type Clubcollect,
  type CompanyTicket,
  type InvoiceTickets,
  paging,
  type Ticket,
} from '@ticketbridge/clubcollect';
import { type BridgeOptions, callOptions, type ThreadFilter } from '../options.ts';
import { digestOf } from '../paging/digest.ts';
import type { PageList } from '../paging/list.ts';
import type { ClubcollectRef } from '../ref.ts';
import { listIn, type Origin, unusable } from '../refusal.ts';
import { type State, stateOf, statesWanted } from '../state.ts';
import {
  type ClubcollectMessage,
  type ClubcollectThread,
  type ClubcollectThreadFragment,
  fragmentsOf,
  listedMessageOf,
  threadOf,
} from './model.ts';
import { keyOf } from './page.ts';
import { type NumberedList, newestFirst, oldestFirst } from './page-list.ts';
import { type List, STATES } from './states.ts';

const ORIGIN: Origin<keyof Clubcollect & string> = { vendor: 'clubcollect', operation: 'listInvoiceTickets' };

/** A company, and the client of its partner. */
export interface Company {
  readonly vendor: 'clubcollect';
  readonly account: string;
  readonly client: Clubcollect;
}

/** The lists that hold the messages which a filter asks for, as fragments of threads. */
export function fragmentLists(company: Company, options: ThreadFilter): PageList<ClubcollectThreadFragment>[] {
  return statesWanted(STATES, options).map((list) => {
    const state = () => stateOf(STATES, list, 'list');
    return oldestFirst(
      companyList(company, list, 'threads', options, (tickets) => fragmentsOf(company.account, state(), tickets)),
    );
  });
}

/** The same lists, as messages. */
export function listedMessageLists(
  company: Company,
  options: ThreadFilter & { readonly newestFirst?: boolean | undefined },
): PageList<ClubcollectMessage>[] {
  const order = options.newestFirst ? newestFirst<ClubcollectMessage> : oldestFirst<ClubcollectMessage>;
  return statesWanted(STATES, options).map((list) =>
    order(
      companyList(company, list, 'messages', options, (tickets) =>
        tickets.map((ticket) => listedMessageOf(company.account, ticket)),
      ),
    ),
  );
}

function companyList<Item>(
  { account: companyId, client }: Company,
  status: List,
  what: 'threads' | 'messages',
  options: BridgeOptions,
  itemsOf: (tickets: readonly CompanyTicket[]) => readonly Item[],
): NumberedList<Item> {
  return {
    name: `${what} ${status}`,
    read: (page, signal) =>
      client.listCompanyTickets(
        { companyId, status, [paging.listCompanyTickets.page]: page },
        callOptions(options, signal),
      ),
    itemsOf,
  };
}

/**
 * The list of a thread's messages. The vendor gives all at once, in an order that is not documented: a cursor is how many of
 * them were read before, and these stand side by side wherever new ones are put.
 */
export function messageList(
  company: Company,
  ref: ClubcollectRef,
  options: BridgeOptions,
): PageList<ClubcollectMessage> {
  return {
    name: `messages of ${ref.id}`,
    first: [0],
    open:
      (signal, before) =>
      async ([read = 0]) => {
        const { messages, raw } = await readThread(company, ref, undefined, callOptions(options, signal));
        const keys = raw.map(keyOf);
        const digestAt = (start: number, count: number) => digestOf(keys.slice(start, start + count));
        const start = before ? keys.findIndex((_, index) => digestAt(index, read) === before) : 0;
        if (start < 0) throw unusable('paging', 'what was read before is no longer there', ORIGIN);
        const later = messages.slice(start + read);
        const after = (used: number) => {
          const first = start - Math.max(0, used - later.length);
          return { cursor: [read + used], skip: 0, before: digestAt(first, read + used) };
        };
        return () => ({
          items: [...later, ...messages.slice(0, start).reverse()],
          next: [messages.length],
          isLast: true,
          total: messages.length,
          digest: digestOf(keys),
          after,
        });
      },
  };
}

/** Reads all messages of a thread. The vendor does not tell its state here. */
export async function readThread(
  { client }: Company,
  ref: ClubcollectRef,
  state: State = stateOf(STATES, undefined, 'none'),
  options?: BridgeOptions,
): Promise<ClubcollectThread> {
  const answer = await client.listInvoiceTickets({ invoiceId: ref.id }, options);
  const path: readonly (keyof InvoiceTickets)[] = ['tickets'];
  return threadOf(ref, state, listIn<Ticket>(ORIGIN, path, answer));
}
