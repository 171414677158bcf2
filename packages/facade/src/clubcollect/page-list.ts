import type { CompanyTicket } from '@ticketbridge/clubcollect';
import { instantOf } from '../instant.ts';
import type { ListPage, PageList } from '../paging/list.ts';
import { pageDigest } from '../paging/seen-pages.ts';
import {
  contradiction,
  keyOf,
  PAGES,
  type ReadPage,
  readPage,
  readPageIfThere,
  settle,
  type TicketPage,
} from './page.ts';

/** One of a company's lists, and what is made of a page's tickets. */
export interface NumberedList<Item> {
  readonly name: string;
  read(page: number, signal: AbortSignal): ReturnType<ReadPage>;
  itemsOf(tickets: readonly CompanyTicket[]): readonly Item[];
}

/**
 * Reads a list from its oldest ticket on. No page is asked for that the one before did not announce. A cursor is a page's
 * number, how many of its tickets were read before, since the last page may grow, and how many it had when reading broke
 * off in its middle.
 */
export function oldestFirst<Item>(list: NumberedList<Item>): PageList<Item> {
  return {
    name: list.name,
    first: [1, 0, 0],
    open: (signal, before) => {
      const read: ReadPage = (page) => list.read(page, signal);
      const repetition = new Repetition(before);
      return async ([page = 1, after = 0, had = 0]) => {
        const asked = await readPageIfThere(read, page);
        return async () => {
          const { there, shorter } = await settle(read, page, asked);
          return there ? pageOn(list, read, repetition, there, page, after, had) : endAt(shorter);
        };
      };
    },
  };
}

async function pageOn<Item>(
  list: NumberedList<Item>,
  read: ReadPage,
  repetition: Repetition,
  there: TicketPage,
  page: number,
  after: number,
  had: number,
): Promise<ListPage<Item>> {
  const { tickets, totalPages, totalEntries } = there;
  if (tickets.length === 0) return endAt(there);
  const isLast = page >= totalPages;
  // Those that the page had when reading broke off come as they would have come then.
  const first = list.itemsOf(tickets.slice(after, had));
  const from = Math.max(after, had);
  return {
    items: [...first, ...list.itemsOf(tickets.slice(from))],
    next: isLast ? [page, tickets.length, 0] : [page + 1, 0, 0],
    isLast,
    after: (used) =>
      used < first.length
        ? { cursor: [page, after, had], skip: used }
        : { cursor: [page, from, tickets.length], skip: used - first.length },
    total: totalEntries,
    digest: await repetition.judge(read, tickets, page, totalPages, isLast, after),
    ahead: (count) => numbers(page + 1, Math.min(totalPages, page + count)).map((number) => [number, 0, 0]),
  };
}

/** The end of a list that became shorter: a later reading goes on behind its last ticket. */
function endAt<Item>({ totalPages, totalEntries: total, onLastPage }: TicketPage): ListPage<Item> {
  const next = [Math.max(1, totalPages), totalPages > 0 ? onLastPage : 0, 0];
  return { items: [], next, isLast: true, total, digest: `${totalPages}.` };
}

/** Pages that may go one after the other while a list is read from its end. */
const MOST_MISSED = 3;

/** Notices a vendor that does not heed the page's number, in one reading. */
class Repetition {
  readonly #seen = new Set<string>();
  /** The digest of the page before this reading. */
  readonly #before: string;
  #page = 0;
  #totalPages: number;
  #wasKnown: boolean;
  #missed = 0;
  #oldest: Date | undefined;

  /** @param before what judging the page before this reading returned */
  constructor(before = '') {
    const [totalPages, digest = '', wasKnown] = before.split('.');
    this.#totalPages = Number(totalPages || Number.POSITIVE_INFINITY);
    this.#before = digest;
    this.#wasKnown = wasKnown !== undefined;
  }

