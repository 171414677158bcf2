import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createBrandlovers } from '@ticketbridge/brandlovers';
import { createClubcollect } from '@ticketbridge/clubcollect';
import { brandloversSource, clubcollectSource, createTicketbridge, type Ticketbridge } from '@ticketbridge/facade';
import { describe, expect, test } from 'vitest';
import { offsetIn, pageIn } from './asked.ts';
import { type Answer, type ByOffset, clubThat, type Reply, readAll, serve, shopThat } from './vendors.ts';

const tickets = (...ids: readonly (string | undefined)[]) => ({
  body: { tickets: ids.map((ticketId) => ({ ...(ticketId && { ticketId }), status: 'OPEN' })), metadata: [] },
});
const message = (body: string) => ({ id: 't', createdAt: '2026-01-01T00:00:00Z', body, visibility: 'CUSTOMER' });
const messages = (...texts: readonly string[]) => ({ body: { messages: texts.map(message), metadata: [] } });
const shuffled = <T>(items: readonly T[], by: number): T[] => [
  ...items.slice(by % items.length),
  ...items.slice(0, by % items.length),
];

const IDS = ['1', '2', '3', '4', '5'];
const REF = { vendor: 'brandlovers', account: 'shop', id: 't' } as const;

/** Servers whose list does not advance as the offset does. */
const DISHONEST: Readonly<Record<string, ByOffset>> = {
  'the same page at every offset': () => tickets('1', '2'),
  'the last page again for any offset past the end': (offset) =>
    tickets(...(offset < 4 ? IDS.slice(offset, offset + 2) : IDS.slice(-2))),
  'the same page with one field changing': (_, __, request) => ({
    body: { tickets: IDS.map((ticketId) => ({ ticketId, updatedAt: `2026-01-01T00:00:${request}Z` })), metadata: [] },
  }),
  'the same items in another order': (_, __, request) => tickets(...shuffled(IDS, request)),
  'pages taking turns': (_, __, request) => tickets(...(request % 2 === 0 ? ['1', '2'] : ['3', '4'])),
  'tickets without an id': (_, __, request) => ({
    body: { tickets: [{ status: 'OPEN', updatedAt: `${request}` }, { status: 'OPEN' }], metadata: [] },
  }),
  'tickets of which some have no id': (_, __, request) => ({
    body: { tickets: [{ ticketId: '1' }, { status: 'OPEN', updatedAt: `${request}` }], metadata: [] },
  }),
  'a deep offset refused, a small one ignored': (offset) => (offset > 100_000 ? { status: 400 } : tickets('1', '2')),
  'the last page again for any offset, and a very deep one refused': (offset) =>
    offset > 100_000_000 ? { status: 416 } : tickets(...(offset < 4 ? IDS.slice(offset, offset + 2) : IDS.slice(-2))),
  'all but the smallest offsets refused': (offset) => (offset > 500_000 ? { status: 422 } : tickets('1', '2')),
};

/** Servers that heed the offset, however they answer one that is too large. */
const heeding =
  <T>(all: readonly T[], size: number, page: (...items: readonly T[]) => { readonly body: unknown }): ByOffset =>
  (offset) =>
    page(...all.slice(offset, offset + size));

