import type { ListedThread } from './model.ts';
import type { Cursor, PageList } from './paging/list.ts';
import type { PageRead } from './paging/read-list.ts';
import { unseenInPasses } from './selection.ts';

/**
 * Makes the reading of lists that shrink while they are read, because what is read is closed or archived: a page is read
 * again until it has nothing new that can leave it, which what has no ref cannot, and the whole list until a pass over it
 * has none.
 */
export function drainLists<T extends ListedThread>(): (
  list: PageList<T>,
  start: unknown,
  signal: AbortSignal,
) => AsyncGenerator<PageRead<T>> {
  const startPass = unseenInPasses<T>();
  return async function* (list, _, signal) {
    for (let isNew = true; isNew; ) {
      isNew = false;
      const unseen = startPass();
      const requestPage = list.open(signal);
      for (let cursor: Cursor | undefined = list.first; cursor; ) {
        const turn = await requestPage(cursor);
        const page = await turn();
        const items = unseen(page.items, cursor.join());
        if (items.length > 0) yield { page, items };
        if (items.some(({ ref }) => ref)) isNew = true;
        else cursor = page.isLast ? undefined : page.next;
      }
    }
  };
}
