import { isTicketbridgeError, type TicketbridgeError } from '@ticketbridge/http';
import type { Account } from '../vendor.ts';
import { Leaving } from './leaving.ts';
import type { PageList } from './list.ts';
import { COMPLETED_AT_ONCE, mapInOrder } from './map-in-order.ts';
import { formatPosition, type Position, readPosition } from './position.ts';
import { type Budget, type PageInTurn, readList } from './read-list.ts';

/** How much of a list to read, and from where. */
export interface PagingOptions {
  /** A position to go on from, as a page gave it. Default: the start. */
  readonly from?: string | undefined;
  /** Items to read at most. Default: all. */
  readonly maxItems?: number | undefined;
  /** Pages to read at most. Default: all. */
  readonly maxPages?: number | undefined;
  /** Pages to request in parallel beyond the one that is consumed, where the list numbers its pages; at most 100. Default: 0. */
  readonly lookAhead?: number | undefined;
}

/** A page, and where to go on after it. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /**
   * Opaque text of at most 200 characters: give it as `from` to go on after this page. That of the last page goes on
   * with what comes later. Accounts that were given before the position's own are not read again.
   */
  readonly position: string;
  /** Whether this is the end of everything that is listed. */
  readonly end: boolean;
  /**
   * How many items the vendor says that the list of this page has, where it does. ClubCollect counts messages, also
   * where the items are threads.
   */
  readonly total: number | undefined;
}

/** A list that is read as it is consumed, anew by each iteration. */
export interface Paged<Item> extends AsyncIterable<Item> {
  /** The same list page by page, each with the position to go on from. */
  pages(): AsyncIterable<Page<Item>>;
}

/** What a list of several accounts can be told. */
export interface ReadingOptions extends PagingOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onSourceError?: ((error: TicketbridgeError, account: Account) => void) | undefined;
}

/** An account's lists, made for one reading. */
export interface Part<Item> extends Account {
  lists(): readonly PageList<Item>[];
}

/** What is read, and what is made of it. */
export interface Listing<Listed, Item, P extends Part<Listed> = Part<Listed>> {
  readonly parts: readonly P[];
  readonly options: ReadingOptions;
  /** Makes the rule by which one reading leaves items out, such as those that it had before. */
  readonly selection: () => (item: Listed) => boolean;
  /** Makes an item of what was listed, when it is consumed. */
  readonly complete: (item: Listed, part: P, signal: AbortSignal) => Promise<Item>;
}

/**
 * Makes one lazy, resumable list of the lists of several accounts. No request is made beyond what is consumed and what
 * `lookAhead` allows, and none begins after the reading was left.
 *
 * @throws TicketbridgeError `invalid-input` for a position of another listing; any kind while iterating
 */
export function paged<Listed, Item, P extends Part<Listed>>(listing: Listing<Listed, Item, P>): Paged<Item> {
  const parts = ownersOf<Listed, P>(listing.parts);
  const { from } = listing.options;
  const start = from === undefined ? undefined : readPosition(parts, from);
  const after = start && { index: parts.indexOf(start.owner), position: start.position };

  return {
    pages: () =>
      read(listing, after, async function* (page, completed) {
        const items: Item[] = [];
        for await (const item of completed) items.push(item);
        yield { ...page, items };
      }),
    [Symbol.asyncIterator]: () => read(listing, after, (_, completed) => completed),
  };
}

/** The accounts that have a list to read, each with its lists. */
function ownersOf<Listed, P extends Part<Listed>>(parts: readonly P[]) {
  return parts
    .map((part) => ({ part, vendor: part.vendor, account: part.account, lists: part.lists() }))
    .filter(({ lists }) => lists.length > 0);
}

type Deliver<Item, Out> = (page: Omit<Page<Item>, 'items'>, items: AsyncIterable<Item>) => AsyncIterable<Out>;

