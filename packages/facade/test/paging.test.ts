import { describe, expect, test } from 'vitest';
import { type PageRead, type PageSource, type PagingOptions, paginate, pagingError } from '../src/paging/paginate.ts';
import { failureOf } from './failure.ts';

const isCursor = (value: unknown): value is number => Number.isInteger(value);

/** A list of pages that keeps which of them were asked for. */
function listOf(pages: readonly (readonly string[])[], knownAhead = 0) {
  const reads: number[] = [];
  const read = async (cursor: number): Promise<PageRead<string, number>> => {
    reads.push(cursor);
    const ahead = pages.map((_, index) => index).filter((index) => index > cursor + 1);
    const next = cursor + 1 < pages.length ? cursor + 1 : undefined;
    return { items: pages[cursor] ?? [], next, ahead: ahead.slice(0, knownAhead) };
  };
  const source: PageSource<string, number> = { list: 'letters', first: 0, isCursor, open: () => read };
  return { source, reads };
}

async function itemsOf(source: PageSource<string, number>, options?: PagingOptions): Promise<readonly string[]> {
  const items: string[] = [];
  for await (const item of paginate(source, options)) items.push(item);
  return items;
}

const PAGES = [['a', 'b', 'c'], ['d', 'e'], [], ['f'], ['g', 'h', 'i']];
const ALL = PAGES.flat();

describe('a list is read as it is consumed', () => {
  test('nothing is read before the first item is asked for', async () => {
    const { source, reads } = listOf(PAGES);
    const items = paginate(source)[Symbol.asyncIterator]();
    expect(reads).toEqual([]);
    await items.next();
    expect(reads).toEqual([0]);
  });

  test('a page is read when the one before it is used up', async () => {
    const { source, reads } = listOf(PAGES);
    const trace: string[] = [];
    for await (const item of paginate(source)) trace.push(`${item}${reads.length}`);
    expect(trace).toEqual(['a1', 'b1', 'c1', 'd2', 'e2', 'f4', 'g5', 'h5', 'i5']);
  });

  test('leaving early reads no more', async () => {
    const { source, reads } = listOf(PAGES);
    for await (const item of paginate(source)) if (item === 'd') break;
    await new Promise((resolve) => setImmediate(resolve));
    expect(reads).toEqual([0, 1]);
  });

  test('it can be read twice, from the start each time', async () => {
    const { source } = listOf(PAGES);
    const list = paginate(source);
    const twice: string[] = [];
    for await (const item of list) twice.push(item);
    for await (const item of list) twice.push(item);
    expect(twice).toEqual([...ALL, ...ALL]);
  });

  test('what reading throws ends the iteration', async () => {
    const { source } = listOf(PAGES);
    const open = () => async (cursor: number) => {
      if (cursor === 1) throw pagingError('contradicts itself');
      return source.open()(cursor);
    };
    expect(await failureOf(itemsOf({ ...source, open }))).toMatchObject({ kind: 'paging' });
  });
});

describe('maxItems and maxPages', () => {
  test.each(Array.from({ length: ALL.length + 2 }, (_, count) => count))('maxItems: %i', async (maxItems) => {
    const { source, reads } = listOf(PAGES);
    expect(await itemsOf(source, { maxItems })).toEqual(ALL.slice(0, maxItems));
    let pages = 0;
    for (let before = 0; pages < PAGES.length && before < maxItems; pages += 1) before += PAGES[pages]?.length ?? 0;
    expect(reads).toHaveLength(pages);
  });

  test.each([0, 1, 2, 3, 4, 5, 6])('maxPages: %i', async (maxPages) => {
    const { source, reads } = listOf(PAGES);
    expect(await itemsOf(source, { maxPages })).toEqual(PAGES.slice(0, maxPages).flat());
    expect(reads).toHaveLength(Math.min(maxPages, PAGES.length));
  });

  test.each<[keyof PagingOptions, unknown]>([
    ['maxItems', -1],
    ['maxItems', 1.5],
    ['maxItems', Number.NaN],
    ['maxItems', '10'],
    ['maxPages', -1],
    ['maxPages', null],
    ['lookAhead', 0.5],
    ['lookAhead', {}],
  ])('a count that is none is refused: %s %j', (name, value) => {
    const { source, reads } = listOf(PAGES);
    // The types forbid it; a JavaScript caller may do it all the same.
    expect(() => paginate(source, { [name]: value } as PagingOptions)).toThrow(
      `"${name}" must be a whole number from 0`,
    );
    expect(reads).toEqual([]);
  });
});

