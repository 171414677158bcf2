import { paging } from '@ticketbridge/brandlovers';
import { describe, expect, test } from 'vitest';
import { limitIn, offsetIn } from './asked.ts';
import { dataWith, invoicesOf, openDesk, recordingFetch, ticketsIn } from './desk.ts';

const ticket = (ticketId: string | undefined, status: 'OPEN' | 'REOPENED' | 'CLOSED' = 'OPEN') => ({
  ...(ticketId !== undefined && { ticketId }),
  status,
  messages: [],
});

/** A `fetch` that hands the answer of every GET of a list of tickets to `lie`. */
function lying(lie: (url: URL, answer: { tickets: unknown[] }) => unknown) {
  return async (address: string, init: RequestInit) => {
    const response = await fetch(address, init);
    const url = new URL(address);
    return url.pathname.endsWith('/tickets') ? Response.json(lie(url, await response.json())) : response;
  };
}

describe('threads', () => {
  test('come from all sources, in the order in which the sources were given', async () => {
    const { bridge } = await openDesk();
    const threads = await Array.fromAsync(bridge.threads());
    const sources = threads.map(({ vendor }) => vendor);
    expect(new Set(sources)).toEqual(new Set(['brandlovers', 'clubcollect']));
    expect(sources).toEqual([...sources].sort());
  });

  test('are read by requests each of which `beforeAttempt` is awaited for, also to hydrate', async () => {
    const { fetch, requests } = recordingFetch();
    const { bridge } = await openDesk({ fetch });
    const seen: number[] = [];
    const beforeAttempt = async () => void seen.push(requests.length);
    for await (const _ of bridge.threads({ hydrate: true, beforeAttempt }));
    expect(requests.length).toBeGreaterThan(5);
    expect(seen).toHaveLength(requests.length);
  });

  test('end where `beforeAttempt` throws, also for who goes on after the error of a source', async () => {
    const { fetch, requests } = recordingFetch();
    const { bridge } = await openDesk({ fetch });
    const beforeAttempt = () => Promise.reject(new Error('not any more'));
    const listing = Array.fromAsync(bridge.threads({ beforeAttempt, onSourceError: () => {} }));
    await expect(listing).rejects.toMatchObject({ kind: 'aborted', outcome: 'not-sent' });
    expect(requests).toEqual([]);
  });

  test('are read as they are consumed', async () => {
    const { fetch, requests } = recordingFetch();
    const { bridge } = await openDesk({ fetch });
    for await (const _ of bridge.threads()) break;
    expect(requests).toEqual([expect.stringMatching(/^GET .*\/tickets\?/)]);
    expect([requests.map(offsetIn), requests.map(limitIn)]).toEqual([[0], [100]]);
  });

  test('that are active are OPEN and REOPENED, unanswered and answered', async () => {
    const { bridge } = await openDesk();
    const native = async (active: boolean) =>
      new Set(
        (await Array.fromAsync(bridge.threads({ active }))).map(({ state }) => `${state.native} ${state.active}`),
      );
    expect(await native(true)).toEqual(new Set(['OPEN true', 'REOPENED true', 'unanswered true', 'answered true']));
    expect(await native(false)).toEqual(new Set(['CLOSED false', 'archived false']));
  });

  test('say by what evidence their state is known', async () => {
    const { bridge } = await openDesk();
    for await (const { vendor, state } of bridge.threads({ active: true })) {
      expect(state.from).toBe(vendor === 'brandlovers' ? 'field' : 'list');
      expect(state.turn).toBe({ unanswered: 'ours', answered: 'theirs' }[state.native ?? ''] ?? 'unknown');
      expect(new Date(state.asOf).toISOString()).toBe(state.asOf);
    }
  });

  test('hold what the vendor sent', async () => {
    const { bridge, brandlovers } = await openDesk();
    const { tickets } = await brandlovers.listTickets({ [paging.listTickets.limit]: 100 });
    const threads = (await Array.fromAsync(bridge.threads())).filter(({ vendor }) => vendor === 'brandlovers');
    expect(threads.map(({ raw }) => raw)).toEqual(tickets);
  });

  test('without an id are reported as not addressable, each of them', async () => {
    const { bridge } = await openDesk({
      data: dataWith({ tickets: [ticket(undefined), ticket('1'), ticket(undefined)] }),
    });
    const threads = await Array.fromAsync(bridge.threads());
    expect(threads.map(({ ref }) => ref?.id)).toEqual([undefined, '1', undefined]);
  });

  test('that two pages repeat are yielded once', async () => {
    const { bridge } = await openDesk({
      data: dataWith({ tickets: [ticket('1'), ticket('2')] }),
      fetch: lying((url, { tickets }) => {
        const offset = offsetIn(url);
        return { tickets: offset === 2 ? [{ ticketId: '2' }, { ticketId: '3' }] : offset === 0 ? tickets : [] };
      }),
    });
    expect((await Array.fromAsync(bridge.threads())).map(({ ref }) => ref?.id)).toEqual(['1', '2', '3']);
  });

  test('of a vendor that caps the page silently are all read', async () => {
    const data = dataWith({ tickets: ticketsIn('OPEN', 120) });
    const { bridge } = await openDesk({ data, brandlovers: { maxLimit: 50 } });
    expect(await Array.fromAsync(bridge.threads())).toHaveLength(120);
  });

  test('of a vendor that ignores the offset end in a paging error, not in a loop', async () => {
    const { bridge } = await openDesk({ data: dataWith({}), fetch: lying(() => ({ tickets: [{ ticketId: '1' }] })) });
    await expect(Array.fromAsync(bridge.threads())).rejects.toMatchObject({ kind: 'paging', vendor: 'brandlovers' });
  });

  test('of a list that is missing are unknown, not none', async () => {
    const { bridge } = await openDesk({ data: dataWith({}), fetch: lying(() => ({ metadata: [] })) });
    await expect(Array.fromAsync(bridge.threads())).rejects.toMatchObject({
      kind: 'protocol',
      operation: 'listTickets',
    });
  });

  test('of a company are fragments: one for each invoice that a page holds, with its messages there', async () => {
    const { bridge, clubcollect, companyId } = await openDesk({ clubcollect: { pageSize: 30 } });
    const threads = await Array.fromAsync(bridge.threads({ active: true }));
    const unanswered = threads.filter(({ state }) => state.native === 'unanswered');
    const { page } = await clubcollect.listCompanyTickets({ companyId, status: 'unanswered' });
    expect(page.total_pages).toBeGreaterThan(1);
    const messages = unanswered.flatMap((thread) => (thread.vendor === 'clubcollect' ? thread.messages : []));
    expect(messages).toHaveLength(page.total_entries);
    for await (const { items } of bridge.threads({ active: true }).pages()) {
      expect(new Set(items.map(({ ref }) => ref?.id)).size).toBe(items.length);
    }
  });

  test('of a company whose pages are not those asked for end in a paging error', async () => {
    const { bridge } = await openDesk({
      data: dataWith({ invoices: invoicesOf('CUSTOMER', 53) }),
      clubcollect: { page: 'ignored' },
    });
    await expect(Array.fromAsync(bridge.threads({ active: true }))).rejects.toMatchObject({
      kind: 'paging',
      vendor: 'clubcollect',
      message: expect.stringContaining('asked for page 2, the answer says it is page 1'),
    });
  });

  test('are of the sources and of the turn that were asked for', async () => {
    const { bridge } = await openDesk();
    const ours = await Array.fromAsync(bridge.threads({ turn: 'ours' }));
    expect(new Set(ours.map(({ vendor, state }) => `${vendor} ${state.native}`))).toEqual(
      new Set(['clubcollect unanswered']),
    );
    const shop = await Array.fromAsync(bridge.threads({ vendors: ['brandlovers'] }));
    expect(new Set(shop.map(({ vendor }) => vendor))).toEqual(new Set(['brandlovers']));
  });

  test('refuse an option that they do not have', async () => {
    const { bridge } = await openDesk();
    // @ts-expect-error a misspelt option
    expect(() => bridge.threads({ activ: true })).toThrow(
      '"activ" is not known here; there are signal, timeout, deadline, maxAttempts, headers, beforeAttempt, active',
    );
  });
});

