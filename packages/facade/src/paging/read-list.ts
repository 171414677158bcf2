import type { Cursor, ListPage, PageList, Turn } from './list.ts';
import type { Place } from './position.ts';

/** A page, and what is taken of it. */
export interface PageRead<Item> {
  readonly page: ListPage<Item>;
  readonly items: readonly Item[];
  /** Where to go on in this page, when it is not used up. */
  readonly rest?: Place | undefined;
}

/** How far the lists of one reading are read. */
export interface Extent<Item> {
  /** Items and pages that may still be read. */
  items: number;
  pages: number;
  readonly lookAhead: number;
  /** Leaves items out, such as those that came before. */
  readonly isSelected: (item: Item) => boolean;
}

/**
 * Reads a list page by page from a place, as far as the extent goes. At most `lookAhead` pages behind the one that is
 * yielded are requested before their turn, and none that the extent does not cover.
 */
export async function* readList<Item>(
  list: PageList<Item>,
  start: Place,
  signal: AbortSignal,
  extent: Extent<Item>,
): AsyncGenerator<PageRead<Item>> {
  const requestPage = list.open(signal, start.before);
  const requested = new Map<string, Promise<Turn<Item>>>();
  const request = (cursor: Cursor): Promise<Turn<Item>> => {
    const key = cursor.join();
    const turn = requested.get(key) ?? requestPage(cursor);
    // It is awaited in its turn, or never: a failure must not end the process meanwhile.
    turn.catch(() => {});
    requested.set(key, turn);
    return turn;
  };
  for (let place = start, isLast = false; !isLast && extent.pages > 0 && extent.items > 0; ) {
    const turn = await request(place.cursor);
    requested.delete(place.cursor.join());
    const page = await turn();
    isLast = page.isLast;
    extent.pages -= 1;
    const count = page.items.length - place.skip < extent.items ? Math.min(extent.lookAhead, extent.pages) : 0;
    if (!isLast && count > 0) for (const cursor of page.ahead?.(count) ?? [page.next]) request(cursor);
    yield take(page, place, extent);
    place = placeAfter(page);
  }
}

/** Takes what is wanted of a page off the extent. */
function take<Item>(page: ListPage<Item>, place: Place, extent: Extent<Item>): PageRead<Item> {
  const items: Item[] = [];
  let { skip } = place;
  for (const item of page.items.slice(skip)) {
    if (items.length >= extent.items) break;
    if (extent.isSelected(item)) items.push(item);
    skip += 1;
  }
  extent.items -= items.length;
  return {
    page,
    items,
    rest: skip < page.items.length ? { ...place, skip, ...page.after?.(skip) } : undefined,
  };
}

/** Tells where to go on behind a page. */
export function placeAfter({ next, digest }: ListPage<unknown>): Place {
  return { cursor: next, skip: 0, before: digest };
}
