import { createClubcollect } from '@ticketbridge/clubcollect';
import {
  brandloversSource,
  type ClubcollectMessage,
  type ClubcollectThreadFragment,
  clubcollectSource,
  createTicketbridge,
  formatThreadRef,
  type Page,
} from '@ticketbridge/facade';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pageIn } from './asked.ts';
import { dataWith, invoicesOf, openDesk, recordingFetch, ticketsIn } from './desk.ts';
import { clubThat } from './vendors.ts';

/** So many invoices of one message each. */
const oneEach = (count: number) => invoicesOf('CUSTOMER', ...Array.from({ length: count }, () => 1));

describe('a listing makes one request a page', () => {
  test('one for one item of a hundred pages, and one for every page that is resumed', async () => {
    const { fetch, requests } = recordingFetch();
    const { bridge } = await openDesk({
      data: dataWith({ invoices: oneEach(300) }),
      fetch,
      clubcollect: { pageSize: 3 },
    });
    for await (const _ of bridge.threads({ turn: 'ours', maxItems: 1 })) expect(requests).toHaveLength(1);
    let from: string | undefined;
    for (let page = 1; page <= 10; page += 1) {
      requests.length = 0;
      for await (const { position } of bridge.threads({ turn: 'ours', maxPages: 1, from }).pages()) from = position;
      expect(requests.map(pageIn)).toEqual([page]);
    }
  });

  test('and tells the total that the vendor tells', async () => {
    const data = dataWith({ tickets: ticketsIn('OPEN', 2), invoices: oneEach(70) });
    const { bridge } = await openDesk({ data, clubcollect: { pageSize: 30 } });
    const totals: (number | undefined)[] = [];
    for await (const { total } of bridge.threads({ active: true }).pages()) totals.push(total);
    // A page of OPEN tickets and the empty one behind it, one of REOPENED; the lists unanswered and answered.
    expect(totals).toEqual([undefined, undefined, undefined, 70, 70, 70, 0]);
  });
});

describe('hydrate', () => {
  test('reads a thread as it is consumed: one for maxItems 1', async () => {
    const { fetch, requests } = recordingFetch();
    const { bridge } = await openDesk({ data: dataWith({ invoices: oneEach(20) }), fetch });
    const threads = await Array.fromAsync(bridge.threads({ turn: 'ours', hydrate: true, maxItems: 1 }));
    expect(threads).toHaveLength(1);
    expect(requests.filter((request) => request.includes('/invoices/'))).toHaveLength(1);
  });

  test('reads no more than four when it is left at the first', async () => {
    const { fetch, requests } = recordingFetch();
    const { bridge } = await openDesk({ data: dataWith({ invoices: oneEach(20) }), fetch });
    for await (const _ of bridge.threads({ turn: 'ours', hydrate: true })) break;
    expect(requests.filter((request) => request.includes('/invoices/')).length).toBeLessThanOrEqual(4);
  });

  test.each(['threads', 'drain'] as const)('gives each thread once and whole, in %s', async (verb) => {
    const invoices = invoicesOf('CUSTOMER', ...Array.from({ length: 5 }, () => 7));
    const { bridge } = await openDesk({ data: dataWith({ invoices }), clubcollect: { pageSize: 4 } });
    const fragments = await Array.fromAsync(bridge.threads({ turn: 'ours' }));
    expect(fragments.length).toBeGreaterThan(5);
    const threads = await Array.fromAsync(bridge[verb]({ turn: 'ours', hydrate: true }));
    expect(threads.map(({ ref }) => ref?.id).sort()).toEqual(invoices.map(({ invoiceId }) => invoiceId).sort());
    for (const thread of threads) {
      expect(thread.kind).toBe('thread');
      expect(thread.vendor === 'clubcollect' && thread.messages).toHaveLength(7);
    }
  });
});

