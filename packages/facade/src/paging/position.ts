import { invalidInput } from '../refusal.ts';
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

/** Where to go on among the lists of an account. */
export interface Position extends Place {
  /** The list, by its number among those of the account. */
  readonly list: number;
}

/** The lists of an account, as far as a position has to know them. */
interface Owner {
  readonly vendor: string;
  readonly account: string;
  readonly lists: readonly PageList<unknown>[];
}

const VERSION = 2;

/** Renders a position as a short text that is safe in a URL. Names stand in it as digests. */
export function formatPosition(owner: Owner, { list, cursor, skip, before = '' }: Position): string {
  const json = JSON.stringify([VERSION, accountDigest(owner), listsDigest(owner), list, cursor, skip, before]);
  return btoa(json).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/**
 * Finds the account that a position is of, and where to go on there.
 *
 * @throws TicketbridgeError `invalid-input` for what is no position, and for a position of another listing
 */
export function readPosition<O extends Owner>(owners: readonly O[], text: string): { owner: O; position: Position } {
  const [version, account, lists, list, cursor, skip, before] = decode(text);
  if (version === 1) throw refuse('must be a position of this version: start anew, without "from"');
  if (version !== VERSION) throw refuse('must be a position that a page gave');
  const owner = owners.find((candidate) => accountDigest(candidate) === account);
  if (!owner) throw refuse('must be a position of an account that this listing reads');
  if (listsDigest(owner) !== lists) throw refuse('must be a position of a listing with the same options');
  const found = isWhole(list) ? owner.lists[list] : undefined;
  const isCursor = Array.isArray(cursor) && cursor.every((part) => Number.isSafeInteger(part));
  if (!isWhole(list) || !found || !isCursor || !found.accepts(cursor) || !isWhole(skip) || typeof before !== 'string') {
    throw refuse('must be a position that a page gave');
  }
  return { owner, position: { list, cursor, skip, before } };
}

function accountDigest({ vendor, account }: Owner): string {
  return digestOf([vendor, account]);
}

function listsDigest({ lists }: Owner): string {
  return digestOf(lists.map(({ name }) => name));
}

function decode(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(atob(text.replaceAll('-', '+').replaceAll('_', '/')));
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

function refuse(what: string) {
  return invalidInput(`"from" ${what}`, { field: 'from' });
}