describe('hydrate', () => {
  test('makes whole threads of fragments, with the state of the list', async () => {
    const { bridge, sandbox, clubcollect } = await openDesk();
    const threads = await Array.fromAsync(bridge.threads({ active: true, hydrate: true }));
    for (const thread of threads) {
      if (thread.vendor === 'brandlovers' || !thread.ref) continue;
      const { tickets } = await clubcollect.listInvoiceTickets({ invoiceId: thread.ref.id });
      expect(thread).toMatchObject({ kind: 'thread', raw: tickets, state: { from: 'list', active: true } });
    }
    expect(threads.some(({ vendor }) => vendor === 'clubcollect')).toBe(true);
    await sandbox.close();
  });

  test('reads a few threads at a time, in order', async () => {
    const data = dataWith({ invoices: invoicesOf('CUSTOMER', ...Array.from({ length: 12 }, () => 1)) });
    let active = 0;
    let most = 0;
    const { bridge } = await openDesk({
      data,
      fetch: async (url, init) => {
        active += 1;
        most = Math.max(most, active);
        const response = await fetch(url, init);
        active -= 1;
        return response;
      },
    });
    const threads = await Array.fromAsync(bridge.threads({ vendors: ['clubcollect'], hydrate: true }));
    const listed = await Array.fromAsync(bridge.threads({ vendors: ['clubcollect'] }));
    expect(threads.map(({ ref }) => ref)).toEqual(listed.map(({ ref }) => ref));
    expect(most).toBe(4);
  });
});