describe('a server that does not heed the offset', () => {
  describe.each(Object.entries(DISHONEST))('%s', (name, answer) => {
    test.each(['threads', 'drain'] as const)(
      '%s yields what is there once, then rejects with `paging`',
      async (verb) => {
        const { bridge, requests } = await shopThat(answer);
        const { items, error } = await readAll(bridge[verb]());
        expect(error).toMatchObject({ kind: 'paging', vendor: 'brandlovers', operation: 'listTickets' });
        const ids = items.flatMap(({ ref }) => (ref ? [ref.id] : []));
        expect(new Set(ids).size).toBe(ids.length);
        expect(items.length).toBeGreaterThan(0);
        expect(requests.length).toBeLessThanOrEqual(16);
      },
    );

    test('`locate` rejects with `paging`', async () => {
      const { bridge, requests } = await shopThat(answer);
      const input = { orderId: '1', type: 'T', from: 'f', text: 'x' };
      const at = '2026-01-01T00:00:00.000Z';
      const receipt = { ...REF, verb: 'createThread', input, at, outcome: 'accepted', marker: 'none' } as const;
      await expect(bridge.brandlovers.locate(receipt)).rejects.toMatchObject({ kind: 'paging' });
      expect(requests.length).toBeLessThanOrEqual(24);
    });

    test('is told to `onSourceError`, and the next account is read', async () => {
      const { baseUrl } = await serve((url, request) => answer(offsetIn(url), 100, request));
      const honest = await serve((url) => heeding(IDS, 2, tickets)(offsetIn(url), 100, 0));
      const source = (address: string, account: string) =>
        brandloversSource(createBrandlovers({ baseUrl: address, token: 'a-token' }), { account });
      const bridge = createTicketbridge(source(baseUrl, 'bad'), source(honest.baseUrl, 'good'));
      for (const verb of ['threads', 'drain'] as const) {
        const told: unknown[] = [];
        const { items, error } = await readAll(
          bridge[verb]({ onSourceError: ({ kind }, { account }) => void told.push([kind, account]) }),
        );
        expect(error).toBeUndefined();
        expect(told).toEqual([['paging', 'bad']]);
        expect(items.filter(({ account }) => account === 'good').map(({ ref }) => ref?.id)).toEqual(IDS);
      }
    });

    test('is noticed by one who reads a page per process', async () => {
      const { bridge, requests } = await shopThat(answer);
      let from: string | undefined;
      const one = async () => {
        for await (const { position, end } of bridge.threads({ from, maxPages: 1 }).pages()) {
          from = position;
          return end;
        }
        return true;
      };
      const reading = (async () => {
        for (let page = 0; page < 20; page += 1) if (await one()) return 'end';
        return 'no end';
      })();
      // What takes turns is not what the page before was: that is seen within one reading only.
      if (/turns/.test(name)) return void (await reading.catch(() => {}));
      await expect(reading).rejects.toMatchObject({ kind: 'paging' });
      expect(requests.length).toBeLessThanOrEqual(16);
    });
  });

  test.each<[string, ByOffset]>([
    ['the same page', () => messages('a', 'b')],
    [
      'the same page with an undocumented field changing',
      (_, __, request) => ({ body: { messages: [{ ...message('a'), readAt: request }, message('b')], metadata: [] } }),
    ],
    [
      'offsets below ten thousand ignored, others refused',
      (offset) => (offset < 10_000 ? messages('a') : { status: 400 }),
    ],
    ['another order', (_, __, request) => messages(...shuffled(['a', 'b', 'c'], request))],
    ['the last page again', (offset) => messages(...(offset < 2 ? ['a', 'b'] : ['c']))],
    [
      'the last page again, and a very deep offset refused',
      (offset) => (offset > 100_000_000 ? { status: 400 } : messages(['ok', 'ok', 'bye'][Math.min(offset, 2)] ?? '')),
    ],
  ])('`messages` rejects with `paging`: %s', async (_, answer) => {
    const { bridge, requests } = await shopThat(answer);
    const { items, error } = await readAll(bridge.messages(REF));
    expect(error).toMatchObject({ kind: 'paging', operation: 'listTicketMessages' });
    expect(items.length).toBeGreaterThan(0);
    expect(requests.length).toBeLessThanOrEqual(9);
  });

  test('`drain` over three tickets of which one cannot be closed ends', async () => {
    const { bridge, requests } = await shopThat((_, __, request) =>
      tickets(...(request === 1 ? IDS.slice(0, 3) : ['3'])),
    );
    const { items, error } = await readAll(bridge.drain());
    expect(items.map(({ ref }) => ref?.id)).toEqual(['1', '2', '3']);
    expect(error).toMatchObject({ kind: 'paging' });
    expect(requests.length).toBeLessThanOrEqual(8);
  });
});

