import type { Brandlovers } from '@ticketbridge/brandlovers';
import type { PageList } from '../paging/list.ts';
import { isNothingGiven, pageDigest, type SeenPages } from '../paging/seen-pages.ts';
import { listIn, type Origin, unusable } from '../refusal.ts';
import { Continuity } from './continuity.ts';

/** A list that the vendor gives by offset. */
export interface OffsetList<Raw, Item> {
  readonly operation: keyof Brandlovers & string;
  /** What tells the list from others of the same operation. */
  readonly of: string;
  /** Where an answer has its items, as the spec says. */
  readonly items: readonly string[];
  /** What was seen in this reading of the account. */
  readonly seen: SeenPages;
  /** Whether nothing leaves the list. Default: false. */
  readonly onlyGrows?: boolean;
  read(offset: number, signal: AbortSignal, limit?: number): Promise<unknown>;
  /** Returns keys that tell a page's items from others. */
  keysOf(received: readonly Raw[]): readonly string[];
  itemOf(raw: Raw): Item;
}

/**
 * Reads on by the number of items received, since the vendor documents no maximum and may return fewer than asked for,
 * until an empty page or a refusal that is known to be the end.
 */
export function offsetList<Raw, Item>(list: OffsetList<Raw, Item>): PageList<Item> {
  const origin: Origin = { vendor: 'brandlovers', operation: list.operation };
  return {
    name: `${list.operation} ${list.of}`,
    first: [0],
    open: (signal, before) => {
      const read = async (offset: number, limit?: number) =>
        listIn<Raw>(origin, list.items, await list.read(offset, signal, limit));
      const continuity = list.onlyGrows ? new Continuity(before) : undefined;
      const keysAt = async (offset: number, limit?: number) => list.keysOf(await read(offset, limit));
      return async ([offset = 0]) => {
        const received = await readToEnd(offset, read);
        return async () => {
          const keys = list.keysOf(received);
          const isHeeded = await list.seen.add(offset, keys, before, keysAt);
          if (!isHeeded) throw unusable('paging', 'the list does not heed its offset', origin);
          const keyBefore = async () => (await keysAt(offset - 1, 1))[0];
          const skip = continuity ? await continuity.add(offset, keys, keyBefore) : 0;
          if (skip === undefined) throw unusable('paging', 'the list has changed before the position', origin);
          return {
            items: received.slice(skip).map((raw) => list.itemOf(raw)),
            next: [offset + received.length],
            isLast: received.length === 0,
            digest: continuity ? continuity.last : pageDigest(keys),
            after: (used) => ({
              cursor: [offset + skip + used],
              skip: 0,
              ...(continuity && { before: continuity.digestOf(keys, skip + used) }),
            }),
          };
        };
      };
    },
  };
}

/** Tells whether a list has an item at an offset. */
export async function hasItemAt(
  operation: keyof Brandlovers & string,
  items: readonly string[],
  offset: number,
  read: (offset: number, limit?: number) => Promise<unknown>,
): Promise<boolean> {
  const origin: Origin = { vendor: 'brandlovers', operation };
  const received = await readToEnd(offset, async (...at) => listIn(origin, items, await read(...at)));
  return received.length > 0;
}

type Read<Raw> = (offset: number, limit?: number) => Promise<readonly Raw[]>;

/**
 * Reads a page. Where its offset is refused, it is empty if two items are given at once before it, and one of two from the
 * last of them on. Otherwise the offset may be refused for its depth, and the refusal is thrown.
 */
async function readToEnd<Raw>(offset: number, read: Read<Raw>): Promise<readonly Raw[]> {
  try {
    return await read(offset);
  } catch (error) {
    if (offset === 0 || !isNothingGiven(error)) throw error;
    const last = await lastGiven(offset, read);
    const { length } = await read(last, 2);
    // What has come since the refusal is there now; or it is refused again.
    if (length > 1 && last === offset - 1) return read(offset);
    // One item may be all that is ever given at once, but a vendor that refused the second for its depth could not page.
    const isEnd = length < 2 && (last === 0 || (await read(last - 1, 2)).length === 2);
    if (!isEnd) throw error;
    return [];
  }
}

/** Finds the last offset before one at which something is given, or 0: that before it, unless the list is shorter now. */
async function lastGiven<Raw>(offset: number, read: Read<Raw>): Promise<number> {
  let [given, refused] = [0, offset];
  for (let at = offset - 1; given + 1 < refused; at = (given + refused) >> 1) {
    const isGiven = await read(at, 1).then(
      (items) => items.length > 0,
      (error: unknown) => {
        if (isNothingGiven(error)) return false;
        throw error;
      },
    );
    if (isGiven) given = at;
    else refused = at;
  }
  return given;
}