describe('a source that fails', () => {
  const shopIsDown = async (url: string, init: RequestInit) =>
    /\/(invoices|companies)\//.test(url) ? fetch(url, init) : new Response(null, { status: 401 });

  test('ends the listing at once', async () => {
    const { bridge } = await openDesk({ fetch: shopIsDown });
    await expect(Array.fromAsync(bridge.threads())).rejects.toMatchObject({
      kind: 'unauthorized',
      vendor: 'brandlovers',
    });
  });

  test('does not sink the others when the caller wants to be told', async () => {
    const { bridge } = await openDesk({ fetch: shopIsDown });
    const errors: unknown[] = [];
    const threads = await Array.fromAsync(
      bridge.threads({
        active: true,
        onSourceError: ({ kind }, { vendor, account }) => errors.push([kind, vendor, account]),
      }),
    );
    expect(errors).toEqual([['unauthorized', 'brandlovers', 'shop']]);
    expect(new Set(threads.map(({ vendor }) => vendor))).toEqual(new Set(['clubcollect']));
  });

  test('does not sink the others when it fails while a thread is read whole, or while it is drained', async () => {
    const { bridge } = await openDesk({
      fetch: async (url, init) =>
        /\/invoices\//.test(url) || offsetIn(url) === 0 ? new Response(null, { status: 404 }) : fetch(url, init),
    });
    const failed: string[] = [];
    const onSourceError = ({ operation }: { operation: string | undefined }) => void failed.push(`${operation}`);
    expect(await Array.fromAsync(bridge.threads({ active: true, hydrate: true, onSourceError }))).toEqual([]);
    expect(failed).toEqual(['listTickets', 'listInvoiceTickets']);
    const drained = await Array.fromAsync(bridge.drain({ onSourceError }));
    expect(new Set(drained.map(({ vendor }) => vendor))).toEqual(new Set(['clubcollect']));
    // @ts-expect-error an option that it does not have
    expect(() => bridge.drain({ maxItems: 1 })).toThrow('"maxItems" is not known here');
  });

  test('is not what an abort is: that ends the listing', async () => {
    const { bridge } = await openDesk();
    const reason = new Error('enough');
    const listing = bridge.threads({ signal: AbortSignal.abort(reason), onSourceError: () => {} });
    await expect(Array.fromAsync(listing)).rejects.toMatchObject({ kind: 'aborted', cause: reason });
  });

  test('is not what an abort in the middle of a request is either', async () => {
    const caller = new AbortController();
    const reason = new Error('enough');
    const { bridge } = await openDesk({
      fetch: (url, init) => {
        caller.abort(reason);
        return fetch(url, init);
      },
    });
    const told: unknown[] = [];
    const listing = bridge.threads({ signal: caller.signal, onSourceError: (error) => void told.push(error) });
    await expect(Array.fromAsync(listing)).rejects.toMatchObject({ kind: 'aborted', cause: reason });
    expect(told).toEqual([]);
  });

  test.each(['threads', 'drain'] as const)('an abort ends %s at the next item, not at the next page', async (verb) => {
    const { bridge } = await openDesk({ data: dataWith({ tickets: ticketsIn('OPEN', 5) }) });
    const controller = new AbortController();
    const seen: unknown[] = [];
    const reading = (async () => {
      for await (const thread of bridge[verb]({ signal: controller.signal })) {
        seen.push(thread);
        controller.abort();
      }
    })();
    await expect(reading).rejects.toMatchObject({ kind: 'aborted' });
    expect(seen).toHaveLength(1);
  });
});

