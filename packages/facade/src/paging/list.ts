/** Where a page starts: whole numbers whose meaning the list knows, such as an offset or a page's number. */
export type Cursor = readonly number[];

/** One page of a list, as its vendor gave it. */
export interface ListPage<Item> {
  readonly items: readonly Item[];
  /** Where the next page starts, or a later reading goes on behind the end of the list. */
  readonly next: Cursor;
  readonly isLast: boolean;
  /**
   * Where to go on when some of the items were used, although the page may have another size then. Default: the page's own
   * cursor, with as many items to skip.
   */
  after?(used: number): { readonly cursor: Cursor; readonly skip: number; readonly before?: string | undefined };
  /** How many items the whole list has, where the vendor tells it. */
  readonly total?: number | undefined;
  /** Tells this page's content from another's. */
  readonly digest: string;
  /** The cursors of at most `count` pages behind this one, where the list numbers its pages. */
  ahead?(count: number): readonly Cursor[];
}

/** Judges a page that was requested by what was read before it: called when its turn has come. */
export type Turn<Item> = () => ListPage<Item> | Promise<ListPage<Item>>;

/** Requests the page at a cursor, possibly ahead of its turn. */
export type RequestPage<Item> = (cursor: Cursor) => Promise<Turn<Item>>;

/** A list that a vendor gives page by page. */
export interface PageList<Item> {
  /** Its name among the lists of its account: a position in one list is refused by another. */
  readonly name: string;
  /** The cursor of the first page; every other one has as many parts. */
  readonly first: Cursor;
  /**
   * Starts a reading.
   *
   * @param before the digest of the page before the reading's first one, where an earlier reading goes on
   */
  open(signal: AbortSignal, before?: string): RequestPage<Item>;
}

/** Whether a value is a whole number from `least` that a number holds exactly. */
export function isWhole(value: unknown, least = 0): value is number {
  return Number.isSafeInteger(value) && Number(value) >= least;
}
