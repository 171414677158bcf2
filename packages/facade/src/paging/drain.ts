import type { PageList } from './list.ts';

/**
 * Reads a list that shrinks while it is read, because what is read is closed or archived: a page is read again until it
 * has nothing new that can leave it, and the whole list until a pass over it has none.
 *
 * @param unseen takes those of a page's items that did not come before
 * @param canLeave whether an item can leave the list by what its reader does
 */
export async function* drainList<Item>(
  list: PageList<Item>,
  signal: AbortSignal,
  unseen: (items: readonly Item[]) => readonly Item[],
  canLeave: (item: Item) => boolean,
): AsyncGenerator<readonly Item[]> {
  for (let isNew = true; isNew; ) {
    isNew = false;
    const reading = list.open(signal);
    for (let cursor: PageList<Item>['first'] | undefined = list.first; cursor !== undefined; ) {
      const turn = await reading.request(cursor);
      const { items, next } = await turn();
      const fresh = unseen(items);
      if (fresh.length > 0) yield fresh;
      if (fresh.some(canLeave)) isNew = true;
      else cursor = next;
    }
  }
}