describe('drain', () => {
  test('yields equal tickets without an id, on whichever page they stand', async () => {
    const anonymous = { status: 'OPEN', messages: [] } as const;
    const tickets = [anonymous, ...ticketsIn('OPEN', 2), anonymous, anonymous];
    for (const maxLimit of [1, 2, 9]) {
      const { bridge } = await openDesk({ data: dataWith({ tickets }), brandlovers: { maxLimit } });
      expect(await Array.fromAsync(bridge.drain())).toHaveLength(5);
    }
  });

  test('can be iterated again, from the start each time', async () => {
    const { bridge } = await openDesk({ data: dataWith({ tickets: ticketsIn('OPEN', 3) }) });
    const drained = bridge.drain();
    expect(await Array.fromAsync(drained)).toHaveLength(3);
    expect(await Array.fromAsync(drained)).toHaveLength(3);
  });

  test('means what is active, also where `active` is undefined', async () => {
    const data = dataWith({ tickets: [...ticketsIn('OPEN', 1), ...ticketsIn('CLOSED', 4)] });
    const { bridge } = await openDesk({ data });
    expect(await Array.fromAsync(bridge.drain({ active: undefined }))).toHaveLength(1);
    expect(await Array.fromAsync(bridge.drain({ active: false }))).toHaveLength(4);
  });
});

describe('a position', () => {
  test('of any of 700 companies is short, and goes on there', async () => {
    const { baseUrl, requests } = await clubThat((url) => {
      const number = pageIn(url);
      const ticket = { invoice_id: url.pathname, ticket_id: '1', message: 'm', sender: 'CUSTOMER', date: 'd' };
      const isOurs = url.pathname.endsWith('/unanswered');
      const page = { page_number: number, page_size: 1, total_entries: isOurs ? 1 : 0, total_pages: isOurs ? 1 : 0 };
      return { body: { tickets: isOurs ? [ticket] : [], page } };
    });
    const client = createClubcollect({ baseUrl, apiKey: 'key-of-club' });
    const companies = Array.from({ length: 700 }, (_, index) => `${'company with a long name '.repeat(4)}${index}`);
    const bridge = createTicketbridge(companies.map((companyId) => clubcollectSource(client, { companyId })));
    requests.length = 0;
    let last = '';
    for await (const { position } of bridge.threads({ turn: 'ours', maxItems: 690 }).pages()) {
      expect(position.length).toBeLessThanOrEqual(200);
      last = position;
    }
    requests.length = 0;
    const rest = await Array.fromAsync(bridge.threads({ turn: 'ours', from: last }));
    expect(rest.map(({ account }) => account)).toEqual(companies.slice(690));
    expect(requests).toHaveLength(10);
  });

  test('of the end gives what has come since', async () => {
    const data = dataWith({ tickets: ticketsIn('OPEN', 3), invoices: invoicesOf('COMPANY', 2, 1) });
    const { bridge } = await openDesk({ data, clubcollect: { pageSize: 2 } });
    const endOf = async (vendor: 'brandlovers' | 'clubcollect') => {
      const turn = vendor === 'clubcollect' ? 'theirs' : undefined;
      const pages = await Array.fromAsync(bridge.threads({ vendors: [vendor], turn }).pages());
      expect(pages.map(({ end }) => end)).toEqual([...pages.slice(1).map(() => false), true]);
      return (from = pages.at(-1)?.position) =>
        Array.fromAsync(bridge.threads({ vendors: [vendor], turn, from }).pages());
    };
    const sinceAtShop = await endOf('brandlovers');
    const sinceAtClub = await endOf('clubcollect');
    expect((await sinceAtShop()).flatMap(({ items }) => items)).toEqual([]);
    expect((await sinceAtClub()).flatMap(({ items }) => items)).toEqual([]);
    await bridge.brandlovers.createThread({ orderId: '1', type: 'T', from: 'f', text: 'x' });
    const ref = { vendor: 'clubcollect', account: 'club', id: 'company-0' } as const;
    for (const text of ['one', 'two', 'three']) await bridge.reply(ref, text);
    expect((await sinceAtShop()).flatMap(({ items }) => items)).toHaveLength(1);
    const fragments = (await sinceAtClub()).flatMap(({ items }) => items);
    const texts = fragments.flatMap((thread) => (thread.vendor === 'clubcollect' ? thread.messages : []));
    expect(texts.map(({ text }) => text)).toEqual(['one', 'two', 'three']);
  });
});

