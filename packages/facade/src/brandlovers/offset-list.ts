import type { Brandlovers } from '@ticketbridge/brandlovers';
import type { PageList } from '../paging/list.ts';
import { pageDigest, type SeenPages } from '../paging/seen-pages.ts';
import { listIn, type Origin, unusable } from '../refusal.ts';

/** A list that the vendor gives by offset. */
export interface OffsetList<Raw, Item> {
  readonly operation: keyof Brandlovers & string;
  /** What tells the list from others of the same operation. */
  readonly of: string;
  /** Where an answer has its items, as the spec says. */
  readonly items: readonly string[];
  /** What was seen in this reading of the account. */
  readonly seen: SeenPages;
  read(offset: number, signal: AbortSignal): Promise<unknown>;
  /** Returns keys that tell a page's items from others. */
  keysOf(received: readonly Raw[]): readonly string[];
  itemOf(raw: Raw): Item;
}

/**
 * Reads on by the number of items received, since the vendor documents no maximum and may return fewer than asked for,
 * until an empty page.
 */
export function offsetList<Raw, Item>(list: OffsetList<Raw, Item>): PageList<Item> {
  const origin: Origin = { vendor: 'brandlovers', operation: list.operation };
  return {
    name: `${list.operation} ${list.of}`,
    first: [0],
    open: (signal, before) => {
      const read = async (offset: number) => listIn<Raw>(origin, list.items, await list.read(offset, signal));
      const keysAt = async (offset: number) => list.keysOf(await read(offset));
      return async ([offset = 0]) => {
        const received = await read(offset);
        return async () => {
          const keys = list.keysOf(received);
          const isHeeded = await list.seen.add(offset, keys, before, keysAt);
          if (!isHeeded) throw unusable('paging', 'the list does not heed its offset', origin);
          return {
            items: received.map((raw) => list.itemOf(raw)),
            next: [offset + received.length],
            isLast: received.length === 0,
            digest: pageDigest(keys),
            after: (used) => ({ cursor: [offset + used], skip: 0 }),
          };
        };
      };
    },
  };
}
