import type { ListedThread } from '../source.ts';
import type { PageSource } from './paginate.ts';

/**
 * Every thread of a list that shrinks while it is read, because what is read is closed or archived: a page is read again
 * until it has nothing new, and the whole list until a pass over it has nothing new. Each thread comes once.
 */
export async function* drain<T extends ListedThread>(pages: PageSource<T, number>): AsyncGenerator<T> {
  const seen = new Set<string>();
  for (let isNew = true; isNew; ) {
    isNew = false;
    const read = pages.open();
    for (let cursor: number | undefined = pages.first; cursor !== undefined; ) {
      const { items, next } = await read(cursor);
      const fresh = unseen(items, seen);
      yield* fresh;
      if (fresh.length > 0) isNew = true;
      else cursor = next;
    }
  }
}

/** Those that were not seen before; of threads without a ref, as many equal ones as a page ever held at once. */
function unseen<T extends ListedThread>(items: readonly T[], seen: Set<string>): T[] {
  const counts = new Map<string, number>();
  return items.filter(({ ref, raw }) => {
    const content = ref ? ref.id : JSON.stringify(raw);
    const count = (counts.get(content) ?? 0) + 1;
    counts.set(content, count);
    const key = ref ? `ref ${content}` : `raw ${count} ${content}`;
    return !seen.has(key) && seen.add(key);
  });
}
