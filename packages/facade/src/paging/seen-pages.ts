import { isTicketbridgeError } from '@ticketbridge/http';
import { type Origin, pagingError } from '../refusal.ts';
import { digestOf } from './digest.ts';

/** A page that was read by offset: a key for each item that tells it from others. */
export interface OffsetPage {
  readonly offset: number;
  readonly keys: readonly string[];
}

/** Offsets where no list has items; the nearer ones are for a server that refuses a deep offset. */
const BEYOND = [1_000_000_000, 1_000_000, 10_000];

/** Refusals of an offset that is too large. */
const REFUSED: readonly (number | undefined)[] = [400, 404, 416, 422];

/**
 * The rule by which a list that is read by offset is known to advance, for one reading of an account.
 *
 * A page *looks known* when its items were all seen in this reading, whatever their order. Equal items are real, so that
 * proves nothing: the list is asked once for what stands far behind its end. Nothing, or a refusal of the offset, means
 * that the offset is heeded and the page counts. Items there mean that it is not, and reading ends in a `paging` error.
 */
export class SeenPages {
  readonly #counts = new Map<string, number>();
  #isHonest = false;

  /**
   * Takes note of a page.
   *
   * @param before the digest of the page before this one, where it was read by an earlier reading
   * @param keysAt reads the keys of the items at an offset
   * @throws TicketbridgeError `paging`, and what `keysAt` throws
   */
  async add(
    { offset, keys }: OffsetPage,
    before: string | undefined,
    keysAt: (offset: number) => Promise<readonly string[]>,
    origin: Origin,
  ): Promise<void> {
    const looksKnown = keys.length > 0 && offset > 0 && (this.#has(keys) || pageDigest(keys) === before);
    for (const key of keys) this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    if (!looksKnown || this.#isHonest) return;
    if (!(await this.#heedsOffset(offset, keysAt))) throw pagingError('the list does not heed its offset', origin);
    this.#isHonest = true;
  }

  async #heedsOffset(offset: number, keysAt: (offset: number) => Promise<readonly string[]>): Promise<boolean> {
    for (const beyond of BEYOND.filter((beyond) => beyond > offset)) {
      try {
        const keys = await keysAt(beyond);
        // A list may well be longer than the nearer offsets: unknown items there are items of their own.
        return keys.length === 0 || (beyond !== BEYOND[0] && !this.#has(keys));
      } catch (error) {
        if (!isTicketbridgeError(error) || !REFUSED.includes(error.status)) throw error;
      }
    }
    return true;
  }

  /** Whether as many items of each key were seen as there are. */
  #has(keys: readonly string[]): boolean {
    const counts = new Map<string, number>();
    return keys.every((key) => {
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      return count <= (this.#counts.get(key) ?? 0);
    });
  }
}

/** Tells a page from another by its items, whatever their order. */
export function pageDigest(keys: readonly string[]): string {
  return digestOf([...keys].sort());
}
