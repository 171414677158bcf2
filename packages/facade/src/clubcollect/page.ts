import { type Clubcollect, type CompanyTicket, paging, type Ticket } from '@ticketbridge/clubcollect';
import { isTicketbridgeError, type TicketbridgeError } from '@ticketbridge/http';
import { digestOf } from '../paging/digest.ts';
import { isWhole } from '../paging/list.ts';
import { listIn, type Origin, unusable, valueIn } from '../refusal.ts';

/** A page of a company's list whose numbers make sense. */
export interface TicketPage {
  readonly tickets: readonly CompanyTicket[];
  readonly totalPages: number;
  readonly totalEntries: number;
  /** How many tickets the last page has, as far as the numbers tell. */
  readonly onLastPage: number;
}

/** Reads the page of a number. */
export type ReadPage = (page: number) => Promise<unknown>;

const ORIGIN: Origin<keyof Clubcollect & string> = { vendor: 'clubcollect', operation: 'listCompanyTickets' };

/** Where an answer has its items and numbers, as the spec says. */
const PATHS = paging.listCompanyTickets;

/** The name of the number of pages. */
export const PAGES: string = nameOf(PATHS.pages);

/**
 * Reads a page and checks what it says of itself.
 *
 * @throws TicketbridgeError `paging` for a page that is not the one asked for or contradicts itself
 */
export async function readPage(read: ReadPage, page: number): Promise<TicketPage> {
  const there = pageIn(await read(page), page);
  if (there) return there;
  throw contradiction(`page ${page} is not there`);
}

/** Checks what an answer says of itself; `undefined` for the last page, where it stands in for one that has gone. */
function pageIn(answer: unknown, page: number): TicketPage | undefined {
  const number = numberIn(answer, PATHS.number, 1);
  const totalPages = numberIn(answer, PATHS.pages);
  if (number < page && number === totalPages) return undefined;
  if (number !== page)
    throw contradiction(`"${nameOf(PATHS.number)}": asked for page ${page}, the answer says it is page ${number}`);
  const totalEntries = numberIn(answer, PATHS.total);
  const tickets = listIn<CompanyTicket>(ORIGIN, PATHS.items, answer);
  for (const path of [PATHS.pages, PATHS.total]) {
    if (tickets.length === 0 || valueIn(path, answer) !== 0) continue;
    throw contradiction(`"${nameOf(path)}" is 0, yet the page has tickets`);
  }
  if (tickets.length === 0 && totalPages > page) {
    throw contradiction(`page ${page} is empty, yet "${PAGES}" is ${totalPages}`);
  }
  const size = valueIn(PATHS.size, answer);
  const onLastPage = isWhole(size, 1) ? totalEntries - (totalPages - 1) * size : 0;
  return { tickets, totalPages, totalEntries, onLastPage: Math.max(0, onLastPage) };
}

/** As {@link readPage}; `undefined` where the answer is that there is no such page. {@link settle} tells whether it is so. */
export async function readPageIfThere(read: ReadPage, page: number): Promise<TicketPage | undefined> {
  try {
    return pageIn(await read(page), page);
  } catch (error) {
    if (page === 1 || !isTicketbridgeError(error) || (error.status !== 404 && error.status !== 422)) throw error;
    return undefined;
  }
}

/** A page that has something, or is the first; or the one that tells where the list ends instead. */
export type Settled =
  | { readonly there: TicketPage; readonly shorter?: undefined }
  | { readonly there?: undefined; readonly shorter: TicketPage };

/**
 * Tells whether an announced page that was not there, or was empty, has gone: only if the first page, read again, does not
 * announce it. If it does, the list may have shrunk and grown, or a proxy may have answered: the page is asked for once more.
 *
 * @param asked what {@link readPageIfThere} returned
 * @throws TicketbridgeError `paging` for a page that is announced, and again not there
 */
export async function settle(read: ReadPage, page: number, asked: TicketPage | undefined): Promise<Settled> {
  if (asked && (page === 1 || asked.tickets.length > 0)) return { there: asked };
  const first = await readPage(read, 1);
  if (page > first.totalPages) return { shorter: first };
  const again = await readPageIfThere(read, page);
  if (again && again.tickets.length > 0) return { there: again };
  // A vendor may count an empty page, in all of its numbers.
  if (page === first.totalPages && page === again?.totalPages && again.onLastPage === 0) return { shorter: again };
  throw contradiction(`page ${page} was asked for twice and is not there, yet "${PAGES}" is ${first.totalPages}`);
}

/** Makes the error of a page that contradicts itself or another. */
export function contradiction(why: string): TicketbridgeError {
  return unusable('paging', why, ORIGIN);
}

/**
 * Returns a short text that tells a ticket from others: its id, where it has one, and its invoice's, within which the
 * vendor may number; a list may have null as one.
 */
export function keyOf(ticket: Ticket | CompanyTicket | null): string {
  const id: unknown = ticket?.ticket_id;
  return digestOf(typeof id === 'string' && id !== '' ? [id, Reflect.get(Object(ticket), 'invoice_id')] : ticket);
}

/** Reads a number of the answer's. Whatever else stands there is not shown: it may be of any size, or a secret. */
function numberIn(answer: unknown, path: readonly string[], least = 0): number {
  const value = valueIn(path, answer);
  if (isWhole(value, least)) return value;
  const shown = typeof value === 'number' ? `${value}` : 'not a number';
  throw contradiction(`"${nameOf(path)}" is ${shown}, and must be a whole number from ${least}`);
}

function nameOf(path: readonly string[]): string {
  return path.at(-1) ?? '';
}
