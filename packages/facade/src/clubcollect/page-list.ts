import type { CompanyTicket } from '@ticketbridge/clubcollect';
import { type Cursor, isWhole, type ListPage, type ListReading, type PageList, type Turn } from '../paging/list.ts';
import { pageDigest } from '../paging/seen-pages.ts';
import { contradiction, keyOf, type ReadPage, readPage, readPageIfThere, type TicketPage } from './page.ts';

/** One of a company's lists, and what is made of a page's tickets. */
export interface NumberedList<Item> {
  readonly name: string;
  read(page: number, signal: AbortSignal): ReturnType<ReadPage>;
  itemsOf(tickets: readonly CompanyTicket[]): readonly Item[];
}

/**
 * Reads a list from its oldest ticket on. No page is asked for that the one before did not announce. A cursor is a page's
 * number and how many of its tickets were read before, since the last page may grow.
 */
export function oldestFirst<Item>(list: NumberedList<Item>): PageList<Item> {
  return {
    name: list.name,
    first: [1, 0],
    accepts: (cursor) => cursor.length === 2 && isWhole(cursor[0], 1) && isWhole(cursor[1]),
    open: (signal, before) => new ReadingOn(list, signal, before),
  };
}

class ReadingOn<Item> implements ListReading<Item> {
  readonly #list: NumberedList<Item>;
  readonly #read: ReadPage;
  readonly #seen = new Set<string>();
  /** The page before this reading, as {@link digestOfPage} told it. */
  readonly #before: string;
  #page = 0;
  #totalPages: number;
  #wasKnown = false;

  constructor(list: NumberedList<Item>, signal: AbortSignal, before = '') {
    this.#list = list;
    this.#read = (page) => list.read(page, signal);
    const [totalPages, digest = ''] = before.split(' ');
    this.#totalPages = Number(totalPages);
    this.#before = digest;
  }

  async request([page = 1, after = 0]: Cursor): Promise<Turn<Item>> {
    const there = await readPageIfThere(this.#read, page);
    if (there) return () => this.#judge(there, page, after);
    return async () => {
      // The list became shorter, if it is still there at all.
      const { totalPages, totalEntries } = await readPage(this.#read, 1);
      return endAt(totalPages, totalEntries);
    };
  }

  #judge({ tickets, totalPages, totalEntries }: TicketPage, page: number, after: number): ListPage<Item> {
    const digest = pageDigest(tickets.map(keyOf));
    this.#refuseRepetition(tickets, digest, page, after, totalPages);
    this.#page = page;
    this.#totalPages = totalPages;
    if (tickets.length === 0) return endAt(totalPages, totalEntries);
    const next = page < totalPages ? [page + 1, 0] : undefined;
    return {
      items: this.#list.itemsOf(tickets.slice(after)),
      next,
      resume: next ?? [page, tickets.length],
      total: totalEntries,
      digest: `${totalPages} ${digest}`,
      ahead: (count) => numbers(page + 2, Math.min(totalPages, page + 1 + count)).map((number) => [number, 0]),
    };
  }

  /**
   * Refuses a page of known tickets where the list claims to have grown, and the second of two such pages with others
   * behind it: the vendor does not heed the page's number. A page that is read again is known by right.
   */
  #refuseRepetition(
    tickets: readonly CompanyTicket[],
    digest: string,
    page: number,
    after: number,
    totalPages: number,
  ): void {
    const keys = tickets.map(keyOf);
    const isRepeated = keys.every((key) => this.#seen.has(key)) || (after === 0 && digest === this.#before);
    const isKnown = tickets.length > 0 && page > this.#page && isRepeated;
    for (const key of keys) this.#seen.add(key);
    if (isKnown && totalPages > this.#totalPages) {
      throw contradiction(`page ${page} repeats what was read, yet "total_pages" grew to ${totalPages}`);
    }
    if (isKnown && this.#wasKnown && totalPages > page) {
      throw contradiction(`page ${page} repeats what was read, yet "total_pages" is ${totalPages}`);
    }
    this.#wasKnown = isKnown;
  }
}

/** The end of a list that is shorter than it was: a later reading goes on with its last page, which may repeat some. */
function endAt<Item>(totalPages: number, total: number): ListPage<Item> {
  return { items: [], next: undefined, resume: [Math.max(1, totalPages), 0], total, digest: `${totalPages} ` };
}

/** A cursor of a list that is read from its end, before the end is known, and when the oldest ticket was read. */
const AT_END = 0;
const ALL_READ = -1;

/** Reads a list from its newest ticket back. A cursor is a page's number. What has come since is not behind its end. */
export function newestFirst<Item>(list: NumberedList<Item>): PageList<Item> {
  return {
    name: `${list.name}, newest first`,
    first: [AT_END],
    accepts: (cursor) => cursor.length === 1 && isWhole(cursor[0], ALL_READ),
    open: (signal) => ({
      request: async ([cursor = AT_END]) => {
        if (cursor === ALL_READ) return () => ({ items: [], next: undefined, resume: [ALL_READ], digest: '' });
        const read: ReadPage = (page) => list.read(page, signal);
        const first = cursor === AT_END ? await readPage(read, 1) : undefined;
        const page = first ? Math.max(1, first.totalPages) : cursor;
        const there = first && page === 1 ? first : await readPageIfThere(read, page);
        return () => pageBack(list, page, there);
      },
    }),
  };
}

function pageBack<Item>(list: NumberedList<Item>, page: number, there: TicketPage | undefined): ListPage<Item> {
  const tickets = there?.tickets ?? [];
  const next = page > 1 ? [page - 1] : undefined;
  return {
    items: [...list.itemsOf(tickets)].reverse(),
    next,
    resume: next ?? [ALL_READ],
    total: there?.totalEntries,
    digest: pageDigest(tickets.map(keyOf)),
    ahead: (count) =>
      numbers(Math.max(1, page - 1 - count), page - 2)
        .reverse()
        .map((number) => [number]),
  };
}

function numbers(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}
