import { isWhole, type PageList } from '../paging/list.ts';
import { pageDigest, type SeenPages } from '../paging/seen-pages.ts';
import type { Origin } from '../refusal.ts';

/** A list that the vendor gives by offset. */
export interface OffsetList<Raw, Item> {
  readonly name: string;
  readonly origin: Origin;
  /** What was seen in this reading of the account. */
  readonly seen: SeenPages;
  read(offset: number, signal: AbortSignal): Promise<readonly Raw[]>;
  /** Returns keys that tell a page's items from others. */
  keysOf(received: readonly Raw[]): readonly string[];
  itemOf(raw: Raw): Item;
}

/**
 * Reads on by the number of items received, since the vendor documents no maximum and may return fewer than asked for,
 * until an empty page.
 */
export function offsetList<Raw, Item>(list: OffsetList<Raw, Item>): PageList<Item> {
  const { name, origin, seen, keysOf } = list;
  return {
    name,
    first: [0],
    accepts: (cursor) => cursor.length === 1 && isWhole(cursor[0]),
    open: (signal, before) => ({
      request: async ([offset = 0]) => {
        const received = await list.read(offset, signal);
        return async () => {
          const keys = keysOf(received);
          const keysAt = async (beyond: number) => keysOf(await list.read(beyond, signal));
          await seen.add({ offset, keys }, before, keysAt, origin);
          const resume = [offset + received.length];
          const next = received.length > 0 ? resume : undefined;
          return { items: received.map((raw) => list.itemOf(raw)), next, resume, digest: pageDigest(keys) };
        };
      },
    }),
  };
}