describe('a position goes on where a page ended', () => {
  async function collect(source: PageSource<string, number>, step: PagingOptions): Promise<readonly string[]> {
    const items: string[] = [];
    let from: string | undefined;
    do {
      let position: string | undefined;
      for await (const page of paginate(source, { ...step, from }).pages()) {
        items.push(...page.items);
        position = page.position;
      }
      from = position;
    } while (from !== undefined);
    return items;
  }

  test.each([{ maxPages: 1 }, { maxPages: 2 }, { maxItems: 1 }, { maxItems: 2 }, { maxItems: 4 }, { maxItems: 7 }])(
    'the pieces make the whole, whatever cuts them: %j',
    async (step) => {
      const { source } = listOf(PAGES);
      expect(await collect(source, step)).toEqual(ALL);
    },
  );

  test('each position of a reading, after a round trip as text', async () => {
    const { source } = listOf(PAGES);
    const seen: string[] = [];
    for await (const { items, position } of paginate(source).pages()) {
      seen.push(...items);
      const rest = position === undefined ? [] : await itemsOf(source, { from: JSON.parse(JSON.stringify(position)) });
      expect([...seen, ...rest]).toEqual(ALL);
    }
  });

  test('there is none after the last page', async () => {
    const { source } = listOf([['a']]);
    const pages = [];
    for await (const page of paginate(source).pages()) pages.push(page);
    expect(pages).toEqual([{ items: ['a'], position: undefined }]);
  });

  test('it is safe in a URL', async () => {
    const { source } = listOf(PAGES);
    const named = { ...source, list: 'letters of "ключ" ~~~???>>>' };
    for await (const { position = '' } of paginate(named).pages()) {
      expect(encodeURIComponent(position)).toBe(position);
      if (position) await itemsOf(named, { from: position, maxPages: 1 });
    }
  });

  test('a page that has become shorter does not hold it up', async () => {
    const { source } = listOf([['a', 'b', 'c'], ['d']]);
    const [first] = await Array.fromAsync(paginate(source, { maxItems: 2 }).pages());
    const { source: shorter, reads } = listOf([['a'], ['d']]);
    const pages = await Array.fromAsync(paginate(shorter, { from: first?.position }).pages());
    expect(pages.map(({ items }) => items)).toEqual([[], ['d']]);
    reads.length = 0;
    expect(await itemsOf(shorter, { from: pages[0]?.position })).toEqual(['d']);
    expect(reads).toEqual([1]);
  });

  const encode = (value: unknown) => btoa(JSON.stringify(value)).replaceAll('=', '');
  test.each<[string, unknown]>([
    ['nothing', ''],
    ['text', 'page 2'],
    ['JSON that is no position', encode({ cursor: 1 })],
    ['another version', encode([2, 'letters', 1, 0])],
    ['a cursor of another kind', encode([1, 'letters', '1', 0])],
    ['a fraction', encode([1, 'letters', 1, 0.5])],
    ['a step backwards', encode([1, 'letters', 1, -1])],
    ['what is not Base64', '!!!'],
    ['a number', 7],
    ['null', null],
  ])('what is none is refused before anything is read: %s', (_, from) => {
    const { source, reads } = listOf(PAGES);
    expect(() => paginate(source, { from: from as string })).toThrow('"from" must be a position that a page gave');
    expect(reads).toEqual([]);
  });

  test("another list's is refused", async () => {
    const { source } = listOf(PAGES);
    const [first] = await Array.fromAsync(paginate(source, { maxPages: 1 }).pages());
    const other = { ...source, list: 'stamps' };
    expect(() => paginate(other, { from: first?.position })).toThrow('"from" must be a position of stamps');
  });
});

