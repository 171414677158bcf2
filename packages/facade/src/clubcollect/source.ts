import type { Clubcollect, CompanyTicket, VoidResult } from '@ticketbridge/clubcollect';
import { listOf } from '../answers.ts';
import { concatenate, isNumber } from '../paging/concatenate.ts';
import { type Paged, type PageSource, type PagingOptions, paginate, pagingError } from '../paging/paginate.ts';
import type { ClubcollectRef } from '../ref.ts';
import type { BridgeOptions, Source, ThreadFilter } from '../source.ts';
import { type State, stateOf, statesWanted } from '../state.ts';
import {
  type ClubcollectMessage,
  type ClubcollectMessageReceipt,
  type ClubcollectNewThread,
  type ClubcollectReceipt,
  type ClubcollectThread,
  type ClubcollectThreadFragment,
  listedMessageOf,
  mappedAll,
  messageOf,
} from './model.ts';

/** What only ClubCollect can do. */
export interface ClubcollectVerbs {
  /** Writes the first message about an invoice. */
  createThread(input: ClubcollectNewThread, options?: BridgeOptions): Promise<ClubcollectMessageReceipt>;
  /** Reads all messages about an invoice. The vendor does not tell their state here. */
  thread(ref: ClubcollectRef, options?: BridgeOptions): Promise<ClubcollectThread>;
  /** The messages of a company's lists as they come, in constant memory. */
  listedMessages(options?: ListedMessagesOptions): Paged<ClubcollectMessage>;
  /** Archives all messages of the thread. There is no undo. */
  archive(ref: ClubcollectRef, options?: BridgeOptions): Promise<ClubcollectReceipt>;
  /** Hands the thread to ClubCollect's support. There is no undo; what it changes is not documented. */
  assignToSupport(ref: ClubcollectRef, options?: BridgeOptions): Promise<ClubcollectReceipt>;
}

/** Which messages of a company to read. */
export interface ListedMessagesOptions extends ThreadFilter, PagingOptions {
  /** The company; needed when there are several. */
  readonly account?: string | undefined;
}

const LISTS = ['unanswered', 'answered', 'archived'] as const;
type List = (typeof LISTS)[number];

const FRAGMENTS_A_PAGE = 25;

/**
 * A company of the partner behind `client` as a source.
 *
 * @param options.companyId the company; it is also the account in refs
 */
