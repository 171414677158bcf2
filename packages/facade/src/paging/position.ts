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

/** The version, a list by its key, which begins with its account, and the place in it. */
const FORM = /^3~((\w+)~\w+)~([\d.]+)~(\d{1,16})~([\w.]*)$/;

/** Renders a position as a short text that is safe in a URL. */
export function formatPosition(section: Section, { cursor, skip, before = '' }: Place): string {
  return ['3', keyOf(section), cursor.join('.'), skip, before].join('~');
}

/**
 * Finds the list that a position is in, by its number among the given ones, and where to go on there.
 *
 * @throws TicketbridgeError `invalid-input` for what is no position, and for a position of another listing
 */
export function readPosition(sections: readonly Section[], text: string): { start: number; place: Place } {
  const [, key, account, numbers = '', skip, before] = FORM.exec(text) ?? [];
  if (key === undefined) throw refuse('of this version');
  const keys = sections.map(keyOf);
  if (!keys.some((known) => known.startsWith(`${account}~`))) throw refuse('of an account that this listing reads');
  const start = keys.indexOf(key);
  const section = sections[start];
  const cursor = numbers.split('.').map(Number);
  const isOfList = cursor.length === section?.lists[section.index]?.first.length;
  if (!isOfList || !cursor.every((part) => isWhole(part))) throw refuse('of a listing with the same options');
  return { start, place: { cursor, skip: Number(skip), before } };
}

/** Names a list by its account, and by all lists that the account has in this listing and its number among them. */
function keyOf({ account: { vendor, account }, lists, index }: Section): string {
  return `${digestOf([vendor, account])}~${digestOf([lists.map(({ name }) => name), index])}`;
}

function refuse(what: string) {
  return invalidInput('paging', 'from', `must be a position ${what}`);
}