describe('a position of the end', () => {
  test('gives what has come since in each list of its account', async () => {
    const data = dataWith({
      tickets: [...ticketsIn('OPEN', 3), ...ticketsIn('REOPENED', 2)],
      invoices: [...invoicesOf('CUSTOMER', 2, 1), ...invoicesOf('COMPANY', 2)],
    });
    const { bridge } = await openDesk({ data, clubcollect: { pageSize: 2 } });
    for (const step of [{}, { maxPages: 1 }, { maxItems: 1 }]) {
      for (const vendor of ['brandlovers', 'clubcollect'] as const) {
        const options = { active: true, vendors: [vendor] } as const;
        let from = (await Array.fromAsync(bridge.threads(options).pages())).at(-1)?.position;
        if (vendor === 'brandlovers')
          await bridge.brandlovers.createThread({ orderId: '1', type: 'T', from: 'f', text: 'x' });
        else await bridge.reply({ vendor, account: 'club', id: 'company-0' }, 'since');
        const since: unknown[] = [];
        for (let end = false; !end; ) {
          for await (const page of bridge.threads({ ...options, ...step, from }).pages()) {
            since.push(...page.items);
            ({ end, position: from } = page);
          }
        }
        expect([vendor, step, since.length]).toEqual([vendor, step, 1]);
      }
    }
  });
});

describe('a position in the middle of a page', () => {
  const ticket = (id: number, invoice: string) => ({
    invoice_id: invoice,
    ticket_id: `${id}`,
    message: `${id}`,
    sender: 'CUSTOMER',
    date: '2026-01-01',
  });

  test.each<[string, boolean, readonly string[], readonly string[]]>([
    ['oldest first', false, ['1', '2'], ['3', '4', '5', '6']],
    ['newest first', true, ['3', '2'], ['1']],
  ])('goes on there although the page has grown: %s', async (_, newestFirst, read, rest) => {
    const tickets = [ticket(1, 'A'), ticket(2, 'B'), ticket(3, 'A')];
    const { bridge } = await clubThat(() => ({
      body: { tickets, page: { page_number: 1, page_size: 30, total_entries: tickets.length, total_pages: 1 } },
    }));
    const list = (options: object) => bridge.clubcollect.listedMessages({ turn: 'ours', newestFirst, ...options });
    const [first] = await Array.fromAsync(list({ maxItems: 2 }).pages());
    const [fragment] = await Array.fromAsync(bridge.threads({ turn: 'ours', maxItems: 1 }).pages());
    tickets.push(ticket(4, 'A'), ticket(5, 'C'), ticket(6, 'B'));
    expect(first?.items.map(({ text }) => text)).toEqual(read);
    expect((await Array.fromAsync(list({ from: first?.position }))).map(({ text }) => text)).toEqual(rest);
    const fragments = await Array.fromAsync(bridge.threads({ turn: 'ours', from: fragment?.position }));
    const texts = [...(fragment?.items ?? []), ...fragments].map((thread) =>
      thread.messages.map(({ text }) => text).join(),
    );
    expect(texts).toEqual(['1,3', '2', '4', '5', '6']);
  });

  test('of messages is refused by threads', async () => {
    const { bridge } = await openDesk();
    const [page] = await Array.fromAsync(bridge.clubcollect.listedMessages({ maxItems: 1 }).pages());
    expect(() => bridge.threads({ vendors: ['clubcollect'], from: page?.position })).toThrow('with the same options');
  });
});

