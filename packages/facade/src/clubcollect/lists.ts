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
import { listIn, type Origin } from '../refusal.ts';
import { type State, stateOf, statesWanted } from '../state.ts';
import {
  type ClubcollectMessage,
  type ClubcollectThread,
  type ClubcollectThreadFragment,
  fragmentsOf,
  listedMessageOf,
  threadOf,
} from './model.ts';
import { type NumberedList, newestFirst, oldestFirst } from './page-list.ts';
import { type List, STATES } from './states.ts';

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

/** The list of a thread's messages. The vendor gives all at once: a cursor is how many of them were read before. */
export function messageList(
  company: Company,
  ref: ClubcollectRef,
  options: BridgeOptions,
): PageList<ClubcollectMessage> {
  return {
    name: `messages of ${ref.id}`,
    first: [0],
    open:
      (signal) =>
      async ([read = 0]) => {
        const { messages, raw } = await readThread(company, ref, undefined, callOptions(options, signal));
        return () => ({
          items: messages.slice(read),
          next: [messages.length],
          isLast: true,
          total: messages.length,
          digest: digestOf(raw),
          after: (used) => ({ cursor: [read + used], skip: 0 }),
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
  const origin: Origin<keyof Clubcollect & string> = { vendor: 'clubcollect', operation: 'listInvoiceTickets' };
  const path: readonly (keyof InvoiceTickets)[] = ['tickets'];
  return threadOf(ref, state, listIn<Ticket>(origin, path, answer));
}
