import type { ListedThread } from './model.ts';
import { digestOf } from './paging/digest.ts';
import { formatThreadRef } from './ref.ts';

/**
 * Selects each thread once. One without a ref is always selected: nothing tells it from another. So is a fragment, of
 * which other pages may hold more, unless it stands for its whole thread.
 */
export function eachThreadOnce<T extends ListedThread>(isWhole: boolean): (thread: T) => boolean {
  const seen = new Set<string>();
  return ({ kind, ref }) => {
    if (!ref || (kind === 'fragment' && !isWhole)) return true;
    return isAdded(seen, formatThreadRef(ref));
  };
}

/**
 * Selects those of a page's threads that did not come before, for pages that are read again. Of threads without a ref
 * it selects as many equal ones as a page ever held at once.
 */
export function unseenOfPages<T extends ListedThread>(): (items: readonly T[]) => readonly T[] {
  const seen = new Set<string>();
  return (items) => {
    const counts = new Map<string, number>();
    return items.filter(({ ref, raw }) => {
      if (ref) return isAdded(seen, formatThreadRef(ref));
      const content = digestOf(raw);
      const count = (counts.get(content) ?? 0) + 1;
      counts.set(content, count);
      return isAdded(seen, `${count} ${content}`);
    });
  };
}

/** Adds a key, and tells whether it is new. */
function isAdded(seen: Set<string>, key: string): boolean {
  const isNew = !seen.has(key);
  seen.add(key);
  return isNew;
}
