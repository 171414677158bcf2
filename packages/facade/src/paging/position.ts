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

/** A list, in its place among those of an account. */
export interface Section {
  readonly account: Account;
  readonly lists: readonly PageList<unknown>[];
  readonly index: number;
}

const VERSION = 2;

/** Renders a position as a short text that is safe in a URL. Names stand in it as digests. */
export function formatPosition(section: Section, { cursor, skip, before = '' }: Place): string {
  return btoa(JSON.stringify([VERSION, ...keyOf(section), cursor, skip, before]))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/**
 * Finds the list that a position is in, by its number among the given ones, and where to go on there.
 *
 * @throws TicketbridgeError `invalid-input` for what is no position, and for a position of another listing
 */
export function readPosition(sections: readonly Section[], text: string): { start: number; place: Place } {
  const [version, account, lists, list, cursor, skip, before] = decode(text);
  if (version === 1) throw refuse('of this version: start anew, without "from"');
  if (version !== VERSION) throw refuse();
  const ofAccount = sections.filter((section) => keyOf(section)[0] === account);
  if (ofAccount.length === 0) throw refuse('of an account that this listing reads');
  if (ofAccount.every((section) => keyOf(section)[1] !== lists)) throw refuse('of a listing with the same options');
  const section = ofAccount.find(({ index }) => index === list);
  const first = section?.lists[section.index]?.first;
  const isCursor = isCursorLike(cursor) && cursor.length === first?.length;
  if (!section || !isCursor || !isWhole(skip) || typeof before !== 'string') throw refuse();
  return { start: sections.indexOf(section), place: { cursor, skip, before } };
}

function keyOf({ account: { vendor, account }, lists, index }: Section): readonly [string, string, number] {
  return [digestOf([vendor, account]), digestOf(lists.map(({ name }) => name)), index];
}

function isCursorLike(value: unknown): value is Cursor {
  return Array.isArray(value) && value.every((part) => isWhole(part));
}

function decode(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(atob(text.replaceAll('-', '+').replaceAll('_', '/')));
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

function refuse(what = 'that a page gave') {
  return invalidInput('paging', 'from', `must be a position ${what}`);
}
