import type { Paged } from '@ticketbridge/facade';

/** Readings of a list that changes while it is read, until it is left for later. */
const MOST = 4;

/** A list that was another one each time that it was read. */
export class UnsettledError extends Error {
  override readonly name = 'UnsettledError';
}

/**
 * Reads a list whole. One of several pages counts only if the next reading equals it: what comes or goes meanwhile shows
 * an item twice, or not at all.
 *
 * @param keyOf what tells an item from others
 * @throws UnsettledError when it does not settle; what the list throws
 */
export async function readSettled<T>(list: () => Paged<T>, keyOf: (item: T) => unknown): Promise<readonly T[]> {
  let before: string | undefined;
  for (let reading = 0; reading < MOST; reading += 1) {
    const items: T[] = [];
    let pages = 0;
    for await (const page of list().pages()) {
      items.push(...page.items);
      pages += page.items.length > 0 ? 1 : 0;
    }
    const keys = JSON.stringify(items.map(keyOf));
    if (pages < 2 || keys === before) return items;
    before = keys;
  }
  throw new UnsettledError('the list has changed each time that it was read');
}
