import { invalidInput } from '../refusal.ts';
import type { Account } from '../vendor.ts';
import { digestOf } from './digest.ts';
import { type Cursor, isWhole, type PageList } from './list.ts';

/** Where to go on in a list. */
export interface Place {
  readonly cursor: Cursor;
  /** Items of the page at the cursor that were read before. */
  readonly skip: number;
  /** The digest of the page before the cursor, where one was read. */
  readonly before?: string | undefined;
}

/** Where to go on in an account: in which of its lists, and where in that list and in those that follow. */
export interface Position {
  readonly list: number;
  /** A place for each list. Those before the list that is gone on with are behind their end. */
  readonly places: readonly Place[];
}

/** An account and its lists in a listing. */
export interface Owner {
  readonly account: Account;
  readonly lists: readonly PageList<unknown>[];
}

/** The version, the account, its lists, the list to go on with, the items to skip there, and a place for each list. */
const FORM = /^4~(\w+)~(\w+)~(\d)~(\d{1,16})((?:~[\d.]+\*[\w.]*)+)$/;

/** Renders a position as a short text that is safe in a URL. */
export function formatPosition(owner: Owner, { list, places }: Position): string {
  const texts = places.map(({ cursor, before = '' }) => `${cursor.join('.')}*${before}`);
  return ['4', accountOf(owner), listsOf(owner), list, places[list]?.skip ?? 0, ...texts].join('~');
}

/**
 * Finds the account that a position is of, by its number among the given ones, and where to go on there.
 *
 * @throws TicketbridgeError `invalid-input` for what is no position, and for a position of another listing
 */
export function readPosition(owners: readonly Owner[], text: string): { start: number; position: Position } {
  const [, account, lists, number, skip, places = ''] = FORM.exec(text) ?? [];
  if (account === undefined) throw refuse('of this version');
  const start = owners.findIndex((owner) => accountOf(owner) === account);
  const owner = owners[start];
  if (!owner) throw refuse('of an account that this listing reads');
  const list = Number(number);
  const read = places
    .slice(1)
    .split('~')
    .map((place, index) => readPlace(place, index === list ? Number(skip) : 0));
  const fits =
    listsOf(owner) === lists &&
    read.length === owner.lists.length &&
    list < read.length &&
    owner.lists.every(({ first }, index) => isCursorLike(read[index]?.cursor, first));
  if (!fits) throw refuse('of a listing with the same options');
  return { start, position: { list, places: read } };
}

/** Where the lists of an account start. */
export function startOf({ lists }: Owner): Position {
  return { list: 0, places: lists.map(({ first }) => ({ cursor: first, skip: 0 })) };
}

function readPlace(text: string, skip: number): Place {
  const [numbers = '', before] = text.split('*');
  return { cursor: numbers.split('.').map(Number), skip, before };
}

function isCursorLike(cursor: Cursor | undefined, first: Cursor): boolean {
  return cursor?.length === first.length && cursor.every((part) => isWhole(part));
}

function accountOf({ account: { vendor, account } }: Owner): string {
  return digestOf([vendor, account]);
}

function listsOf({ lists }: Owner): string {
  return digestOf(lists.map(({ name }) => name));
}

function refuse(what: string) {
  return invalidInput('paging', 'from', `must be a position ${what}`);
}