describe('a list that is honest is never refused', () => {
  const TWO = ['Oi', 'Oi'];
  const SEVEN = Array.from({ length: 7 }, () => 'Oi');

  test.each<[string, readonly string[], number]>([
    ['pages of 1 with two equal messages', TWO, 1],
    ['pages of 3 with seven equal messages', SEVEN, 3],
    ['equal pages with others between them', ['a', 'b', 'Oi', 'Oi', 'a', 'b', 'a', 'b', 'c'], 2],
  ])('%s', async (_, texts, size) => {
    const { bridge, requests } = await shopThat(heeding(texts, size, messages));
    const { items, error } = await readAll(bridge.messages(REF));
    expect(error).toBeUndefined();
    expect(items.map(({ text }) => text)).toEqual(texts);
    // One look beyond the end, and no more, however often a page looks known; one before each page that looks moved.
    expect(requests.filter((request) => offsetIn(request) >= 100_000_000)).toHaveLength(1);
    expect(requests.length).toBeLessThanOrEqual(2 * Math.ceil(texts.length / size) + 1);
  });

  test.each([400, 404, 416, 422])('where a deep offset is refused with %i', async (status) => {
    const honest = heeding(SEVEN, 3, messages);
    const { bridge } = await shopThat((offset, limit, request) =>
      offset > 1_000 ? { status } : honest(offset, limit, request),
    );
    expect((await readAll(bridge.messages(REF))).items).toHaveLength(7);
  });

  test('where only a very deep offset is refused, and nearer ones have items of their own', async () => {
    const all = [...SEVEN, ...Array.from({ length: 12_000 }, (_, index) => `message ${index}`)];
    const { bridge } = await shopThat((offset) =>
      offset > 999_999 ? { status: 400 } : messages(...all.slice(offset, offset + 3)),
    );
    const { items, error } = await readAll(bridge.messages(REF, { maxItems: 20 }));
    expect(error).toBeUndefined();
    expect(items).toHaveLength(20);
  });

  test('and the look beyond the end takes nothing from maxPages', async () => {
    const { bridge } = await shopThat(heeding(SEVEN, 3, messages));
    expect((await readAll(bridge.messages(REF, { maxPages: 3 }))).items).toHaveLength(7);
  });

  test.each([401, 403, 429, 500])('and another failure of that look is what it is: %i', async (status) => {
    const honest = heeding(SEVEN, 3, messages);
    const { bridge } = await shopThat((offset, limit, request) =>
      offset > 1_000 ? { status } : honest(offset, limit, request),
    );
    expect((await readAll(bridge.messages(REF))).error).toMatchObject({ status });
  });

  describe.each([400, 404, 416, 422, 'no list'] as const)('where an offset past the end gets %s', (refusal) => {
    const refusing = typeof refusal === 'number' ? { status: refusal } : { body: { metadata: [] } };
    const ending =
      (all: readonly string[], most: number): ByOffset =>
      (offset, limit) =>
        offset > 0 && offset >= all.length ? refusing : tickets(...all.slice(offset, offset + Math.min(limit, most)));

    test.each([
      [5, 2],
      [4, 2],
      [3, 100],
      [1, 1],
      [0, 100],
    ])('%i items, of which %i are given at once, are all there are', async (count, most) => {
      const { bridge } = await shopThat(ending(IDS.slice(0, count), most));
      const { items, error } = await readAll(bridge.threads());
      expect(error).toBeUndefined();
      expect(items.map(({ ref }) => ref?.id)).toEqual(IDS.slice(0, count));
    });

    test('and the list became shorter meanwhile, it has ended all the same', async () => {
      let all = IDS;
      const { bridge } = await shopThat((...asked) => {
        const answer = ending(all, 2)(...asked);
        if (asked[0] === 2) all = IDS.slice(0, 2);
        return answer;
      });
      expect(await readAll(bridge.threads())).toMatchObject({ items: { length: 4 }, error: undefined });
    });

    test('a refusal for the depth is no end', async () => {
      const honest = heeding(IDS, 2, tickets);
      const { bridge } = await shopThat((offset, limit, n) => (offset > 3 ? refusing : honest(offset, limit, n)));
      const { items, error } = await readAll(bridge.threads());
      expect(items).toHaveLength(4);
      expect(error).toMatchObject(typeof refusal === 'number' ? { status: refusal } : { kind: 'protocol' });
    });

    test('of single items nothing tells whether they end there', async () => {
      const { bridge } = await shopThat(ending(IDS, 1));
      const { items, error } = await readAll(bridge.threads());
      expect(items).toHaveLength(5);
      expect(error).toMatchObject(typeof refusal === 'number' ? { status: refusal } : { kind: 'protocol' });
    });
  });

  describe('messages whose newest come first, of which others arrive while they are read', () => {
    const growing = (at: number, more: readonly string[]) => {
      let all: readonly string[] = ['e', 'd', 'ok', 'ok', 'a'];
      return shopThat((offset, limit, request) => {
        if (request === at) all = [...more, ...all];
        return heeding(all, 2, messages)(offset, limit, request);
      });
    };

    test.each([[['f']], [['g', 'f']], [['ok']]])('%j come in between, and none comes twice', async (more) => {
      const { bridge } = await growing(2, more);
      const { items, error } = await readAll(bridge.messages(REF));
      expect(error).toBeUndefined();
      expect(items.map(({ text }) => text)).toEqual(['e', 'd', 'ok', 'ok', 'a']);
    });

    test('more than were read come in between, and nothing tells them apart', async () => {
      const { bridge } = await growing(2, ['h', 'g', 'f']);
      const { items, error } = await readAll(bridge.messages(REF));
      expect(items.map(({ text }) => text)).toEqual(['e', 'd']);
      expect(error).toMatchObject({ kind: 'paging', operation: 'listTicketMessages' });
    });

    test('a position before them is refused with `paging`', async () => {
      const { bridge } = await growing(2, ['f']);
      const [first] = await Array.fromAsync(bridge.messages(REF, { maxPages: 1 }).pages());
      const { items, error } = await readAll(bridge.messages(REF, { from: first?.position }));
      expect(items).toEqual([]);
      expect(error).toMatchObject({ kind: 'paging', operation: 'listTicketMessages' });
    });
  });

  test('a position in the middle of a page of messages goes on there, and behind the end with what comes later', async () => {
    let all = ['a', 'ok', 'ok', 'd', 'e'];
    const { bridge } = await shopThat((...asked) => heeding(all, 3, messages)(...asked));
    const [part] = await Array.fromAsync(bridge.messages(REF, { maxItems: 2 }).pages());
    const rest = await Array.fromAsync(bridge.messages(REF, { from: part?.position }).pages());
    expect(rest.flatMap(({ items }) => items.map(({ text }) => text))).toEqual(['ok', 'd', 'e']);
    all = [...all, 'f'];
    const later = await readAll(bridge.messages(REF, { from: rest.at(-1)?.position }));
    expect(later.items.map(({ text }) => text)).toEqual(['f']);
  });

  test('tickets that were read before because the list moves are yielded once', async () => {
    const pages = new Map([
      [0, ['3', '2', '1']],
      [3, ['2', '1']],
      [5, ['0']],
    ]);
    const { bridge } = await shopThat((offset) => tickets(...(pages.get(offset) ?? [])));
    expect((await readAll(bridge.threads())).items.map(({ ref }) => ref?.id)).toEqual(['3', '2', '1', '0']);
  });

  test.each(['empty', 'refused'])('one wrong answer is never the end of a list whose end is %s', async (end) => {
    const wrong: readonly Reply[] = [{ status: 404 }, { status: 400 }, { text: '<h1>Moved</h1>' }];
    const all = ['1', '2', '3', '4', '5', '6', '7'];
    let [asked, faulty, fault] = [0, 0, wrong[0]];
    const heeded =
      (page: (...items: readonly string[]) => { readonly body: unknown }): ByOffset =>
      (offset, limit) => {
        asked += 1;
        if (asked === faulty && fault) return fault;
        return offset >= all.length && end === 'refused'
          ? { status: 404 }
          : page(...all.slice(offset, offset + Math.min(limit, 2)));
      };
    const { bridge: threads } = await shopThat(heeded(tickets));
    const { bridge: texts } = await shopThat(heeded(messages));
    const readings = [() => threads.threads(), () => threads.drain(), () => texts.messages(REF)];
    for (const read of readings) {
      for (fault of wrong) {
        for (faulty = 1, asked = 1; asked >= faulty; faulty += 1) {
          asked = 0;
          const { items, error } = await readAll<unknown>(read());
          if (error === undefined) expect([faulty, items.length]).toEqual([faulty, all.length]);
          else expect(error).toMatchObject({ vendor: 'brandlovers' });
        }
      }
    }
  });

  test('`drain` of an honest list looks beyond the end at most once in all its passes', async () => {
    const { bridge, requests } = await shopThat(heeding(IDS, 2, tickets));
    const { items, error } = await readAll(bridge.drain());
    expect(error).toBeUndefined();
    expect(items).toHaveLength(5);
    expect(requests.filter((request) => offsetIn(request) >= 100_000_000)).toHaveLength(1);
  });
});