test('what an asynchronous `onSourceError` rejects with ends the reading', async () => {
  const { bridge } = await openDesk({ fetch: async () => new Response(null, { status: 401 }) });
  const failure = new Error('of the application');
  const onSourceError = async () => {
    throw failure;
  };
  for (const verb of ['threads', 'drain'] as const) {
    await expect(Array.fromAsync(bridge[verb]({ onSourceError }))).rejects.toBe(failure);
  }
});

describe('listedMessages, newest first', () => {
  test('reads from the last page back, and resumes anywhere', async () => {
    const { fetch, requests } = recordingFetch();
    const invoices = invoicesOf('CUSTOMER', 10, 3);
    const { bridge } = await openDesk({ data: dataWith({ invoices }), fetch, clubcollect: { pageSize: 3 } });
    const read = (options: object) => Array.fromAsync(bridge.clubcollect.listedMessages({ turn: 'ours', ...options }));
    const oldest = await read({});
    requests.length = 0;
    const newest = await read({ newestFirst: true });
    expect(newest).toEqual([...oldest].reverse());
    expect(requests.map(pageIn)).toEqual([1, 5, 4, 3, 2, 1]);
    expect(await read({ newestFirst: true, lookAhead: 3 })).toEqual(newest);
    const pages = await Array.fromAsync(bridge.clubcollect.listedMessages({ turn: 'ours', newestFirst: true }).pages());
    let before = 0;
    for (const { items, position } of pages) {
      before += items.length;
      expect(await read({ newestFirst: true, from: position })).toEqual(newest.slice(before));
    }
    requests.length = 0;
    expect(await read({ newestFirst: true, maxItems: 2 })).toEqual(newest.slice(0, 2));
    expect(requests).toHaveLength(3);
  });

  test('of lists of no and of one page', async () => {
    const { bridge } = await openDesk({ data: dataWith({ invoices: invoicesOf('CUSTOMER', 2) }) });
    expect(await Array.fromAsync(bridge.clubcollect.listedMessages({ newestFirst: true }))).toHaveLength(2);
  });
});

test('`accounts` chooses sources, and an unknown one is refused with its field', async () => {
  const { brandlovers, clubcollect } = await openDesk();
  const bridge = createTicketbridge(
    brandloversSource(brandlovers, { account: 'one' }),
    brandloversSource(brandlovers, { account: 'two' }),
    clubcollectSource(clubcollect, { companyId: 'club' }),
  );
  const accounts = [{ vendor: 'brandlovers', account: 'two' }] as const;
  for (const verb of ['threads', 'drain'] as const) {
    const threads = await Array.fromAsync(bridge[verb]({ accounts }));
    expect(new Set(threads.map(({ ref }) => ref && formatThreadRef(ref).split(':')[1]))).toEqual(new Set(['two']));
    const unknown = [...accounts, { vendor: 'clubcollect', account: 'two' }] as const;
    expect(() => bridge[verb]({ accounts: unknown })).toThrow(
      expect.objectContaining({ kind: 'invalid-input', field: 'accounts[1]' }),
    );
  }
});

