import type { ClubcollectMessage, Page, State } from '@ticketbridge/facade';
import type { PollContext } from '../poll.ts';
import { pagesThroughThrottling } from '../through-throttling.ts';

/**
 * A company's lists, and what it means to be in one. They are read in this order: of a thread that has messages in several,
 * those in the last one are the newest, as far as is known of any vendor.
 */
export const LISTS = {
  archived: { active: false, turn: 'unknown' },
  answered: { active: true, turn: 'theirs' },
  unanswered: { active: true, turn: 'ours' },
} as const;

export type List = keyof typeof LISTS;

export const ALL: readonly List[] = ['archived', 'answered', 'unanswered'];

/** A number for each list. */
export type ByList = Readonly<Record<List, number>>;

export function byList(numberOf: (list: List) => number): ByList {
  return { archived: numberOf('archived'), answered: numberOf('answered'), unanswered: numberOf('unanswered') };
}

/** Tells whether all lists are without anything. */
export function isEmpty(totals: ByList): boolean {
  return ALL.every((list) => totals[list] === 0);
}

export function listNamed(name: string | null): List | undefined {
  return ALL.find((list) => list === name);
}

/** The end of a list at which reading begins: `newest` needs one request more, and the order that the vendor documents. */
export type End = 'newest' | 'first';

/** Reads a list from one of its ends, or from a position on. */
export function pagesOf(
  context: PollContext,
  list: List,
  { end, from: start }: { readonly end: End; readonly from?: string | undefined },
): AsyncIterable<Page<ClubcollectMessage>> {
  const { bridge, account, gate, signal } = context;
  const options = { ...LISTS[list], account: account.account, newestFirst: end === 'newest' };
  const read = (from: string | undefined) =>
    bridge.clubcollect.listedMessages({ ...gate.options(account, signal), ...options, from });
  return pagesThroughThrottling(context, read, start);
}

/** Returns the state of a thread whose newest message is in a list, or in none. */
export function stateIn(list: List | undefined): Omit<State, 'asOf'> {
  if (list === undefined) return { active: 'unknown', turn: 'unknown', native: undefined, from: 'none' };
  return { ...LISTS[list], native: list, from: 'list' };
}
