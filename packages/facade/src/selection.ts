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

/** Selects those of a page's threads that did not come before. */
export type SelectUnseen<T> = (items: readonly T[], page: string) => readonly T[];

/**
 * Makes the selections of passes over lists whose pages are read again. Of threads without a ref a pass selects as many
 * equal ones as its pages hold together, less those that came before: nothing tells them apart.
 */
export function unseenInPasses<T extends ListedThread>(): () => SelectUnseen<T> {
  const seen = new Set<string>();
  return () => {
    const pages = new Map<string, ReadonlyMap<string, number>>();
    return (items, page) => {
      const held = new Map<string, number>();
      const before = [...pages].filter(([other]) => other !== page).map(([, counts]) => counts);
      const fresh = items.filter(({ ref, account, raw }) => {
        if (ref) return isAdded(seen, formatThreadRef(ref));
        const content = digestOf([account, raw]);
        held.set(content, 1 + (held.get(content) ?? 0));
        const count = [held, ...before].reduce((sum, counts) => sum + (counts.get(content) ?? 0), 0);
        return isAdded(seen, `${count} ${content}`);
      });
      if (held.size > 0) pages.set(page, held);
      else pages.delete(page);
      return fresh;
    };
  };
}
