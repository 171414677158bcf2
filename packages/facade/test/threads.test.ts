import { describe, expect, test } from 'vitest';
import { openDesk, sellerWith } from './desk.ts';

const ticket = (ticketId: string | undefined, status: 'OPEN' | 'REOPENED' | 'CLOSED' = 'OPEN') => ({
  ...(ticketId !== undefined && { ticketId }),
  status,
  messages: [],
});

/** A `fetch` that hands the answer of every GET of a list of tickets to `lie`. */
function lying(lie: (url: URL, answer: { tickets: unknown[] }) => unknown): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    const url = new URL(String(input));
    return url.pathname.endsWith('/tickets') ? Response.json(lie(url, await response.json())) : response;
  };
}

describe('threads', () => {
  test('come from all sources, in the order in which the sources were given', async () => {
    const { bridge } = await openDesk();
    const threads = await Array.fromAsync(bridge.threads());
    const sources = threads.map(({ source }) => source);
    expect(new Set(sources)).toEqual(new Set(['brandlovers', 'clubcollect']));
    expect(sources).toEqual([...sources].sort());
  });

  test('are read as they are consumed', async () => {
    const requests: string[] = [];
    const { bridge } = await openDesk(undefined, {
      fetch: (input, init) => {
        requests.push(new URL(String(input)).pathname);
        return fetch(input, init);
      },
    });
    for await (const _ of bridge.threads()) break;
    expect(requests).toEqual(['/marketplace/v1/tickets']);
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
    for await (const { source, state } of bridge.threads({ active: true })) {
      expect(state.from).toBe(source === 'brandlovers' ? 'field' : 'list');
      expect(state.turn).toBe({ unanswered: 'ours', answered: 'theirs' }[state.native ?? ''] ?? 'unknown');
      expect(new Date(state.asOf).toISOString()).toBe(state.asOf);
    }
  });

  test('hold what the vendor sent', async () => {
    const { bridge, brandlovers } = await openDesk();
    const { tickets } = await brandlovers.listTickets({ limit: 100 });
    const threads = (await Array.fromAsync(bridge.threads())).filter(({ source }) => source === 'brandlovers');
    expect(threads.map(({ raw }) => raw)).toEqual(tickets);
  });

  test('without an id are reported as not addressable, each of them', async () => {
    const { bridge } = await openDesk(sellerWith([ticket(undefined), ticket('1'), ticket(undefined)]));
    const threads = await Array.fromAsync(bridge.threads());
    expect(threads.map(({ ref }) => ref?.id)).toEqual([undefined, '1', undefined]);
  });

  test('that two pages repeat are yielded once', async () => {
    const { bridge } = await openDesk(sellerWith([ticket('1'), ticket('2')]), {
      fetch: lying((url, { tickets }) => {
        const offset = url.searchParams.get('offset');
        return { tickets: offset === '2' ? [{ ticketId: '2' }, { ticketId: '3' }] : offset === '0' ? tickets : [] };
      }),
    });
    expect((await Array.fromAsync(bridge.threads())).map(({ ref }) => ref?.id)).toEqual(['1', '2', '3']);
  });

  test('of a vendor that caps the page silently are all read', async () => {
    const all = Array.from({ length: 120 }, (_, index) => ticket(String(index)));
    const { bridge } = await openDesk(sellerWith(all), {
      fetch: lying((_, answer) => ({ ...answer, tickets: answer.tickets.slice(0, 50) })),
    });
    expect(await Array.fromAsync(bridge.threads())).toHaveLength(120);
  });

  test('of a vendor that ignores the offset end in a paging error, not in a loop', async () => {
    const { bridge } = await openDesk(sellerWith([]), { fetch: lying(() => ({ tickets: [{ ticketId: '1' }] })) });
    await expect(Array.fromAsync(bridge.threads())).rejects.toMatchObject({ kind: 'paging', source: 'brandlovers' });
  });

  test('of a list that is missing are unknown, not none', async () => {
    const { bridge } = await openDesk(sellerWith([]), { fetch: lying(() => ({ metadata: [] })) });
    await expect(Array.fromAsync(bridge.threads())).rejects.toMatchObject({
      kind: 'protocol',
      operation: 'listTickets',
    });
  });

  test('of a company are fragments: one for each invoice that a list holds, with its messages there', async () => {
    const { bridge, clubcollect, companyId } = await openDesk();
    const threads = await Array.fromAsync(bridge.threads({ active: true }));
    const unanswered = threads.filter(({ state }) => state.native === 'unanswered');
    const { page } = await clubcollect.listCompanyTickets({ companyId, status: 'unanswered' });
    expect(page.total_pages).toBeGreaterThan(1);
    const messages = unanswered.flatMap((thread) => (thread.source === 'clubcollect' ? thread.messages : []));
    expect(messages).toHaveLength(page.total_entries);
    expect(new Set(unanswered.map(({ ref }) => ref?.id)).size).toBe(unanswered.length);
  });

  test('of a company whose pages are not those asked for end in a paging error', async () => {
    const { bridge } = await openDesk(undefined, {
      fetch: async (input, init) => fetch(String(input).replace(/page=\d+/, 'page=1'), init),
    });
    await expect(Array.fromAsync(bridge.threads({ active: true }))).rejects.toMatchObject({
      kind: 'paging',
      source: 'clubcollect',
      message: expect.stringContaining('asked for page 2, the answer says it is page 1'),
    });
  });
});