  /**
   * Refuses a page, read from the end back, that is not in the order which the vendor documents, as far as its dates tell.
   *
   * @throws TicketbridgeError `paging`
   */
  assertOldestFirst(tickets: readonly (CompanyTicket | null)[]): void {
    for (const ticket of [...tickets].reverse()) {
      const date = instantOf(`${ticket?.date}`);
      if (!(date instanceof Date)) continue;
      if (this.#oldest && date > this.#oldest) throw contradiction('the tickets are not in the order of their dates');
      this.#oldest = date;
    }
  }

  /** Takes note of a page that is not there, and tells whether there were too many. */
  missed(): boolean {
    this.#missed += 1;
    return this.#missed > MOST_MISSED;
  }

  /**
   * Refuses a page without new tickets where the list claims to have grown, where another page is the same, and the second
   * of two such pages with others behind it. A page that is read again has none by right.
   *
   * @param after the number of tickets of the page that were read before
   * @returns a digest of the page
   * @throws TicketbridgeError `paging`
   */
  async judge(
    read: ReadPage,
    tickets: readonly CompanyTicket[],
    page: number,
    totalPages: number,
    isLast: boolean,
    after = 0,
  ): Promise<string> {
    const keys = tickets.map(keyOf);
    const digest = pageDigest(keys);
    const isRepeated = keys.every((key) => this.#seen.has(key)) || (after === 0 && digest === this.#before);
    const isKnown = page !== this.#page && isRepeated;
    for (const key of keys) this.#seen.add(key);
    if (isKnown && (totalPages > this.#totalPages || (this.#wasKnown && !isLast))) {
      throw contradiction(`page ${page} has nothing new, yet "${PAGES}" is ${totalPages}`);
    }
    const other = page === 1 ? 2 : 1;
    if (isKnown && totalPages > 1 && pageDigest((await readPage(read, other)).tickets.map(keyOf)) === digest) {
      throw contradiction(`page ${page} is the same as page ${other}`);
    }
    this.#page = page;
    this.#totalPages = totalPages;
    this.#wasKnown = isKnown;
    this.#missed = 0;
    return `${totalPages}.${digest}${isKnown ? '.known' : ''}`;
  }
}

/** The cursor of a list's last page, before its number is known. */
const LAST_PAGE = Number.MAX_SAFE_INTEGER;

/**
 * Reads a list from its newest ticket back. A cursor is a page's number, and how many tickets it had when reading broke
 * off in its middle. Behind the end the number is 0, where nothing comes any more: what has come since stands at the
 * other end.
 */
export function newestFirst<Item>(list: NumberedList<Item>): PageList<Item> {
  return {
    name: `${list.name}, newest first`,
    first: [LAST_PAGE, 0],
    open: (signal, before) => {
      const read: ReadPage = (page) => list.read(page, signal);
      const repetition = new Repetition(before);
      return async ([cursor = LAST_PAGE, had = 0]) => {
        if (cursor === 0) return () => ({ items: [], next: [0, 0], isLast: true, digest: '' });
        const first = cursor === LAST_PAGE ? await readPage(read, 1) : undefined;
        const page = first ? Math.max(1, first.totalPages) : cursor;
        const asked = first && page === 1 ? first : await readPageIfThere(read, page);
        return async () => {
          const { there, shorter } = await settle(read, page, asked);
          return there ? pageBack(list, read, repetition, there, page, had) : endBefore(shorter, repetition, page);
        };
      };
    },
  };
}

async function pageBack<Item>(
  list: NumberedList<Item>,
  read: ReadPage,
  repetition: Repetition,
  { tickets, totalPages, totalEntries: total }: TicketPage,
  page: number,
  had: number,
): Promise<ListPage<Item>> {
  const isLast = page <= 1;
  const digest = await repetition.judge(read, tickets, page, totalPages, isLast);
  repetition.assertOldestFirst(tickets);
  return {
    items: [...list.itemsOf(tickets.slice(0, had || tickets.length))].reverse(),
    next: [page - 1, 0],
    isLast,
    after: (used) => ({ cursor: [page, had || tickets.length], skip: used }),
    total,
    digest,
    ahead: (count) =>
      numbers(Math.max(1, page - count), page - 1)
        .reverse()
        .map((number) => [number, 0]),
  };
}

/** Goes on at the end of a list that became shorter, but not again and again. */
function endBefore<Item>(
  { totalPages, totalEntries: total }: TicketPage,
  repetition: Repetition,
  page: number,
): ListPage<Item> {
  if (totalPages >= page || repetition.missed()) {
    throw contradiction(`page ${page} is not there, yet "${PAGES}" is ${totalPages}`);
  }
  return { items: [], next: [Math.max(1, totalPages), 0], isLast: false, total, digest: '' };
}

function numbers(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}
