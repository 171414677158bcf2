import type { CompanyTicket } from '@ticketbridge/clubcollect';
import type { ListPage, PageList } from '../paging/list.ts';
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
    open: (signal, before) => {
      const read: ReadPage = (page) => list.read(page, signal);
      const repetition = new Repetition(before);
      return async ([page = 1, after = 0]) => {
        const there = await readPageIfThere(read, page);
        if (there) return () => pageOn(list, repetition, there, page, after);
        return async () => {
          // The list became shorter, if it is still there at all.
          const { totalPages, totalEntries } = await readPage(read, 1);
          return endAt(totalPages, totalEntries);
        };
      };
    },
  };
}

function pageOn<Item>(
  list: NumberedList<Item>,
  repetition: Repetition,
  { tickets, totalPages, totalEntries }: TicketPage,
  page: number,
  after: number,
): ListPage<Item> {
  const digest = repetition.judge(tickets.map(keyOf), page, after, totalPages);
  if (tickets.length === 0) return endAt(totalPages, totalEntries);
  const isLast = page >= totalPages;
  return {
    items: list.itemsOf(tickets.slice(after)),
    next: isLast ? [page, tickets.length] : [page + 1, 0],
    isLast,
    total: totalEntries,
    digest: `${totalPages}.${digest}`,
    ahead: (count) => numbers(page + 1, Math.min(totalPages, page + count)).map((number) => [number, 0]),
  };
}

/** The end of a list that is shorter than it was: a later reading goes on with its last page, which may repeat some. */
function endAt<Item>(totalPages: number, total: number): ListPage<Item> {
  return { items: [], next: [Math.max(1, totalPages), 0], isLast: true, total, digest: `${totalPages}.` };
}

/** Notices a vendor that does not heed the page's number. */
class Repetition {
  readonly #seen = new Set<string>();
  /** The digest of the page before this reading. */
  readonly #before: string;
  #page = 0;
  #totalPages: number;
  #wasKnown = false;

  /** @param before the digest that the page before this reading was given */
  constructor(before = '') {
    const [totalPages, digest = ''] = before.split('.');
    this.#totalPages = Number(totalPages);
    this.#before = digest;
  }

  /**
   * Refuses a page of known tickets where the list claims to have grown, and the second of two such pages with others
   * behind it. A page that is read again is known by right.
   *
   * @throws TicketbridgeError `paging`
   */
  judge(keys: readonly string[], page: number, after: number, totalPages: number): string {
    const digest = pageDigest(keys);
    const isRepeated = keys.every((key) => this.#seen.has(key)) || (after === 0 && digest === this.#before);
    const isKnown = keys.length > 0 && page > this.#page && isRepeated;
    for (const key of keys) this.#seen.add(key);
    if (isKnown && (totalPages > this.#totalPages || (this.#wasKnown && totalPages > page))) {
      throw contradiction(`page ${page} repeats what was read, yet "total_pages" is ${totalPages}`);
    }
    this.#page = page;
    this.#totalPages = totalPages;
    this.#wasKnown = isKnown;
    return digest;
  }
}

/** The cursor of a list's last page, before its number is known. */
const LAST_PAGE = Number.MAX_SAFE_INTEGER;

/**
 * Reads a list from its newest ticket back. A cursor is a page's number; behind the end it is 0, where nothing comes any
 * more: what has come since stands at the other end.
 */
export function newestFirst<Item>(list: NumberedList<Item>): PageList<Item> {
  return {
    name: `${list.name}, newest first`,
    first: [LAST_PAGE],
    open:
      (signal) =>
      async ([cursor = LAST_PAGE]) => {
        const read: ReadPage = (page) => list.read(page, signal);
        const first = cursor === LAST_PAGE ? await readPage(read, 1) : undefined;
        const page = first ? Math.max(1, first.totalPages) : cursor;
        if (page === 0) return () => pageBack(list, page, undefined);
        const there = first && page === 1 ? first : await readPageIfThere(read, page);
        return () => pageBack(list, page, there);
      },
  };
}

function pageBack<Item>(list: NumberedList<Item>, page: number, there: TicketPage | undefined): ListPage<Item> {
  const tickets = there?.tickets ?? [];
  return {
    items: [...list.itemsOf(tickets)].reverse(),
    next: [Math.max(0, page - 1)],
    isLast: page <= 1,
    total: there?.totalEntries,
    digest: pageDigest(tickets.map(keyOf)),
    ahead: (count) =>
      numbers(Math.max(1, page - count), page - 1)
        .reverse()
        .map((number) => [number]),
  };
}

function numbers(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}
