import { isAdded } from './is-added.ts';
import type { ListedThread } from './model.ts';
import { digestOf } from './paging/digest.ts';
import { formatThreadRef } from './ref.ts';

/**
 * Selects each thread once. One without a ref is always selected: nothing tells it from another. So is a fragment, of
 * which other pages may hold more, unless it stands for its whole thread.
 */
export function eachThreadOnce(isWhole: boolean): (thread: ListedThread) => boolean {
  const seen = new Set<string>();
  return ({ kind, ref }) => !ref || (kind === 'fragment' && !isWhole) || isAdded(seen, formatThreadRef(ref));
}

/**
 * Selects those of a page's threads that did not come before, for pages that are read again. Of an account's threads
 * without a ref it selects as many equal ones as a page ever held at once.
 */
export function unseenOfPages<T extends ListedThread>(): (items: readonly T[]) => readonly T[] {
  const seen = new Set<string>();
  return (items) => {
    const counts = new Map<string, number>();
    return items.filter(({ ref, account, raw }) => {
      if (ref) return isAdded(seen, formatThreadRef(ref));
      const content = digestOf([account, raw]);
      const count = 1 + (counts.get(content) ?? 0);
      counts.set(content, count);
      return isAdded(seen, `${count} ${content}`);
    });
  };
}
