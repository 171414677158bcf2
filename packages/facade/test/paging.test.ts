import { describe, expect, test } from 'vitest';
import type { Cursor, ListPage, PageList } from '../src/paging/list.ts';
import { type PagingOptions, type Part, paged, type ReadingOptions } from '../src/paging/paged.ts';
import { type Origin, unusable } from '../src/refusal.ts';
import { failureOf } from './failure.ts';

const ORIGIN: Origin = { vendor: 'clubcollect', operation: 'listLetters' };

/** A list of pages that keeps which of them were asked for. */
function listOf(pages: readonly (readonly string[])[], knownAhead = 0, name = 'letters') {
  const reads: number[] = [];
  const read = async ([page = 0]: Cursor): Promise<ListPage<string>> => {
    reads.push(page);
    const ahead = pages.map((_, index) => index).filter((index) => index > page);
    return {
      items: pages[page] ?? [],
      next: [Math.min(page + 1, pages.length)],
      isLast: page + 1 >= pages.length,
      digest: `page${page}`,
      ahead: (count) => ahead.slice(0, Math.min(1 + knownAhead, count)).map((index) => [index]),
    };
  };
  const list: PageList<string> = {
    name,
    first: [0],
    open: () => async (cursor) => {
      const page = await read(cursor);
      return () => page;
    },
  };
  return { list, reads };
}

/** A listing of one list for each account. */
function listing(lists: Readonly<Record<string, PageList<string>>>, options: ReadingOptions = {}) {
  const parts: Part<string, string>[] = Object.entries(lists).map(([account, list]) => ({
    account: { vendor: 'clubcollect', account },
    lists: () => [list],
    complete: async (item) => item,
  }));
  return paged(parts, options);
}

async function itemsOf(list: PageList<string>, options?: ReadingOptions): Promise<readonly string[]> {
  const items: string[] = [];
  for await (const item of listing({ club: list }, options)) items.push(item);
  return items;
}

const PAGES = [['a', 'b', 'c'], ['d', 'e'], [], ['f'], ['g', 'h', 'i']];
const ALL = PAGES.flat();

describe('a list is read as it is consumed', () => {
  test('nothing is read before the first item is asked for', async () => {
    const { list, reads } = listOf(PAGES);
    const items = listing({ club: list })[Symbol.asyncIterator]();
    expect(reads).toEqual([]);
    await items.next();
    expect(reads).toEqual([0]);
  });

  test('a page is read when the one before it is used up', async () => {
    const { list, reads } = listOf(PAGES);
    const trace: string[] = [];
    for await (const item of listing({ club: list })) trace.push(`${item}${reads.length}`);
    expect(trace).toEqual(['a1', 'b1', 'c1', 'd2', 'e2', 'f4', 'g5', 'h5', 'i5']);
  });

  test('leaving early reads no more', async () => {
    const { list, reads } = listOf(PAGES);
    for await (const item of listing({ club: list })) if (item === 'd') break;
    await new Promise((resolve) => setImmediate(resolve));
    expect(reads).toEqual([0, 1]);
  });

  test('it can be read twice, from the start each time', async () => {
    const { list } = listOf(PAGES);
    const letters = listing({ club: list });
    const twice: string[] = [];
    for await (const item of letters) twice.push(item);
    for await (const item of letters) twice.push(item);
    expect(twice).toEqual([...ALL, ...ALL]);
  });

  test('what reading throws ends the iteration, or only that of its account', async () => {
    const { list } = listOf(PAGES);
    const broken: PageList<string> = {
      ...list,
      open: () => async (cursor) => () => {
        if (cursor[0] === 1) throw unusable('paging', 'contradicts itself', ORIGIN);
        return { items: ['x'], next: [1], isLast: false, digest: '' };
      },
    };
    expect(await failureOf(itemsOf(broken))).toMatchObject({ kind: 'paging' });
    const told: unknown[] = [];
    const items: string[] = [];
    const onSourceError: ReadingOptions['onSourceError'] = ({ kind }, { account }) => void told.push([kind, account]);
    for await (const item of listing({ first: broken, second: list }, { onSourceError })) items.push(item);
    expect(items).toEqual(['x', ...ALL]);
    expect(told).toEqual([['paging', 'first']]);
  });
});

describe('maxItems and maxPages', () => {
  test.each(Array.from({ length: ALL.length + 2 }, (_, count) => count))('maxItems: %i', async (maxItems) => {
    const { list, reads } = listOf(PAGES);
    expect(await itemsOf(list, { maxItems })).toEqual(ALL.slice(0, maxItems));
    let pages = 0;
    for (let before = 0; pages < PAGES.length && before < maxItems; pages += 1) before += PAGES[pages]?.length ?? 0;
    expect(reads).toHaveLength(pages);
  });

  test.each([0, 1, 2, 3, 4, 5, 6])('maxPages: %i', async (maxPages) => {
    const { list, reads } = listOf(PAGES);
    expect(await itemsOf(list, { maxPages })).toEqual(PAGES.slice(0, maxPages).flat());
    expect(reads).toHaveLength(Math.min(maxPages, PAGES.length));
  });
});

