import { invalidInput } from '../refusal.ts';
import type { Account } from '../vendor.ts';
import { digestOf } from './digest.ts';
import type { Cursor, PageList } from './list.ts';

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

/** The version, a list by its key, and the place in it. */
const FORM = /^3~((\w+)~\w+~\d+)~(\d{1,16}(?:\.\d{1,16})*)~(\d{1,16})~([\w.]*)$/;

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
  const [, key = '', account, parts = '', skip, before] = FORM.exec(text) ?? [];
  if (key === '') throw refuse('that a page of this version gave');
  const start = sections.findIndex((section) => keyOf(section) === key);
  const isOfAccount = sections.some((section) => keyOf(section).startsWith(`${account}~`));
  if (!isOfAccount) throw refuse('of an account that this listing reads');
  const section = sections[start];
  const cursor = parts.split('.').map(Number);
  if (cursor.length !== section?.lists[section.index]?.first.length) throw refuse('of a listing with the same options');
  return { start, place: { cursor, skip: Number(skip), before } };
}

/** Names a list by its account, all lists that the account has in this listing, and its number among them. */
function keyOf({ account: { vendor, account }, lists, index }: Section): string {
  return [digestOf([vendor, account]), digestOf(lists.map(({ name }) => name)), index].join('~');
}

function refuse(what: string) {
  return invalidInput('paging', 'from', `must be a position ${what}`);
}