describe('what comes of a list that changes', () => {
  const ticket = (id: number, invoice = `${id}`) => ({
    invoice_id: invoice,
    ticket_id: `${id}`,
    message: `${id}`,
    sender: 'CUSTOMER',
    date: '2026-01-01',
  });
  type Ticket = ReturnType<typeof ticket>;

  /** One list of a company, of pages of a size, as it is when it is asked for. */
  const clubWith = (tickets: readonly Ticket[], size: number, onPage: (number: number) => void = () => {}) =>
    clubThat((url) => {
      const number = pageIn(url);
      onPage(number);
      const facts = { page_number: number, page_size: size, total_entries: tickets.length };
      const page = { ...facts, total_pages: Math.ceil(tickets.length / size) };
      return { body: { tickets: tickets.slice((number - 1) * size, number * size), page } };
    });

  /** The texts of what is read next, and where to go on. */
  async function next(pages: AsyncIterable<Page<ClubcollectThreadFragment | ClubcollectMessage>>) {
    const read = await Array.fromAsync(pages);
    const items = read.flatMap(({ items }) => items);
    const texts = items.flatMap((item) => ('messages' in item ? item.messages.map(({ text }) => text) : [item.text]));
    return { texts, position: read.at(-1)?.position };
  }

  test('what is appended comes once, whatever pieces it is read in', async () => {
    const step = fc.record({
      maxItems: fc.integer({ min: 1, max: 4 }),
      appended: fc.array(fc.nat({ max: 3 }), { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat({ max: 3 }), { maxLength: 12 }),
        fc.integer({ min: 1, max: 5 }),
        fc.array(step, { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        async (invoices, size, steps, areFragments) => {
          const tickets: Ticket[] = [];
          const append = (more: readonly number[]) => {
            for (const invoice of more) tickets.push(ticket(tickets.length, `invoice-${invoice}`));
          };
          append(invoices);
          const { bridge } = await clubWith(tickets, size);
          const pages = (options: object) =>
            areFragments
              ? bridge.threads({ turn: 'ours', ...options }).pages()
              : bridge.clubcollect.listedMessages({ turn: 'ours', ...options }).pages();
          const seen: (string | undefined)[] = [];
          let from: string | undefined;
          for (const { maxItems, appended } of [...steps, { maxItems: undefined, appended: [] }]) {
            const read = await next(pages({ from, maxItems }));
            seen.push(...read.texts);
            from = read.position ?? from;
            append(appended);
          }
          seen.push(...(await next(pages({ from }))).texts);
          expect([...seen].sort()).toEqual(tickets.map(({ ticket_id: id }) => id).sort());
        },
      ),
      { numRuns: process.env.EXHAUSTIVE ? 400 : 10 },
    );
  });

  test('a page that has gone is not followed by the one before it again', async () => {
    const tickets = [1, 2, 3, 4].map((id) => ticket(id));
    const { bridge } = await clubWith(tickets, 3);
    const pages = (options: object) => bridge.clubcollect.listedMessages({ turn: 'ours', ...options }).pages();
    const first = await next(pages({ maxPages: 1 }));
    tickets.pop();
    const second = await next(pages({ from: first.position }));
    const third = await next(pages({ from: second.position }));
    expect([first.texts, second.texts, third.texts]).toEqual([['1', '2', '3'], [], []]);
    tickets.push(ticket(5));
    expect((await next(pages({ from: third.position }))).texts).toEqual(['5']);
  });

  test('a list that becomes shorter again and again is read from its newest page back', async () => {
    const tickets = Array.from({ length: 30 }, (_, id) => ticket(id));
    const { bridge } = await clubWith(tickets, 3, (number) => {
      if (number === 9 || number === 8) tickets.splice(0, 6);
    });
    const { texts } = await next(bridge.clubcollect.listedMessages({ turn: 'ours', newestFirst: true }).pages());
    expect(new Set(texts).size).toBeGreaterThan(0);
  });

  test('a position in a BrandLovers page goes on at the next item, also with another page size', async () => {
    const data = dataWith({ tickets: ticketsIn('OPEN', 9) });
    const { brandlovers } = await openDesk({ data });
    const read = async (pageSize: number, options: object) =>
      Array.fromAsync(
        createTicketbridge(brandloversSource(brandlovers, { account: 'shop', pageSize }))
          .threads(options)
          .pages(),
      );
    const [first] = await read(6, { maxItems: 4 });
    const rest = await read(2, { from: first?.position });
    const ids = [first, ...rest].flatMap((page) => page?.items.map(({ ref }) => ref?.id));
    expect(ids).toEqual(Array.from({ length: 9 }, (_, index) => `OPEN-${index}`));
  });
});