describe('a position goes on where a page ended', () => {
  async function collect(list: PageList<string>, step: PagingOptions): Promise<readonly string[]> {
    const items: string[] = [];
    let from: string | undefined;
    for (let end = false; !end; ) {
      for await (const page of listing({ club: list }, { ...step, from }).pages()) {
        items.push(...page.items);
        from = page.position;
        end = page.end;
      }
    }
    return items;
  }

  test.each([{ maxPages: 1 }, { maxPages: 2 }, { maxItems: 1 }, { maxItems: 2 }, { maxItems: 4 }, { maxItems: 7 }])(
    'the pieces make the whole, whatever cuts them: %j',
    async (step) => {
      const { list } = listOf(PAGES);
      expect(await collect(list, step)).toEqual(ALL);
    },
  );

  test('each position of a reading, after a round trip as text', async () => {
    const { list } = listOf(PAGES);
    const seen: string[] = [];
    for await (const { items, position } of listing({ club: list }).pages()) {
      seen.push(...items);
      const rest = await itemsOf(list, { from: JSON.parse(JSON.stringify(position)) });
      expect([...seen, ...rest]).toEqual(ALL);
    }
  });

  test('the last page says that it is the end, and its position goes on with what comes later', async () => {
    const { list } = listOf([['a'], ['b']]);
    const pages = await Array.fromAsync(listing({ club: list }).pages());
    expect(pages.map(({ end }) => end)).toEqual([false, true]);
    const { list: longer } = listOf([['a'], ['b'], ['c']]);
    expect(await itemsOf(longer, { from: pages[1]?.position })).toEqual(['c']);
  });

  test('the end of an account is not the end of the listing', async () => {
    const lists = { first: listOf([['a']]).list, second: listOf([['b']]).list };
    const pages = await Array.fromAsync(listing(lists).pages());
    expect(pages.map(({ items, end }) => [items, end])).toEqual([
      [['a'], false],
      [['b'], true],
    ]);
    expect(await Array.fromAsync(listing(lists, { from: pages[0]?.position }))).toEqual(['b']);
  });

  test('it is short and safe in a URL, whatever the names are', async () => {
    const name = 'letters of "ключ" ~~~???>>>'.repeat(50);
    const { list } = listOf(PAGES, 0, name);
    for await (const { position } of listing({ [name]: list }).pages()) {
      expect(encodeURIComponent(position)).toBe(position);
      expect(position.length).toBeLessThanOrEqual(200);
      await Array.fromAsync(listing({ [name]: list }, { from: position, maxPages: 1 }));
    }
  });

  test('a page that has become shorter does not hold it up', async () => {
    const { list } = listOf([['a', 'b', 'c'], ['d']]);
    const [first] = await Array.fromAsync(listing({ club: list }, { maxItems: 2 }).pages());
    const { list: shorter, reads } = listOf([['a'], ['d']]);
    const pages = await Array.fromAsync(listing({ club: shorter }, { from: first?.position }).pages());
    expect(pages.map(({ items }) => items)).toEqual([[], ['d']]);
    reads.length = 0;
    expect(await itemsOf(shorter, { from: pages[0]?.position })).toEqual(['d']);
    expect(reads).toEqual([1]);
  });

  const FORM = 'of this version';
  const LISTING = 'of a listing with the same options';
  test.each<[string, (fields: string[]) => string[], string]>([
    ['nothing', () => [], FORM],
    ['text', () => ['page 2'], FORM],
    ['an older form', () => [btoa(JSON.stringify([1, 'letters', 1, 0]))], FORM],
    ['the form before', (fields) => fields.with(0, '3'), FORM],
    ['a later version', (fields) => fields.with(0, '5'), FORM],
    ['a part too few', (fields) => fields.slice(0, -1), FORM],
    ['a part that is empty', (fields) => [...fields, ''], FORM],
    ['a place too many', (fields) => [...fields, '1*'], LISTING],
    ['lists that are not there', (fields) => fields.with(2, 'another'), LISTING],
    ['a list that is not there', (fields) => fields.with(3, '1'), LISTING],
    ['a fraction', (fields) => fields.with(4, '0.5'), FORM],
    ['a step backwards', (fields) => fields.with(4, '-1'), FORM],
    ['a step of any length', (fields) => fields.with(4, '1'.repeat(400)), FORM],
    ['a cursor of another kind', (fields) => fields.with(5, 'a*'), FORM],
    ['a cursor of another list', (fields) => fields.with(5, '1.2*'), LISTING],
    ['a cursor beyond what a number holds', (fields) => fields.with(5, `${'1'.repeat(20)}*`), LISTING],
    ['a digest that is none', (fields) => fields.with(5, '1*"'), FORM],
  ])('what is none is refused before anything is read: %s', async (_, change, expected) => {
    const { list, reads } = listOf(PAGES);
    const [page] = await Array.fromAsync(listing({ club: list }, { maxPages: 1 }).pages());
    reads.length = 0;
    const from = change((page?.position ?? '').split('~')).join('~');
    expect(() => listing({ club: list }, { from })).toThrow(`"from" must be a position ${expected}`);
    expect(reads).toEqual([]);
  });

  test("another list's and another account's are refused", async () => {
    const { list } = listOf(PAGES);
    const [page] = await Array.fromAsync(listing({ club: list }, { maxPages: 1 }).pages());
    const from = page?.position;
    const stamps = { ...list, name: 'stamps' };
    expect(() => listing({ club: stamps }, { from })).toThrow(
      /^ticketbridge: .*"from" must be .* with the same options$/,
    );
    expect(() => listing({ other: list }, { from })).toThrow('"from" must be a position of an account that this');
  });

  test('it outlives accounts that were appended, and others that were removed', async () => {
    const first = listOf([['a']]).list;
    const second = listOf([['b', 'c'], ['d']]).list;
    const [, page] = await Array.fromAsync(listing({ first, second }).pages());
    const third = listOf([['e']]).list;
    const rest = await Array.fromAsync(listing({ second, third }, { from: page?.position }));
    expect(rest).toEqual(['d', 'e']);
  });
});

