import { createClubcollect, paging } from '@ticketbridge/clubcollect';
import type { ClubcollectOptions, Sandbox } from '@ticketbridge/sandbox';
import { expect } from 'vitest';
import type { Database } from '../../src/database.ts';
import { CLUB, SHOP } from './world.ts';

/** A thread with its messages, in no order. */
interface Thread {
  readonly state: string | null;
  readonly messages: readonly string[];
}

type Threads = Readonly<Record<string, Thread>>;

/** Expects that the mirror of BrandLovers has every ticket as it is, and no other. */
export async function expectTickets(sandbox: Sandbox, database: Database): Promise<void> {
  const tickets = sandbox.inspect().brandlovers.sellers.flatMap((seller) => seller.tickets);
  const shown = tickets.map(({ ticketId = '', status, messages }) => {
    const texts = messages.map(({ createdAt, visibility, body }) =>
      [Date.parse(createdAt), visibility, body].join(' '),
    );
    return [ticketId, { state: status, messages: texts.sort() }];
  });
  expect(await heldBy(database, SHOP.vendor)).toEqual(Object.fromEntries(shown));
}

/** Expects that the mirror of ClubCollect has every thread of the company that is in a list, and no other in one. */
export async function expectInvoices(
  sandbox: Sandbox,
  database: Database,
  { dates, listHolds, messageLag }: ClubcollectOptions,
): Promise<void> {
  // Hidden by construction: which of several messages is the newest, where no date can be read and it may be listed first.
  const isOrderHidden = dates === 'day-first' && listHolds === 'messages' && messageLag !== undefined;
  const listOf = await listsOf(sandbox);
  const [club] = sandbox.inspect().clubcollect.partners.flatMap(({ companies }) => companies);
  const shown = (club?.invoices ?? []).flatMap(({ invoiceId, tickets }) => {
    const listed = tickets.filter(({ ticket_id }) => listOf.has(ticket_id));
    const newest = listed.filter(({ date }) => isOrderHidden || date === listed.at(-1)?.date);
    // Of tickets of one instant in several lists nothing tells which is the newest.
    const states = new Set(newest.map(({ ticket_id }) => listOf.get(ticket_id)));
    const texts = tickets.map(({ ticket_id, message }) => [ticket_id, message].join(' '));
    return listed.length === 0 ? [] : [{ id: invoiceId, states, messages: texts.sort() }];
  });
  const held = await heldBy(database, CLUB.vendor);
  const listed = Object.entries(held).filter(([, { state }]) => state !== null);
  expect(Object.fromEntries(listed)).toEqual(
    Object.fromEntries(
      shown.map(({ id, states, messages }) => {
        const state = held[id]?.state;
        return [id, { state: states.has(state ?? '') ? state : [...states].join(' or '), messages }];
      }),
    ),
  );
}

async function heldBy({ reader }: Database, vendor: string): Promise<Threads> {
  const threads = await reader
    .selectFrom('threads')
    .selectAll()
    .where('vendor', '=', vendor)
    .where('missing_since', 'is', null)
    .execute();
  const messages = await reader
    .selectFrom('messages')
    .selectAll()
    .where('vendor', '=', vendor)
    .where('gone_at', 'is', null)
    .execute();
  return Object.fromEntries(
    threads.map(({ thread, native }) => {
      const own = messages.filter((message) => message.thread === thread);
      const texts = own.map(({ native: id, sent_at, sender, visibility, text }) =>
        sender === null ? [sent_at, visibility, text].join(' ') : [id, text].join(' '),
      );
      return [thread, { state: native, messages: texts.sort() }];
    }),
  );
}

/** Tells in which of the company's lists each of its tickets is. */
async function listsOf({ clubcollect: { baseUrl } }: Sandbox): Promise<ReadonlyMap<string, string>> {
  const client = createClubcollect({ baseUrl, apiKey: 'key' });
  const lists = new Map<string, string>();
  for (const status of ['unanswered', 'answered', 'archived'] as const) {
    for (let page = 1, pages = 1; page <= pages; page += 1) {
      const answer = await client.listCompanyTickets({
        companyId: CLUB.account,
        status,
        [paging.listCompanyTickets.page]: page,
      });
      pages = answer.page.total_pages;
      for (const { ticket_id } of answer.tickets) lists.set(ticket_id, status);
    }
  }
  return lists;
}
