import { isTicketbridgeError } from '@ticketbridge/http';
import { digestOf } from './digest.ts';

/** Offsets where no list has items; the nearer ones are for a server that refuses a deep offset. */
const BEYOND = [1_000_000_000, 1_000_000, 10_000, 1_000, 100];

/** Refusals of an offset that is too large. */
const REFUSED: readonly (number | undefined)[] = [400, 404, 416, 422];

/** Tells whether an error says that nothing is given at an offset: a refusal of it, or an answer without its list. */
export function isNothingGiven(error: unknown): boolean {
  return isTicketbridgeError(error) && (REFUSED.includes(error.status) || error.kind === 'protocol');
}

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
   * Takes note of a page, and tells whether the list heeds its offset as far as is known.
   *
   * @param keys tell each of the page's items from others
   * @param before the digest of the page before this one, where it was read by an earlier reading
   * @param keysAt reads the keys of the items at an offset; what it throws is thrown
   */
  async add(
    offset: number,
    keys: readonly string[],
    before: string | undefined,
    keysAt: (offset: number) => Promise<readonly string[]>,
  ): Promise<boolean> {
    const looksKnown = keys.length > 0 && offset > 0 && (this.#has(keys) || pageDigest(keys) === before);
    for (const [key, count] of countsOf(keys)) this.#counts.set(key, count + (this.#counts.get(key) ?? 0));
    return !looksKnown || this.#isHonest || this.#heedsOffset(offset, keysAt);
  }

  async #heedsOffset(offset: number, keysAt: (offset: number) => Promise<readonly string[]>): Promise<boolean> {
    for (const beyond of BEYOND.filter((beyond) => beyond > offset)) {
      try {
        const keys = await keysAt(beyond);
        this.#isHonest = keys.length === 0;
        // A list may be longer than the nearer offsets: unknown items there are items of their own, or the last page
        // again, which will be known when it was read. So they prove nothing for the pages that follow.
        return this.#isHonest || (beyond !== BEYOND[0] && !this.#has(keys));
      } catch (error) {
        if (!isNothingGiven(error)) throw error;
      }
    }
    this.#isHonest = true;
    return true;
  }

  /** Whether as many items of each key were seen as there are. */
  #has(keys: readonly string[]): boolean {
    return Array.from(countsOf(keys)).every(([key, count]) => count <= (this.#counts.get(key) ?? 0));
  }
}

function countsOf(keys: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, 1 + (counts.get(key) ?? 0));
  return counts;
}

/** Tells a page from another by its items, whatever their order. */
export function pageDigest(keys: readonly string[]): string {
  return digestOf([...keys].sort());
}
