import { pageDigest } from '../paging/seen-pages.ts';

/**
 * Notices that something was put before the place where reading goes on, in a list that nothing leaves. Its order is not
 * documented, so new items may come first, and move what was read into the next page.
 */
export class Continuity {
  readonly #read: string[] = [];
  readonly #known = new Set<string>();
  #last: string;

  /** @param last the digest of the last item that was read before this reading */
  constructor(last = '') {
    this.#last = last;
  }

  /** The digest of the last item that was read. */
  get last(): string {
    return this.#last;
  }

  /**
   * Takes note of a page, and counts its first items that were read before. Equal items are real: only where another item
   * than the last one that was read stands before the page has it moved.
   *
   * @param keyBefore reads the key of the item before the page
   * @returns `undefined` where nothing tells which of the items were read before
   */
  async add(
    offset: number,
    keys: readonly string[],
    keyBefore: () => Promise<string | undefined>,
  ): Promise<number | undefined> {
    const isResumed = this.#read.length === 0 && this.#last !== '';
    const mayHaveMoved = offset > 0 && (isResumed || keys.some((key) => this.#known.has(key)));
    const hasMoved = mayHaveMoved && pageDigest([(await keyBefore()) ?? '']) !== this.#last;
    const skip = hasMoved ? this.#repeated(keys) : 0;
    if (hasMoved && skip === 0) return undefined;
    for (const key of keys.slice(skip)) {
      this.#read.push(key);
      this.#known.add(key);
    }
    this.#last = this.digestOf(keys, keys.length);
    return skip;
  }

  /** The digest of the last of a page's first items, or of what was read before if there are none. */
  digestOf(keys: readonly string[], count: number): string {
    const key = keys[count - 1];
    return key === undefined ? this.#last : pageDigest([key]);
  }

  /** How many of a page's first items are those that were read last, or some before them. */
  #repeated(keys: readonly string[]): number {
    const read = this.#read;
    const start = read.findIndex((_, index) => keys.every((key, at) => (read[index + at] ?? key) === key));
    return start < 0 ? 0 : Math.min(keys.length, read.length - start);
  }
}