describe('lookAhead', () => {
  test.each([0, 1, 2, 10])('%i pages at most are read beyond the one that is consumed', async (lookAhead) => {
    const { list, reads } = listOf(PAGES, 9);
    const most: number[] = [];
    const items: string[] = [];
    let page = 0;
    for await (const { items: some } of listing({ club: list }, { lookAhead }).pages()) {
      page += 1;
      items.push(...some);
      most.push(reads.length - page);
    }
    expect(items).toEqual(ALL);
    expect(most).toEqual(PAGES.map((_, index) => Math.min(lookAhead, PAGES.length - 1 - index)));
    expect([...reads].sort()).toEqual([0, 1, 2, 3, 4]);
  });

  test('the order is kept when the last page comes first', async () => {
    const { list, reads } = listOf(PAGES, 9);
    const answers: (() => void)[] = [];
    const open: PageList<string>['open'] = (signal) => async (cursor) => {
      const page = await list.open(signal)(cursor);
      if (cursor[0] !== 0) {
        await new Promise<void>((resolve) => {
          answers.unshift(resolve);
          if (answers.length === PAGES.length - 1) for (const answer of answers) setImmediate(answer);
        });
      }
      return page;
    };
    expect(await itemsOf({ ...list, open }, { lookAhead: 4 })).toEqual(ALL);
    expect(reads).toHaveLength(5);
  });

  test('never goes beyond maxPages, nor beyond the items that are wanted', async () => {
    const pages = listOf(PAGES, 9);
    await itemsOf(pages.list, { lookAhead: 10, maxPages: 3 });
    expect(pages.reads).toEqual([0, 1, 2]);
    const items = listOf(PAGES, 9);
    await itemsOf(items.list, { lookAhead: 10, maxItems: 3 });
    expect(items.reads).toEqual([0]);
  });

  test('reads one page ahead where the list only knows the next', async () => {
    const { list, reads } = listOf(PAGES, 0);
    for await (const _ of listing({ club: list }, { lookAhead: 3, maxPages: 9 }).pages()) break;
    expect(reads).toEqual([0, 1]);
  });

  test('a page ahead that fails is not heard of before its turn, nor ever by one who leaves', async () => {
    const unhandled: unknown[] = [];
    const listen = (reason: unknown) => void unhandled.push(reason);
    process.on('unhandledRejection', listen);
    const { list } = listOf(PAGES, 9);
    const open: PageList<string>['open'] = (signal) => async (cursor) => {
      if (cursor[0] === 3) throw unusable('paging', 'is broken', ORIGIN);
      return list.open(signal)(cursor);
    };
    const seen: string[] = [];
    const reading = (async () => {
      for await (const item of listing({ club: { ...list, open } }, { lookAhead: 4 })) seen.push(item);
    })();
    expect(await failureOf(reading)).toMatchObject({ kind: 'paging' });
    expect(seen).toEqual(['a', 'b', 'c', 'd', 'e']);
    for await (const _ of listing({ club: { ...list, open } }, { lookAhead: 4 })) break;
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', listen);
    expect(unhandled).toEqual([]);
  });
});
