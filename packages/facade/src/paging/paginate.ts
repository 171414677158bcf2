import { TicketbridgeError } from '@ticketbridge/http';

/** One page of a list, as its source reads it. */
export interface PageRead<Item, Cursor> {
  readonly items: readonly Item[];
  /** Where the next page starts; `undefined` at the end of the list. */
  readonly next: Cursor | undefined;
  /** Pages that are known to come after `next`: they may be read ahead. */
  readonly ahead?: readonly Cursor[] | undefined;
  /** What two different pages never have in common. Default: the items as JSON, if there are any. */
  readonly fingerprint?: string | undefined;
  /** What an error about the page names. */
  readonly origin?: PageOrigin | undefined;
}

/** The operation that a page was read with. */
export interface PageOrigin {
  readonly vendor: string;
  readonly operation: string;
}

/** A list that is read page by page. A cursor is plain JSON: an offset, a page's number. */
export interface PageSource<Item, Cursor> {
  /** What the list is: a position of one list is refused by another. */
  readonly list: string;
  readonly first: Cursor;
  readonly isCursor: (value: unknown) => value is Cursor;
  /** Starts one reading of the list: what it returns reads the page at a cursor. */
  readonly open: () => (cursor: Cursor) => Promise<PageRead<Item, Cursor>>;
}

/** How much of a list to read, and from where. */
export interface PagingOptions {
  /** A position to go on from, as a page gave it. Default: the start. */
  readonly from?: string | undefined;
  /** Items to read at most. Default: all. */
  readonly maxItems?: number | undefined;
  /** Pages to read at most. Default: all. */
  readonly maxPages?: number | undefined;
  /** Pages to read in parallel beyond the one that is consumed, where the list numbers its pages. Default: 0. */
  readonly lookAhead?: number | undefined;
}

/** A page, and where to go on after it. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Opaque: give it as `from` to go on after this page. `undefined` at the end of the list. */
  readonly position: string | undefined;
}

/** A list that is read as it is consumed. */
export interface Paged<Item> extends AsyncIterable<Item> {
  /** The same list page by page, each with the position to go on from. */
  pages(): AsyncIterable<Page<Item>>;
}

/**
 * A lazy, resumable list. No request is made beyond what is consumed and what `lookAhead` allows.
 *
 * @throws TicketbridgeError `invalid-input` for a bad option or a position of another list; while iterating `paging` for
 * a page that comes twice, and what reading throws
 */
export function paginate<Item, Cursor>(source: PageSource<Item, Cursor>, options: PagingOptions = {}): Paged<Item> {
  const { maxItems = Number.POSITIVE_INFINITY, maxPages = Number.POSITIVE_INFINITY, lookAhead = 0 } = options;
  const start = options.from === undefined ? { cursor: source.first, skip: 0 } : readPosition(source, options.from);
  checkCount('maxItems', maxItems);
  checkCount('maxPages', maxPages);
  checkCount('lookAhead', lookAhead);

  async function* pages(): AsyncGenerator<Page<Item>> {
    const readPage = source.open();
    const started = new Map<string, Promise<PageRead<Item, Cursor>>>();
    const read = (cursor: Cursor) => {
      const key = JSON.stringify(cursor);
      const page = started.get(key) ?? readPage(cursor);
      started.delete(key);
      return page;
    };
    const readAhead = (cursors: readonly Cursor[]) => {
      for (const cursor of cursors) {
        const key = JSON.stringify(cursor);
        if (started.has(key)) continue;
        const page = readPage(cursor);
        // It is awaited when its turn comes, or never: a failure must not end the process meanwhile.
        page.catch(() => {});
        started.set(key, page);
      }
    };
    const seen = new Set<string>();
    let previous: string | undefined;
    let left = maxItems;
    let cursor: Cursor | undefined = start.cursor;
    let { skip } = start;
    for (let count = 1; cursor !== undefined && count <= maxPages && left > 0; count += 1) {
      const key = JSON.stringify(cursor);
      const { items: all, next, ahead = [], fingerprint, origin } = await read(cursor);
      if (seen.has(key)) throw pagingError('came back to a position where it was before', origin);
      seen.add(key);
      const content = fingerprint ?? (all.length > 0 ? JSON.stringify(all) : undefined);
      if (content !== undefined && content === previous) {
        throw pagingError('gave the same page twice: the list does not advance', origin);
      }
      previous = content;
      const items = all.slice(skip, skip + left);
      const isWhole = skip + items.length >= all.length;
      left -= items.length;
      if (isWhole && next !== undefined && left > 0) {
        readAhead([next, ...ahead].slice(0, Math.min(lookAhead, maxPages - count)));
      }
      const rest = isWhole ? { cursor: next, skip: 0 } : { cursor, skip: skip + items.length };
      yield { items, position: formatPosition(source, rest) };
      skip = 0;
      cursor = next;
    }
  }

  return {
    pages,
    async *[Symbol.asyncIterator]() {
      for await (const { items } of pages()) yield* items;
    },
  };
}

const VERSION = 1;

/** Where to go on: behind the first `skip` items of the page at `cursor`. */
interface Start<Cursor> {
  readonly cursor: Cursor;
  readonly skip: number;
}

function formatPosition<Cursor>(
  { list }: { readonly list: string },
  { cursor, skip }: Start<Cursor | undefined>,
): string | undefined {
  if (cursor === undefined) return undefined;
  const bytes = new TextEncoder().encode(JSON.stringify([VERSION, list, cursor, skip]));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

function readPosition<Item, Cursor>(source: PageSource<Item, Cursor>, position: string): Start<Cursor> {
  const [version, list, cursor, skip] = decode(position);
  if (version !== VERSION) throw invalidInput('"from" must be a position that a page gave');
  if (list !== source.list) throw invalidInput(`"from" must be a position of ${source.list}, not of another list`);
  if (!source.isCursor(cursor) || !Number.isInteger(skip) || Number(skip) < 0) {
    throw invalidInput('"from" must be a position that a page gave');
  }
  return { cursor, skip: Number(skip) };
}

function decode(position: string): readonly unknown[] {
  try {
    const binary = atob(position.replaceAll('-', '+').replaceAll('_', '/'));
    const value: unknown = JSON.parse(new TextDecoder().decode(Uint8Array.from(binary, (byte) => byte.charCodeAt(0))));
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

function checkCount(name: string, value: unknown): void {
  const valid = value === Number.POSITIVE_INFINITY || (Number.isInteger(value) && Number(value) >= 0);
  if (!valid) throw invalidInput(`"${name}" must be a whole number from 0`);
}

function invalidInput(message: string): TicketbridgeError {
  return new TicketbridgeError(message, { kind: 'invalid-input', outcome: 'not-sent' });
}

/** The error of a list that does not advance or contradicts itself. */
export function pagingError(why: string, origin?: PageOrigin): TicketbridgeError {
  const list = origin ? `${origin.vendor}.${origin.operation}` : 'the list';
  return new TicketbridgeError(`${list}: ${why}`, { ...origin, kind: 'paging', outcome: 'accepted' });
}
