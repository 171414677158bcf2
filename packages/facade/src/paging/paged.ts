import { isTicketbridgeError, type TicketbridgeError } from '@ticketbridge/http';
import type { Account } from '../vendor.ts';
import { leavingOf } from './leaving.ts';
import type { PageList } from './list.ts';
import { mapInOrder } from './map-in-order.ts';
import { formatPosition, type Place, readPosition } from './position.ts';
import { type PageRead, placeAfter, readList } from './read-list.ts';

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

/** An account's lists, and what is made of what they hold. */
export interface Part<Listed, Item> {
  readonly account: Account;
  /** Makes the lists for one reading. */
  lists(): readonly PageList<Listed>[];
  /** Makes an item of what was listed, when it is consumed. */
  complete(listed: Listed, signal: AbortSignal): Promise<Item>;
}

/** What a reading can be told. */
export interface ReadingOptions extends PagingOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onSourceError?: ((error: TicketbridgeError, account: Account) => void) | undefined;
}

/** Reads a list of a reading from a place. */
export type ReadList<Listed> = (
  list: PageList<Listed>,
  place: Place,
  signal: AbortSignal,
) => AsyncIterable<PageRead<Listed>>;

/**
 * Makes one lazy, resumable list of the lists of several accounts. No request is made beyond what is consumed and what
 * `lookAhead` allows, and none begins after the reading was left.
 *
 * @param selection makes the rule by which one reading leaves items out, such as those that it had before
 * @throws TicketbridgeError `invalid-input` for a position of another listing; any kind while iterating
 */
export function paged<Listed, Item>(
  parts: readonly Part<Listed, Item>[],
  options: ReadingOptions,
  selection: () => (item: Listed) => boolean = () => () => true,
): Paged<Item> {
  const { from, maxItems = Number.POSITIVE_INFINITY, maxPages = Number.POSITIVE_INFINITY, lookAhead = 0 } = options;
  const after = from === undefined ? undefined : readPosition(sectionsOf(parts), from);
  const readPages = <Out>(deliver: Deliver<Item, Out>) => {
    const extent = { items: maxItems, pages: maxPages, lookAhead, isSelected: selection() };
    return readParts(parts, options, (...at) => readList<Listed>(...at, extent), deliver, after);
  };
  return {
    pages: () => readPages(collect),
    [Symbol.asyncIterator]: () => readPages((_, items) => items),
  };
}

/** As {@link paged}, of the lists of one account as they are. */
export function listed<Item>(
  account: Account,
  lists: Part<Item, Item>['lists'],
  options: ReadingOptions = {},
): Paged<Item> {
  return paged([{ account, lists, complete: async (item) => item }], options);
}

/** Makes what is yielded of a page and its items, which are completed as they are consumed. */
type Deliver<Item, Out> = (page: Omit<Page<Item>, 'items'>, items: AsyncIterable<Item>) => AsyncIterable<Out>;

async function* collect<Item>(page: Omit<Page<Item>, 'items'>, completed: AsyncIterable<Item>) {
  const items: Item[] = [];
  for await (const item of completed) items.push(item);
  yield { ...page, items };
}

function sectionsOf<Listed, Item>(parts: readonly Part<Listed, Item>[]) {
  return parts.flatMap((part) => {
    const lists = part.lists();
    return lists.map((list, index) => ({ part, account: part.account, lists, list, index }));
  });
}

/** Reads the lists of all parts, one after the other. */
export async function* readParts<Listed, Item, Out>(
  parts: readonly Part<Listed, Item>[],
  { signal: caller, onSourceError }: ReadingOptions,
  readList: ReadList<Listed>,
  deliver: Deliver<Item, Out>,
  after?: { readonly start: number; readonly place: Place },
): AsyncGenerator<Out> {
  const { signal, throwIfAborted, leave } = leavingOf(caller);
  const sections = sectionsOf(parts);
  let failed: Part<Listed, Item> | undefined;
  try {
    for (const [index, section] of sections.entries()) {
      const { part, account, list } = section;
      if (index < (after?.start ?? 0) || part === failed) continue;
      const place = index === after?.start ? after.place : startOf(list);
      const following = sections[index + 1];
      try {
        for await (const { page, items, rest } of readList(list, place, signal)) {
          throwIfAborted();
          const isUsedUp = !rest && page.isLast;
          const position =
            isUsedUp && following
              ? formatPosition(following, startOf(following.list))
              : formatPosition(section, rest ?? placeAfter(page));
          const completed = mapInOrder(items, throwIfAborted, (item) => part.complete(item, signal));
          yield* deliver({ position, end: isUsedUp && !following, total: page.total }, completed);
        }
      } catch (error) {
        if (!onSourceError || !isTicketbridgeError(error) || error.kind === 'aborted') throw error;
        failed = part;
        onSourceError(error, account);
      }
    }
  } finally {
    leave();
  }
}

function startOf({ first }: PageList<unknown>): Place {
  return { cursor: first, skip: 0 };
}