describe('drain', () => {
  test('closing 25 open tickets while reading handles 25', async () => {
    const { bridge } = await openDesk({
      data: dataWith({ tickets: ticketsIn('OPEN', 25) }),
      brandlovers: { maxLimit: 10 },
    });
    const handled: string[] = [];
    for await (const thread of bridge.drain()) {
      if (thread.vendor !== 'brandlovers' || !thread.ref) continue;
      await bridge.brandlovers.close(thread.ref);
      handled.push(thread.ref.id);
    }
    expect(new Set(handled).size).toBe(25);
    expect(handled).toHaveLength(25);
    expect(await Array.fromAsync(bridge.threads({ active: true }))).toEqual([]);
  });

  test('archiving every thread of a company while reading handles each once', async () => {
    const invoices = invoicesOf('CUSTOMER', ...Array.from({ length: 60 }, () => 2));
    const { fetch, requests } = recordingFetch();
    const { bridge } = await openDesk({ data: dataWith({ invoices }), fetch, clubcollect: { pageSize: 30 } });
    let handled = 0;
    for await (const thread of bridge.drain()) {
      if (thread.vendor === 'clubcollect' && thread.ref) await bridge.clubcollect.archive(thread.ref);
      handled += 1;
    }
    expect(handled).toBe(60);
    // Both lists that are active: four pages once, and once more to see that nothing is new.
    expect(requests.filter((request) => request.includes('/companies/')).length).toBeLessThanOrEqual(4 + 1 + 2);
  });

  test('yields what nobody closes once, also tickets without an id that are equal', async () => {
    const anonymous = { status: 'OPEN', messages: [] } as const;
    const tickets = [anonymous, ...ticketsIn('OPEN', 12), anonymous];
    const { bridge } = await openDesk({ data: dataWith({ tickets }), brandlovers: { maxLimit: 14 } });
    expect(await Array.fromAsync(bridge.drain())).toHaveLength(14);
  });
});

describe('a listing that was interrupted', () => {
  test('goes on from the position of any page and misses nothing of an unchanged list', async () => {
    const data = dataWith({
      tickets: [...ticketsIn('OPEN', 23), ...ticketsIn('REOPENED', 4)],
      invoices: [...invoicesOf('CUSTOMER', ...Array.from({ length: 30 }, () => 2)), ...invoicesOf('COMPANY', 1, 1)],
    });
    const { bridge } = await openDesk({ data, brandlovers: { maxLimit: 5 } });
    const keys = (threads: Iterable<{ ref: { id: string } | undefined }>) => Array.from(threads, ({ ref }) => ref?.id);
    const whole = keys(await Array.fromAsync(bridge.threads({ active: true })));
    const pages = await Array.fromAsync(bridge.threads({ active: true }).pages());
    let read: (string | undefined)[] = [];
    for (const { items, position } of pages) {
      read = [...read, ...keys(items)];
      if (position === undefined) continue;
      const rest = keys(await Array.fromAsync(bridge.threads({ active: true, from: position })));
      expect([...read, ...rest]).toEqual(whole);
    }
    expect(pages.length).toBeGreaterThan(6);
    expect(read).toEqual(whole);
  });

  test('refuses a position of another listing', async () => {
    const { bridge } = await openDesk();
    const [page] = await Array.fromAsync(bridge.threads({ maxItems: 1 }).pages());
    expect(() => bridge.threads({ active: true, from: page?.position })).toThrow(
      '"from" must be a position of a listing with the same options',
    );
  });
});

describe('listedMessages', () => {
  test("streams a company's messages as they come, with the thread of each", async () => {
    const data = dataWith({ invoices: [...invoicesOf('CUSTOMER', 40, 3), ...invoicesOf('COMPANY', 2)] });
    const { fetch, requests } = recordingFetch();
    const { bridge } = await openDesk({ data, fetch, clubcollect: { pageSize: 30 } });
    const messages = await Array.fromAsync(bridge.clubcollect.listedMessages({ turn: 'ours' }));
    expect(messages).toHaveLength(43);
    expect(new Set(messages.map(({ thread }) => thread?.id))).toEqual(new Set(['customer-0', 'customer-1']));
    expect(requests).toHaveLength(2);
    for await (const _ of bridge.clubcollect.listedMessages()) break;
    expect(requests).toHaveLength(3);
  });
});