describe('lookAhead', () => {
  test.each([0, 1, 2, 10])('%i pages at most are read beyond the one that is consumed', async (lookAhead) => {
    const { source, reads } = listOf(PAGES, 9);
    const most: number[] = [];
    const items: string[] = [];
    let page = 0;
    for await (const { items: some } of paginate(source, { lookAhead }).pages()) {
      page += 1;
      items.push(...some);
      most.push(reads.length - page);
    }
    expect(items).toEqual(ALL);
    expect(most).toEqual(PAGES.map((_, index) => Math.min(lookAhead, PAGES.length - 1 - index)));
    expect([...reads].sort()).toEqual([0, 1, 2, 3, 4]);
  });

  test('the order is kept when the last page comes first', async () => {
    const { source, reads } = listOf(PAGES, 9);
    const answers: (() => void)[] = [];
    const open = () => async (cursor: number) => {
      const page = await source.open()(cursor);
      if (cursor > 0) {
        await new Promise<void>((resolve) => {
          answers.unshift(resolve);
          if (answers.length === PAGES.length - 1) for (const answer of answers) setImmediate(answer);
        });
      }
      return page;
    };
    expect(await itemsOf({ ...source, open }, { lookAhead: 4 })).toEqual(ALL);
    expect(reads).toHaveLength(5);
  });

  test('never goes beyond maxPages, nor beyond the items that are wanted', async () => {
    const pages = listOf(PAGES, 9);
    await itemsOf(pages.source, { lookAhead: 10, maxPages: 3 });
    expect(pages.reads).toEqual([0, 1, 2]);
    const items = listOf(PAGES, 9);
    await itemsOf(items.source, { lookAhead: 10, maxItems: 3 });
    expect(items.reads).toEqual([0]);
  });

  test('reads one page ahead where the list only knows the next', async () => {
    const { source, reads } = listOf(PAGES, 0);
    for await (const _ of paginate(source, { lookAhead: 3, maxPages: 9 }).pages()) break;
    expect(reads).toEqual([0, 1]);
  });

  test('a page ahead that fails is not heard of before its turn, nor ever by one who leaves', async () => {
    const unhandled: unknown[] = [];
    const listen = (reason: unknown) => void unhandled.push(reason);
    process.on('unhandledRejection', listen);
    const { source } = listOf(PAGES, 9);
    const open = () => async (cursor: number) => {
      if (cursor === 3) throw pagingError('is broken');
      return source.open()(cursor);
    };
    const seen: string[] = [];
    const reading = (async () => {
      for await (const item of paginate({ ...source, open }, { lookAhead: 4 })) seen.push(item);
    })();
    expect(await failureOf(reading)).toMatchObject({ kind: 'paging' });
    expect(seen).toEqual(['a', 'b', 'c', 'd', 'e']);
    for await (const _ of paginate({ ...source, open }, { lookAhead: 4 })) break;
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', listen);
    expect(unhandled).toEqual([]);
  });
});

describe('a list that does not advance ends in a paging error, not in a loop', () => {
  const endless = (next: (cursor: number) => number, items: (cursor: number) => readonly string[]) => ({
    list: 'letters',
    first: 0,
    isCursor,
    open: () => async (cursor: number) => ({ items: items(cursor), next: next(cursor) }),
  });

  test.each([0, 3])('the same page again, with lookAhead %i', async (lookAhead) => {
    const source = endless(
      (cursor) => cursor + 1,
      () => ['a', 'b'],
    );
    const error = await failureOf(itemsOf(source, { lookAhead }));
    expect(error).toMatchObject({ kind: 'paging', outcome: 'accepted' });
    expect(error.message).toContain('gave the same page twice');
  });

  test.each([
    ['the same position', (cursor: number) => cursor],
    ['an earlier position', (cursor: number) => (cursor + 1) % 3],
  ])('%s again', async (_, next) => {
    let page = 0;
    const source = endless(next, () => {
      page += 1;
      return [`item of page ${page}`];
    });
    const error = await failureOf(itemsOf(source));
    expect(error).toMatchObject({ kind: 'paging', outcome: 'accepted' });
    expect(error.message).toContain('came back to a position where it was before');
  });
});
