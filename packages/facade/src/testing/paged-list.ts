import { is, optional, optionsOf, readArguments, whole } from '../checks.ts';
import { PAGING } from '../option-checks.ts';
import { digestOf } from '../paging/digest.ts';
import type { PageList } from '../paging/list.ts';
import { listed, type Paged, type PagingOptions } from '../paging/paged.ts';

/** How a list that was made of items is paged. */
export interface PagedListOptions extends PagingOptions {
  /** Items on a page, from 1. Default: 100. */
  readonly pageSize?: number | undefined;
}

const OPTIONS = optionsOf<PagedListOptions>({ ...PAGING, pageSize: optional(whole(1, Number.MAX_SAFE_INTEGER)) });

/**
 * Makes what a listing verb returns of these items, with pages and positions to go on from. Positions of other listings
 * are refused as they are elsewhere, so one list of a test can be resumed by another of the same items.
 *
 * @throws TicketbridgeError `invalid-input`
 * @example
 * const bridge = { ...real, threads: (options) => pagedList([brandloversThread('shop', { ticketId: '1' })], options) };
 */
export function pagedList<Item>(items: readonly Item[], options?: PagedListOptions): Paged<Item> {
  const checks = { items: is('an array', (value): value is readonly Item[] => Array.isArray(value)), options: OPTIONS };
  const given = readArguments<{ items: readonly Item[]; options: PagedListOptions | undefined }>('pagedList', checks, [
    items,
    options,
  ]);
  const { pageSize = 100, ...paging } = given.options ?? {};
  return listed({ vendor: 'brandlovers', account: 'testing' }, () => [listOver(given.items, pageSize)], paging);
}

function listOver<Item>(all: readonly Item[], size: number): PageList<Item> {
  return {
    name: 'items of a test',
    first: [0],
    open:
      () =>
      async ([offset = 0]) => {
        const items = all.slice(offset, offset + size);
        const next = offset + items.length;
        return () => ({
          items,
          next: [next],
          isLast: next >= all.length,
          total: all.length,
          digest: digestOf(next),
          after: (used) => ({ cursor: [offset + used], skip: 0 }),
        });
      },
  };
}