describe('ClubCollect', () => {
  const ticket = (id: number) => ({
    invoice_id: `invoice-${id}`,
    ticket_id: `${id}`,
    message: 'm',
    sender: 'CUSTOMER',
    date: '2026-01-01',
  });
  const page = (ids: readonly number[], number: number, pages: number, entries = pages * 2) => ({
    body: {
      tickets: ids.map(ticket),
      page: { page_number: number, page_size: 2, total_entries: entries, total_pages: pages },
    },
  });
  const numbered =
    (answer: (number: number, request: number) => Reply): Answer =>
    (url, request) =>
      url.pathname.endsWith('/unanswered') ? answer(pageIn(url), request) : page([], 1, 0, 0);

  /** A list of three pages that has two when the third is asked for. */
  const shrinking = (answer: (number: number, pages: number) => Reply): Answer => {
    let pages = 3;
    return numbered((number) => {
      if (number === 3) pages = 2;
      return answer(number, pages);
    });
  };

  test.each<[string, Answer]>([
    ['an empty page that claims successors', numbered((number) => page(number === 1 ? [1, 2] : [], number, 5))],
    ['known tickets while the total grows', numbered((number) => page([1, 2], number, number + 1))],
    [
      'known tickets, in another order, while the total grows',
      numbered((number) => page(number % 2 ? [1, 2] : [2, 1], number, number + 1)),
    ],
    ['known tickets page after page', numbered((number) => page([1, 2], number, 1_000_000_000, 2_000_000_000))],
  ])('rejects with `paging`: %s', async (_, answer) => {
    for (const verb of ['threads', 'listedMessages', 'drain'] as const) {
      const { bridge, requests } = await clubThat(answer);
      const list: AsyncIterable<unknown> =
        verb === 'listedMessages' ? bridge.clubcollect.listedMessages() : bridge[verb]();
      const { items, error } = await readAll(list);
      expect(error).toMatchObject({ kind: 'paging', vendor: 'clubcollect', operation: 'listCompanyTickets' });
      expect(items.length).toBeGreaterThan(0);
      expect(requests.length).toBeLessThanOrEqual(8);
    }
  });

  test.each<[string, Answer]>([
    ['known tickets page after page', numbered((number) => page([1, 2], number, 1_000_000_000, 2_000_000_000))],
    [
      'announced pages that are refused',
      numbered((number) => (number === 1 ? page([1, 2], 1, 1_000_000_000) : { status: 404 })),
    ],
    [
      'announced pages that are empty',
      numbered((number) => page(number === 1 ? [1, 2] : [], number, number === 1 ? 1_000_000_000 : number)),
    ],
    [
      'pages that are gone whenever they are asked for',
      numbered((number, request) => (number === 1 ? page([1, 2], 1, 1_000_000_000 - request) : { status: 404 })),
    ],
  ])('rejects with `paging` from the newest page back too: %s', async (_, answer) => {
    for (const lookAhead of [0, 2]) {
      const { bridge, requests } = await clubThat(answer);
      const { error } = await readAll(bridge.clubcollect.listedMessages({ newestFirst: true, lookAhead }));
      expect(error).toMatchObject({ kind: 'paging', vendor: 'clubcollect', operation: 'listCompanyTickets' });
      expect(requests.length).toBeLessThanOrEqual(12);
    }
  });

  test('goes on from the newest page back where the list became shorter', async () => {
    let length = 9;
    const { bridge, requests } = await clubThat(
      numbered((number) => {
        if (number === 9) length = 2;
        return number > length ? { status: 404 } : page([number * 2, number * 2 + 1], number, length);
      }),
    );
    const { items, error } = await readAll(bridge.clubcollect.listedMessages({ turn: 'ours', newestFirst: true }));
    expect(error).toBeUndefined();
    expect(items.map(({ id }) => id)).toEqual(['5', '4', '3', '2']);
    expect(requests).toHaveLength(5);
  });

  test.each([false, true])(
    'rejects with `paging` where both pages are the same one, newest first: %s',
    async (newestFirst) => {
      const { bridge, requests } = await clubThat(numbered((number) => page([1, 2], number, 2)));
      const { items, error } = await readAll(bridge.clubcollect.listedMessages({ turn: 'ours', newestFirst }));
      expect(items).toHaveLength(2);
      expect(error).toMatchObject({ kind: 'paging', operation: 'listCompanyTickets' });
      expect(requests.length).toBeLessThanOrEqual(4);
    },
  );

  test('ends where the last page stands in for one that has gone', async () => {
    const { bridge } = await clubThat(
      shrinking((number, pages) =>
        number > pages ? page([4, 5], 2, 2) : page([2 * number, 2 * number + 1], number, pages),
      ),
    );
    const { items, error } = await readAll(bridge.clubcollect.listedMessages({ turn: 'ours' }));
    expect(error).toBeUndefined();
    expect(items.map(({ id }) => id)).toEqual(['2', '3', '4', '5']);
  });

  test('reads pages whose tickets are numbered within their invoice', async () => {
    const { bridge } = await clubThat(
      numbered((number) => {
        const { body } = page([2 * number, 2 * number + 1], number, 4);
        return { body: { ...body, tickets: body.tickets.map((one) => ({ ...one, ticket_id: '1' })) } };
      }),
    );
    const { items, error } = await readAll(bridge.clubcollect.listedMessages({ turn: 'ours' }));
    expect(error).toBeUndefined();
    expect(items).toHaveLength(8);
  });

  test('rejects with `paging` from the newest page back where the dates say that it is the oldest', async () => {
    const { bridge } = await clubThat(
      numbered((number) => {
        const { body } = page([number], number, 3);
        return {
          body: { ...body, tickets: body.tickets.map((one) => ({ ...one, date: `2026-01-0${9 - number}T09:00Z` })) },
        };
      }),
    );
    const { error } = await readAll(bridge.clubcollect.listedMessages({ turn: 'ours', newestFirst: true }));
    expect(error).toMatchObject({ kind: 'paging', operation: 'listCompanyTickets' });
  });

  test.each([false, true])('goes on with the messages of an invoice, newest first: %s', async (isNewestFirst) => {
    const ref = { vendor: 'clubcollect', account: 'club', id: 'i' } as const;
    let all = ['1', '2', '3', '4'];
    const { bridge } = await clubThat(() => {
      const listed = all.map((id) => ({ ticket_id: id, message: 'ok', sender: 'CUSTOMER', date: id }));
      return { body: { tickets: isNewestFirst ? listed.reverse() : listed } };
    });
    const idsOf = (pages: readonly { readonly items: readonly { readonly id: string | undefined }[] }[]) =>
      pages.flatMap(({ items }) => items.map(({ id }) => id));
    const read = await Array.fromAsync(bridge.messages(ref, { maxItems: 1 }).pages());
    all = [...all, '5'];
    // After each message another process goes on.
    for (let turn = 0; turn < 4; turn += 1) {
      read.push(...(await Array.fromAsync(bridge.messages(ref, { maxItems: 1, from: read.at(-1)?.position }).pages())));
    }
    expect(idsOf(read)).toEqual(isNewestFirst ? ['4', '3', '2', '1', '5'] : ['1', '2', '3', '4', '5']);
    all = ['1', '3', '4', '5'];
    const { error } = await readAll(bridge.messages(ref, { from: read.at(-1)?.position }));
    expect(error).toMatchObject({ kind: 'paging', operation: 'listInvoiceTickets' });
  });

  test('notices a repeated page while the total grows also across processes', async () => {
    const { bridge } = await clubThat(numbered((number) => page([1, 2], number, number + 1)));
    const [first] = await Array.fromAsync(bridge.threads({ maxPages: 1 }).pages());
    expect((await readAll(bridge.threads({ from: first?.position }))).error).toMatchObject({ kind: 'paging' });
  });

  test.each<[string, (number: number, pages: number) => Reply]>([
    ['an empty page numbered beyond the total', (number, pages) => page([], number, pages)],
    ['a 404', () => ({ status: 404 })],
    ['a 422', () => ({ status: 422 })],
    ['a page of HTML', () => ({ status: 404, text: '<h1>Not found</h1>' })],
  ])('ends without an error where the list became shorter: %s', async (_, gone) => {
    for (const lookAhead of [0, 4]) {
      const { bridge } = await clubThat(
        shrinking((number, pages) => (number > pages ? gone(number, pages) : page([number], number, pages))),
      );
      const { items, error } = await readAll(bridge.threads({ lookAhead }));
      expect(error).toBeUndefined();
      expect(items.map(({ ref }) => ref?.id)).toEqual(['invoice-1', 'invoice-2']);
    }
  });

  test('ends at an empty page that all numbers count', async () => {
    const { bridge } = await clubThat(numbered((number) => page(number < 3 ? [number * 2] : [], number, 3, 4)));
    const { items, error } = await readAll(bridge.threads({ turn: 'ours' }));
    expect(error).toBeUndefined();
    expect(items.map(({ ref }) => ref?.id)).toEqual(['invoice-2', 'invoice-4']);
  });

  test.each([400, 401, 403, 500])('does not end without an error at a page that fails with %i', async (status) => {
    const { bridge } = await clubThat(numbered((number) => (number < 3 ? page([number], number, 3) : { status })));
    const { items, error } = await readAll(bridge.threads({ turn: 'ours', maxAttempts: 1 }));
    expect(items).toHaveLength(2);
    expect(error).toMatchObject({ status });
  });

  /** What a proxy, or a vendor, may answer for a page that is there. */
  const WRONG: Readonly<Record<string, (number: number) => Reply>> = {
    'a 404': () => ({ status: 404 }),
    'a 422': () => ({ status: 422 }),
    'a 404 that is a page of HTML': () => ({ status: 404, text: '<h1>Not found</h1>' }),
    'the one before it, as the last': (number) => page([98, 99], number - 1, number - 1),
    'an empty one, as the last': (number) => page([], number, number),
    'an empty one, as past the end': (number) => page([], number, number - 1),
  };
  /** How a list of five pages is read, in one piece or page by page, and what there is to be read. */
  const READINGS: Readonly<Record<string, (bridge: Ticketbridge<'clubcollect'>) => Promise<readonly unknown[]>>> = {
    threads: (bridge) => Array.fromAsync(bridge.threads({ turn: 'ours' })),
    'threads ahead of their turn': (bridge) => Array.fromAsync(bridge.threads({ turn: 'ours', lookAhead: 3 })),
    'whole threads': (bridge) => Array.fromAsync(bridge.threads({ turn: 'ours', hydrate: true })),
    drain: (bridge) => Array.fromAsync(bridge.drain({ turn: 'ours' })),
    messages: ({ clubcollect }) => Array.fromAsync(clubcollect.listedMessages({ turn: 'ours' })),
    'the newest messages first': ({ clubcollect }) =>
      Array.fromAsync(clubcollect.listedMessages({ turn: 'ours', newestFirst: true })),
    'the newest messages first, ahead of their turn': ({ clubcollect }) =>
      Array.fromAsync(clubcollect.listedMessages({ turn: 'ours', newestFirst: true, lookAhead: 2 })),
    async 'a page per process'(bridge) {
      const read: unknown[] = [];
      let from: string | undefined;
      for (let isEnd = false; !isEnd; ) {
        for await (const { items, position, end } of bridge.threads({ turn: 'ours', from, maxPages: 1 }).pages()) {
          read.push(...items);
          [from, isEnd] = [position, end];
        }
      }
      return read;
    },
  };
  const readWith = async (
    read: (typeof READINGS)[string],
    wrongly: (number: number, asked: number) => Reply | undefined,
  ) => {
    const asked = new Map<number, number>();
    const { bridge } = await clubThat((url, request) => {
      if (/invoice-\d+\/tickets$/.test(url.pathname)) return { body: { tickets: [ticket(1)] } };
      return numbered((number) => {
        const times = (asked.get(number) ?? 0) + 1;
        asked.set(number, times);
        return wrongly(number, times) ?? page([number * 2, number * 2 + 1], number, 5);
      })(url, request);
    });
    return read(bridge);
  };

  const MISSING = process.env.EXHAUSTIVE ? [2, 3, 4, 5] : [3];

  describe.each(Object.entries(WRONG))('an announced page that is there, answered with %s', (_, wrong) => {
    test.each(Object.entries(READINGS))('once, is read all the same: %s', async (_, read) => {
      for (const missing of MISSING) {
        expect(
          await readWith(read, (number, asked) => (number === missing && asked === 1 ? wrong(number) : undefined)),
        ).toHaveLength(10);
      }
    });

    test.each(Object.entries(READINGS))('always, is never the end: %s', async (_, read) => {
      for (const missing of MISSING) {
        await expect(
          readWith(read, (number) => (number === missing ? wrong(number) : undefined)),
        ).rejects.toMatchObject({ kind: 'paging', operation: 'listCompanyTickets' });
      }
    });
  });

  test('notices page after page of known tickets also across processes', async () => {
    const { bridge, requests } = await clubThat(numbered((number) => page([1, 2], number, 1_000, 2_000)));
    let from: string | undefined;
    const reading = async () => {
      for (let count = 0; count < 10; count += 1) {
        for await (const { position } of bridge.threads({ turn: 'ours', from, maxPages: 1 }).pages()) from = position;
      }
    };
    await expect(reading()).rejects.toMatchObject({ kind: 'paging' });
    expect(requests.length).toBeLessThanOrEqual(4);
  });

  test('leaving in the middle of a request cancels it, and the reading is over', async () => {
    const { bridge, requests, open } = await clubThat(() => 'never');
    for (const list of [bridge.threads(), bridge.threads().pages(), bridge.drain()]) {
      requests.length = 0;
      const items = list[Symbol.asyncIterator]();
      const pending = items.next();
      await expect.poll(() => requests.length).toBe(1);
      expect(await items.return?.()).toMatchObject({ done: true });
      expect(await pending).toEqual({ done: true, value: undefined });
      await expect.poll(() => open.size).toBe(0);
      expect(requests).toHaveLength(1);
    }
  });

  test('a 404 is what it is when the first page does not answer any more either', async () => {
    let isGone = false;
    const { bridge } = await clubThat(
      numbered((number) => {
        if (number === 2) isGone = true;
        return isGone ? { status: 404 } : page([1, 2], number, 3);
      }),
    );
    const { items, error } = await readAll(bridge.threads());
    expect(items).toHaveLength(2);
    expect(error).toMatchObject({ kind: 'not-found' });
  });

  test('never asks for a page that was not announced', async () => {
    const { bridge, requests } = await clubThat(numbered((number) => page([number * 2, number * 2 + 1], number, 3)));
    await readAll(bridge.threads({ turn: 'ours', lookAhead: 10 }));
    expect(requests.map(pageIn)).toEqual([1, 2, 3]);
  });

  test('leaving a reading cancels the pages that were requested ahead, and requests no more', async () => {
    const { bridge, requests, open } = await clubThat((url) => (pageIn(url) === 1 ? page([1, 2], 1, 50) : 'never'));
    for await (const _ of bridge.threads({ lookAhead: 5 })) {
      await expect.poll(() => requests.length).toBe(6);
      break;
    }
    await expect.poll(() => open.size).toBe(0);
    expect(requests).toHaveLength(6);
  });

  test.each(['list', 'hydrate'])(
    'a process that leaves a reading ends, whatever was requested ahead: %s',
    async (verb) => {
      const { baseUrl } = await serve((url) => {
        if (url.pathname.endsWith('/invoice-1/tickets')) return { body: { tickets: [ticket(1)] } };
        return pageIn(url) === 1 ? page([1, 2, 3], 1, 50) : 'never';
      });
      const program = fileURLToPath(new URL('read-and-leave.ts', import.meta.url));
      // What was left behind would hold it for the ten minutes of its timeout.
      const ended = await new Promise((resolve) => {
        const args = ['--conditions=@ticketbridge/source', program, baseUrl, verb];
        execFile(process.execPath, args, (error, _, stderr) => resolve({ code: error?.code ?? 0, stderr }));
      });
      expect(ended).toEqual({ code: 0, stderr: '' });
    },
  );

  test('its key reaches no error', async () => {
    const { baseUrl } = await serve(() => page([], 2, 1));
    const client = createClubcollect({ baseUrl, apiKey: 'a-secret-key' });
    const bridge = createTicketbridge(clubcollectSource(client, { companyId: 'club' }));
    const { error } = await readAll(bridge.threads());
    expect(JSON.stringify(error)).not.toContain('a-secret-key');
  });
});
