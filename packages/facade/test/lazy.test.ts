import { createClubcollect } from '@ticketbridge/clubcollect';
import { brandloversSource, clubcollectSource, createTicketbridge, formatThreadRef } from '@ticketbridge/facade';
import { describe, expect, test } from 'vitest';
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
      expect(requests).toEqual([expect.stringContaining(`page=${page}`)]);
    }
  });

  test('and tells the total that the vendor tells', async () => {
    const { bridge } = await openDesk({ data: dataWith({ tickets: ticketsIn('OPEN', 2), invoices: oneEach(70) }) });
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
      const number = Number(url.searchParams.get('page'));
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
    expect(requests.map((request) => /page=(\d+)/.exec(request)?.[1])).toEqual(['1', '5', '4', '3', '2', '1']);
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
