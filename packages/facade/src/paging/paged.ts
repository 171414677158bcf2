import { isTicketbridgeError, type TicketbridgeError } from '@ticketbridge/http';
import type { Account } from '../vendor.ts';
import { type Leaving, leavable } from './leaving.ts';
import type { PageList } from './list.ts';
import { mapInOrder } from './map-in-order.ts';
import { formatPosition, type Owner, type Place, type Position, readPosition, startOf } from './position.ts';
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
   * with what comes later in any list of its account. Accounts that were given before its own are not read again.
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
  readonly onSourceError?: ((error: TicketbridgeError, account: Account) => unknown) | undefined;
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
  const after = from === undefined ? undefined : readPosition(ownersOf(parts), from);
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

/** An account that has a list to read. */
interface PartOwner<Listed, Item> extends Owner {
  readonly part: Part<Listed, Item>;
  readonly lists: readonly PageList<Listed>[];
}

function ownersOf<Listed, Item>(parts: readonly Part<Listed, Item>[]): readonly PartOwner<Listed, Item>[] {
  return parts
    .map((part) => ({ part, account: part.account, lists: part.lists() }))
    .filter(({ lists }) => lists.length > 0);
}

/** Reads the lists of all parts, one after the other. */
export function readParts<Listed, Item, Out>(
  parts: readonly Part<Listed, Item>[],
  { signal: caller, onSourceError }: ReadingOptions,
  readList: ReadList<Listed>,
  deliver: Deliver<Item, Out>,
  after?: { readonly start: number; readonly position: Position },
): AsyncIterableIterator<Out> {
  return leavable(caller, async function* (leaving) {
    const owners = ownersOf(parts);
    for (const [index, owner] of owners.entries()) {
      if (index < (after?.start ?? 0)) continue;
      const position = index === after?.start ? after.position : startOf(owner);
      try {
        yield* readOwner(owner, owners[index + 1], position, leaving, readList, deliver);
      } catch (error) {
        if (!onSourceError || !isTicketbridgeError(error) || error.kind === 'aborted') throw error;
        await onSourceError(error, owner.account);
      }
    }
  });
}

async function* readOwner<Listed, Item, Out>(
  owner: PartOwner<Listed, Item>,
  following: Owner | undefined,
  { list: first, places: from }: Position,
  { signal, throwIfAborted }: Leaving,
  readList: ReadList<Listed>,
  deliver: Deliver<Item, Out>,
): AsyncGenerator<Out> {
  const { part, lists } = owner;
  const places = [...from];
  for (const [number, list] of lists.entries()) {
    const place = places[number];
    if (number < first || !place) continue;
    for await (const { page, items, rest } of readList(list, place, signal)) {
      throwIfAborted();
      places[number] = rest ?? placeAfter(page);
      const isUsedUp = !rest && page.isLast;
      const isEnd = isUsedUp && number + 1 === lists.length;
      const position =
        isEnd && following
          ? formatPosition(following, startOf(following))
          : formatPosition(owner, { list: isUsedUp ? (number + 1) % lists.length : number, places });
      const completed = mapInOrder(items, throwIfAborted, (item) => part.complete(item, signal));
      yield* deliver({ position, end: isEnd && !following, total: page.total }, completed);
    }
  }
}