export function clubcollectSource(client: Clubcollect, options: { readonly companyId: string }): Source<'clubcollect'> {
  const { companyId: account } = options;
  const vendor = 'clubcollect';
  const refOf = (id: string): ClubcollectRef => ({ vendor, account, id });

  const receipt = <V extends ClubcollectReceipt['verb']>(verb: V, ref: ClubcollectRef, text?: string) =>
    ({
      vendor,
      account,
      verb,
      input: { id: ref.id, ...(text !== undefined && { text }) },
      at: new Date().toISOString(),
      outcome: 'accepted' as const,
      ref,
    }) as const;
  const create = async (
    verb: ClubcollectMessageReceipt['verb'],
    ref: ClubcollectRef,
    text: string,
    { signal }: BridgeOptions = {},
  ): Promise<ClubcollectMessageReceipt> => {
    const known = receipt(verb, ref, text);
    const ticket = await client.createInvoiceTicket({ invoiceId: ref.id, message: text }, { signal });
    return { ...known, message: messageOf(ref, ticket) };
  };
  const accepted = async (receipt: ClubcollectReceipt, answer: Promise<VoidResult>): Promise<ClubcollectReceipt> => {
    await answer;
    return receipt;
  };

  /** The tickets of one of the company's lists, by page number; a page that is not the one asked for is an error. */
  const tickets = (list: List, signal: BridgeOptions['signal']): PageSource<CompanyTicket, number> => ({
    list: `${vendor}:${account}:${list}`,
    first: 1,
    isCursor: isNumber,
    open: () => async (page) => {
      const origin = { vendor, operation: 'listCompanyTickets' };
      const answer = await client.listCompanyTickets({ companyId: account, status: list, page }, { signal });
      const { page_number: number, total_pages: total } = answer.page ?? {};
      if (number !== page) {
        throw pagingError(`asked for page ${page}, the answer says it is page ${number}`, origin);
      }
      if (!isNumber(total)) throw pagingError('the answer does not tell how many pages there are', origin);
      const items = listOf<CompanyTicket>(origin, 'tickets', answer.tickets);
      const following = Array.from({ length: Math.max(0, total - page) }, (_, index) => page + 1 + index);
      return { items, next: following[0], ahead: following.slice(1), origin };
    },
  });
  const read = async (
    ref: ClubcollectRef,
    state: State,
    { signal }: BridgeOptions = {},
  ): Promise<ClubcollectThread> => {
    const answer = await client.listInvoiceTickets({ invoiceId: ref.id }, { signal });
    const raw = listOf({ vendor, operation: 'listInvoiceTickets' }, 'tickets', answer.tickets);
    const messages = raw.map((ticket) => messageOf(ref, ticket));
    return { kind: 'thread', vendor, account, ref, state, messages, ...mappedAll(messages), raw };
  };

  /**
   * One list as its fragments. The list is read whole before the first of them: an invoice's messages can stand on any
   * of its pages.
   */
  const fragments = (
    list: List,
    signal: BridgeOptions['signal'],
    lookAhead?: number,
  ): PageSource<ClubcollectThreadFragment, number> => ({
    list: `${vendor}:${account}:${list}:threads`,
    first: 0,
    isCursor: isNumber,
    open: () => {
      let all: Promise<ClubcollectThreadFragment[]> | undefined;
      return async (start) => {
        all ??= readFragments(list, signal, lookAhead);
        const items = (await all).slice(start, start + FRAGMENTS_A_PAGE);
        const next = start + items.length;
        return { items, next: next < (await all).length ? next : undefined };
      };
    },
  });
  const readFragments = async (list: List, signal: BridgeOptions['signal'], lookAhead: number | undefined) => {
    const byInvoice = new Map<string | undefined, { messages: ClubcollectMessage[]; raw: CompanyTicket[] }>();
    for await (const ticket of paginate(tickets(list, signal), { lookAhead })) {
      const message = listedMessageOf(account, ticket);
      const held = byInvoice.get(message.thread?.id) ?? { messages: [], raw: [] };
      held.messages.push(message);
      held.raw.push(ticket);
      byInvoice.set(message.thread?.id, held);
    }
    const state = stateOf(list, 'list');
    return Array.from(byInvoice.values(), ({ messages, raw }): ClubcollectThreadFragment => {
      const ref = messages[0]?.thread;
      return { kind: 'fragment', vendor, account, ref, state, messages, ...mappedAll(messages), raw };
    });
  };

  return {
    vendor,
    account,
    lists: (filter, lookAhead) => statesWanted(LISTS, filter).map((list) => fragments(list, filter.signal, lookAhead)),
    // What cannot be addressed cannot be read whole: it stays what the list held.
    hydrate: async (fragment, options) =>
      fragment.ref ? read(fragment.ref, fragment.state, options) : { ...fragment, kind: 'thread' },
    messages: (ref, { signal, ...paging }) =>
      paginate(
        {
          list: `${vendor}:${account}:${ref.id}`,
          first: 0,
          isCursor: isNumber,
          open: () => async () => ({
            items: (await read(ref, stateOf(undefined, 'none'), { signal })).messages,
            next: undefined,
          }),
        },
        paging,
      ),
    reply: (ref, text, options) => create('reply', ref, text, options),
    verbs: {
      createThread: ({ invoiceId, text }, options) => create('createThread', refOf(invoiceId), text, options),
      thread: (ref, options) => read(ref, stateOf(undefined, 'none'), options),
      listedMessages: ({ active, turn, signal, account: _, ...paging } = {}) =>
        paginate(
          concatenate(() =>
            statesWanted(LISTS, { active, turn }).map((list) => ({
              owner: { vendor, account },
              pages: mapped(list, signal),
            })),
          ),
          paging,
        ),
      archive: (ref, { signal } = {}) =>
        accepted(receipt('archive', ref), client.archiveInvoiceTickets({ invoiceId: ref.id }, { signal })),
      assignToSupport: (ref, { signal } = {}) =>
        accepted(
          receipt('assignToSupport', ref),
          client.assignInvoiceTicketsToSupport({ invoiceId: ref.id }, { signal }),
        ),
    },
  };

  function mapped(list: List, signal: BridgeOptions['signal']): PageSource<ClubcollectMessage, number> {
    const pages = tickets(list, signal);
    return {
      ...pages,
      open: () => {
        const readPage = pages.open();
        return async (page) => {
          const { items, ...rest } = await readPage(page);
          return { ...rest, items: items.map((ticket) => listedMessageOf(account, ticket)) };
        };
      },
    };
  }
}