async function* read<Listed, Item, Out, P extends Part<Listed>>(
  { parts, options, selection, complete }: Listing<Listed, Item, P>,
  after: { readonly index: number; readonly position: Position } | undefined,
  deliver: Deliver<Item, Out>,
): AsyncGenerator<Out> {
  const { maxItems = Number.POSITIVE_INFINITY, maxPages = Number.POSITIVE_INFINITY, lookAhead = 0 } = options;
  const leaving = new Leaving(options.signal);
  const { signal } = leaving;
  const reading = { budget: { items: maxItems, pages: maxPages }, lookAhead, signal };
  const isSelected = selection();
  const owners = ownersOf<Listed, P>(parts);
  try {
    for (const [index, owner] of owners.entries()) {
      if (index < (after?.index ?? 0)) continue;
      const start = index === after?.index ? after.position : undefined;
      const following = owners[index + 1];
      try {
        for await (const { list, turn } of readLists(owner.lists, start, reading)) {
          leaving.throwIfAborted();
          const { items, used } = select(turn, reading.budget, isSelected);
          const next = positionAfter(list, turn, used, owner.lists);
          const position = next
            ? formatPosition(owner, next)
            : following
              ? formatPosition(following, startOf(following.lists, 0))
              : formatPosition(owner, behind(list, turn));
          const completed = mapInOrder(items, COMPLETED_AT_ONCE, (item) => complete(item, owner.part, signal));
          yield* deliver({ position, end: !next && !following, total: turn.page.total }, completed);
        }
      } catch (error) {
        if (!options.onSourceError || !isSourceError(error)) throw error;
        options.onSourceError(error, { vendor: owner.vendor, account: owner.account });
      }
    }
  } finally {
    leaving.leave();
  }
}

/** Reads an account's lists one after the other. */
async function* readLists<Listed>(
  lists: readonly PageList<Listed>[],
  start: Position | undefined,
  reading: { budget: Budget; lookAhead: number; signal: AbortSignal },
): AsyncGenerator<{ readonly list: number; readonly turn: PageInTurn<Listed> }> {
  for (const [index, list] of lists.entries()) {
    if (index < (start?.list ?? 0)) continue;
    const place = index === start?.list ? start : startOf(lists, index);
    for await (const turn of readList(list, place, reading)) yield { list: index, turn };
  }
}

/** Takes what is wanted of a page: the items, and how many of the page's are used up by that. */
function select<Listed>(
  { page, place }: PageInTurn<Listed>,
  budget: Budget,
  isSelected: (item: Listed) => boolean,
): { readonly items: readonly Listed[]; readonly used: number } {
  const items: Listed[] = [];
  let used = Math.min(place.skip, page.items.length);
  for (const item of page.items.slice(used)) {
    if (items.length >= budget.items) break;
    if (isSelected(item)) items.push(item);
    used += 1;
  }
  budget.items -= items.length;
  return { items, used };
}

/** Where to go on in the account; `undefined` behind its last list. */
function positionAfter<Listed>(
  list: number,
  { page, place }: PageInTurn<Listed>,
  used: number,
  lists: readonly PageList<Listed>[],
): Position | undefined {
  if (used < page.items.length) return { ...place, list, skip: used };
  if (page.next) return { list, cursor: page.next, skip: 0, before: page.digest };
  return list + 1 < lists.length ? startOf(lists, list + 1) : undefined;
}

function behind<Listed>(list: number, { page }: PageInTurn<Listed>): Position {
  return { list, cursor: page.resume, skip: 0, before: page.digest };
}

function startOf<Listed>(lists: readonly PageList<Listed>[], list: number): Position {
  return { list, cursor: lists[list]?.first ?? [], skip: 0 };
}

/** Whether an error may be told instead of thrown: one of a source, not what the caller aborted. */
export function isSourceError(error: unknown): error is TicketbridgeError {
  return isTicketbridgeError(error) && error.kind !== 'aborted';
}
