import type { Cursor, ListPage, PageList, Turn } from './list.ts';
import type { Place } from './position.ts';

/** How much may still be read. The reader of the pages takes off the items that it uses. */
export interface Budget {
  items: number;
  pages: number;
}

/** A page in its turn, and where it stands. */
export interface PageInTurn<Item> {
  readonly page: ListPage<Item>;
  /** Where this page starts, and how many of its items are skipped. */
  readonly place: Place;
}

/**
 * Reads a list page by page from a place, as far as the budget goes. At most `lookAhead` pages behind the one that is
 * yielded are requested before their turn, and none that the budget does not cover.
 */
export async function* readList<Item>(
  list: PageList<Item>,
  start: Place,
  { budget, lookAhead, signal }: { budget: Budget; lookAhead: number; signal: AbortSignal },
): AsyncGenerator<PageInTurn<Item>> {
  const reading = list.open(signal, start.before);
  const requested = new Map<string, Promise<Turn<Item>>>();
  const request = (cursor: Cursor): Promise<Turn<Item>> => {
    const key = cursor.join();
    const turn = requested.get(key) ?? reading.request(cursor);
    // It is awaited in its turn, or never: a failure must not end the process meanwhile.
    turn.catch(() => {});
    requested.set(key, turn);
    return turn;
  };
  for (let place: Place | undefined = start; place && budget.pages > 0 && budget.items > 0; ) {
    const turn = await request(place.cursor);
    requested.delete(place.cursor.join());
    const page = await turn();
    budget.pages -= 1;
    const count = page.items.length - place.skip < budget.items ? Math.min(lookAhead, budget.pages) : 0;
    if (page.next && count > 0) for (const cursor of [page.next, ...(page.ahead?.(count - 1) ?? [])]) request(cursor);
    yield { page, place };
    place = page.next && { cursor: page.next, skip: 0, before: page.digest };
  }
}
