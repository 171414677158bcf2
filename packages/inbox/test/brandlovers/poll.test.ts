import type { BrandloversOptions, Fault } from '@ticketbridge/sandbox';
import { describe, expect, it } from 'vitest';
import { INTERVALS, openSeller, type Seller, ticket, tickets } from './seller.ts';

const LIST = 'listTickets';
const MESSAGES = 'listTicketMessages';

async function openReady(options?: Parameters<typeof openSeller>[0]): Promise<Seller> {
  const seller = await openSeller(options);
  await seller.poll();
  expect(await seller.mirror.events()).toEqual(['account.ready']);
  return seller;
}

/** Everything that can happen to tickets, as others do it. */
function happenAll({ sandbox: { brandlovers } }: Seller): void {
  brandlovers.customerWrites('t0', 'third');
  brandlovers.customerWrites('t0', 'third');
  brandlovers.colleagueWrites('t1', 'for us', { visibility: 'INTERNAL' });
  brandlovers.statusChanges('t2', 'CLOSED');
  brandlovers.customerOpensTicket({ ticketId: 'new', text: 'hello' });
  brandlovers.ticketDisappears('t3');
  brandlovers.messageDisappears('t4', 0);
}

const happened = [
  'message.gone t4 first',
  'message.new new hello',
  'message.new t0 third',
  'message.new t0 third',
  'message.new t1 for us',
  'thread.missing t3',
  'thread.new new',
  'thread.state t2',
];

/** What the vendor does not document, each the other way. */
const ways: readonly BrandloversOptions[] = [
  { maxLimit: 2, messageOrder: 'newest-first', ticketOrder: 'last-updated-first', readingUnknown: '404' },
  { messageKeepsUpdatedAt: true, messageId: 'of-its-own', ticketOrder: 'newest-first', pastTheEnd: '400' },
  { ticketLag: 2, statusLag: 2, messageLag: 2, pastTheEnd: '404', emptyList: 'left-out' },
];

describe('a mirror of a seller', () => {
  it.each(ways)('equals the tickets, and tells every change once, whatever the vendor does: %o', async (switches) => {
    const seller = await openReady({ switches, tickets: tickets(6) });
    expect(await seller.held()).toEqual(seller.shown());
    happenAll(seller);
    await seller.settle();
    expect(await seller.held()).toEqual(seller.shown());
    expect((await seller.mirror.events()).toSorted()).toEqual(happened);
  });

  it('holds nothing of a seller without tickets but that it is ready', async () => {
    const seller = await openReady();
    expect(await seller.poll()).toEqual([LIST]);
  });

  it('tells how many tickets cannot be addressed', async () => {
    const { ticketId: _, ...nameless } = ticket('none', ['hello']);
    const seller = await openReady({ tickets: [ticket('t0', []), nameless, nameless] });
    const unaddressable = () => seller.mirror.database.reader.selectFrom('accounts').select('unaddressable').execute();
    expect(await unaddressable()).toEqual([{ unaddressable: 2 }]);
    await seller.poll();
    expect(await unaddressable()).toEqual([{ unaddressable: 2 }]);
  });
});

describe('the requests of a poll', () => {
  const pageSize = 10;

  it('are one for each page and two for each ticket in the first run, and one for each page when all is quiet', async () => {
    const seller = await openSeller({ tickets: tickets(20), pageSize });
    expect(await seller.poll()).toHaveLength(20 / pageSize + 1 + 2 * 20);
    expect(await seller.poll()).toEqual(Array(20 / pageSize + 1).fill(LIST));
  });

  it('are two more for each ticket whose message is hinted, and three where only a probe finds it', async () => {
    const seller = await openReady({ tickets: tickets(20), pageSize });
    for (let index = 0; index < 5; index += 1) seller.sandbox.brandlovers.customerWrites(`t${index}`, 'more');
    expect(await seller.poll()).toHaveLength(20 / pageSize + 1 + 2 * 5);
    seller.sandbox.switches.set({ brandlovers: { messageKeepsUpdatedAt: true } });
    for (let index = 0; index < 5; index += 1) seller.sandbox.brandlovers.customerWrites(`t${index}`, 'even more');
    seller.wait(1);
    expect(await seller.poll()).toHaveLength(20 / pageSize + 1 + 3 * 5);
    expect(await seller.mirror.events()).toHaveLength(10);
  });

  it('probe a thread the more rarely, the longer it is quiet', async () => {
    const seller = await openReady({ tickets: [ticket('t0', ['first'])] });
    seller.sandbox.brandlovers.customerWrites('t0', 'more');
    await seller.poll();
    const probedAt: number[] = [];
    for (let minute = 5; minute <= 115; minute += 5) {
      seller.wait(5);
      if ((await seller.poll()).includes(MESSAGES)) probedAt.push(minute);
    }
    const waits = probedAt.map((minute, index) => minute - (probedAt[index - 1] ?? 0));
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect(waits[0]).toBe(5);
    expect(waits.at(-1)).toBe(10);
  });

  it('probe again at once where the clock was ahead by years', async () => {
    const seller = await openReady({ tickets: [ticket('t0', ['first'])], switches: { messageKeepsUpdatedAt: true } });
    const years = 5 * 365 * 24 * 60;
    seller.wait(years);
    await seller.poll();
    seller.wait(-years);
    seller.sandbox.brandlovers.customerWrites('t0', 'more');
    await seller.poll();
    expect(await seller.mirror.events()).toContain('message.new t0 more');
  });

  it('read a thread whole at times, which alone finds one message deleted and one written', async () => {
    const seller = await openReady({ tickets: tickets(1), switches: { messageKeepsUpdatedAt: true } });
    seller.sandbox.brandlovers.messageDisappears('t0', 0);
    seller.sandbox.brandlovers.customerWrites('t0', 'third');
    seller.wait(INTERVALS.cold / 60_000);
    await seller.poll();
    expect(await seller.mirror.events()).toEqual([]);
    seller.wait(INTERVALS.sweep / 60_000);
    await seller.poll();
    expect(await seller.mirror.events()).toEqual(['message.gone t0 first', 'message.new t0 third']);
  });
});

describe('messages', () => {
  it('that are equal and of one instant are each told', async () => {
    const seller = await openReady({ tickets: tickets(1) });
    for (let copy = 0; copy < 3; copy += 1) seller.sandbox.brandlovers.customerWrites('t0', 'ok');
    await seller.poll();
    seller.sandbox.brandlovers.customerWrites('t0', 'ok');
    seller.wait(1);
    await seller.poll();
    expect(await seller.mirror.events()).toEqual(Array(4).fill('message.new t0 ok'));
  });

  it.each(['oldest-first', 'newest-first'] as const)(
    'that come while they are read %s are told once',
    async (messageOrder) => {
      const texts = Array.from({ length: 7 }, (_, index) => `message ${index}`);
      const seller = await openReady({ tickets: [ticket('t0', texts)], switches: { messageOrder, maxLimit: 2 } });
      seller.sandbox.brandlovers.customerWrites('t0', 'hint');
      let written = 0;
      seller.onRequest = (count) => {
        if (count % 3 !== 2 || written === 4) return;
        seller.sandbox.brandlovers.customerWrites('t0', `meanwhile ${written++}`);
      };
      await seller.poll();
      seller.onRequest = () => {};
      await seller.settle();
      const told = ['hint', 'meanwhile 0', 'meanwhile 1', 'meanwhile 2', 'meanwhile 3'];
      expect((await seller.mirror.events()).toSorted()).toEqual(told.map((text) => `message.new t0 ${text}`));
      expect(await seller.held()).toEqual(seller.shown());
    },
  );

  it('are gone only when a second reading does not have them either', async () => {
    const seller = await openReady({ tickets: tickets(1) });
    seller.sandbox.brandlovers.messageDisappears('t0', 0);
    seller.sandbox.brandlovers.statusChanges('t0', 'CLOSED');
    expect((await seller.poll()).filter((operation) => operation === MESSAGES)).toHaveLength(4);
    expect(await seller.mirror.events()).toEqual(['thread.state t0', 'message.gone t0 first']);
  });
});

describe('threads that are not listed', () => {
  it('are missing after three polls, and new when they are listed again', async () => {
    const seller = await openReady({ tickets: tickets(3) });
    seller.sandbox.brandlovers.ticketDisappears('t1');
    for (let polls = 0; polls < 2; polls += 1) await seller.poll();
    expect(await seller.mirror.events()).toEqual([]);
    await seller.poll();
    expect(await seller.mirror.events()).toEqual(['thread.missing t1']);
    expect(await seller.poll()).toEqual([LIST, LIST]);
    seller.sandbox.brandlovers.customerOpensTicket({ ticketId: 't1', text: 'again' });
    await seller.poll();
    expect(await seller.mirror.events()).toContain('thread.new t1');
  });

  it('are not missed when a list that moves while it is read leaves them out each time', async () => {
    const switches = { ticketOrder: 'last-updated-first', maxLimit: 1 } as const;
    const seller = await openReady({ tickets: tickets(3), switches });
    const touch = (ticketId: string) => {
      seller.sandbox.clock.advance(1);
      seller.sandbox.brandlovers.statusChanges(ticketId, 'OPEN');
    };
    for (let polls = 0; polls < 3; polls += 1) {
      seller.onRequest = () => {};
      for (const other of ['t1', 't2']) touch(other);
      // It stands behind the place that is read, and moves before it.
      seller.onRequest = (count) => {
        if (count === 1) touch('t0');
      };
      await seller.poll();
      expect((await seller.mirror.threads()).map(({ misses }) => misses)).toEqual([0, 0, 0]);
    }
    expect(await seller.mirror.events()).toEqual([]);
  });

  it('are not missed when the vendor gives an empty list for a while', async () => {
    let isEmpty = false;
    const seller = await openReady({
      tickets: tickets(3),
      fetch: async (input, init) => {
        const answer = await fetch(input, init);
        return isEmpty && String(input).includes('/tickets') ? Response.json({ tickets: [], metadata: [] }) : answer;
      },
    });
    isEmpty = true;
    for (let polls = 0; polls < 4; polls += 1) await seller.poll();
    expect(await seller.mirror.events()).toEqual([]);
  });
});

describe('the first run', () => {
  it('that is stopped before any of its requests goes on where it was, and stays silent', async () => {
    const count = 3 + 2 * 6;
    for (let stop = 0; stop < count; stop += 4) {
      const seller = await openSeller({ tickets: tickets(6), pageSize: 3 });
      const stopping = new AbortController();
      seller.onRequest = (request) => {
        if (request === stop) stopping.abort();
      };
      await expect(seller.poll(stopping.signal)).rejects.toMatchObject({ kind: 'aborted' });
      seller.onRequest = () => {};
      await seller.poll();
      expect(await seller.mirror.events()).toEqual(['account.ready']);
      expect(await seller.held()).toEqual(seller.shown());
    }
  });

  it('lists no page again that was committed', async () => {
    const seller = await openSeller({ tickets: tickets(6), pageSize: 2 });
    let commits = 0;
    seller.onCommit = () => {
      if (commits++ === 3) throw new Error('killed');
    };
    await expect(seller.poll()).rejects.toThrow('killed');
    seller.onCommit = () => {};
    expect((await seller.poll()).filter((operation) => operation === LIST)).toHaveLength(1);
  });

  it('is not over while the vendor fails, for what could not be read before', async () => {
    let isDown = false;
    const seller = await openSeller({
      tickets: [ticket('t0', ['hello']), ticket('broken', ['hello'])],
      fetch: async (input, init) => {
        isDown ||= String(input).includes('broken');
        return isDown ? new Response(null, { status: 500 }) : fetch(input, init);
      },
    });
    await expect(seller.poll()).rejects.toMatchObject({ kind: 'server' });
    expect(await seller.mirror.events()).toEqual([]);
  });

  it('reads nothing again that was committed', async () => {
    const seller = await openSeller({ tickets: tickets(40), pageSize: 10 });
    let commits = 0;
    seller.onCommit = () => {
      commits += 1;
      if (commits === 8) throw new Error('killed');
    };
    await expect(seller.poll()).rejects.toThrow('killed');
    seller.onCommit = () => {};
    expect(await seller.poll()).toHaveLength(2 * (40 - 16));
    expect(seller.told.at(-1)).toEqual({ threads: 40, messages: 80 });
  });

  it('is not over while the vendor answers for no thread', async () => {
    const seller = await openSeller({ tickets: tickets(8) });
    const fault = seller.sandbox.addFault({ kind: 'status', status: 500, operation: MESSAGES });
    await expect(seller.poll()).rejects.toMatchObject({ kind: 'server' });
    await expect(seller.poll()).rejects.toMatchObject({ kind: 'server' });
    seller.sandbox.clearFault(fault.id);
    await seller.poll();
    expect(await seller.mirror.events()).toEqual(['account.ready']);
    expect(await seller.held()).toEqual(seller.shown());
  });
});

describe('what was there before the account was ready', () => {
  const isOfMessages = (input: unknown) => String(input).includes('/messages');

  it('is in it wherever reading it again helps', async () => {
    const tried = new Map<string, number>();
    const seller = await openSeller({
      tickets: tickets(20),
      fetch: async (input, init) => {
        const [, number] = /t(\d+)\/messages/.exec(String(input)) ?? [];
        if (number === undefined) return fetch(input, init);
        const tries = tried.get(number) ?? 0;
        tried.set(number, tries + 1);
        return tries < Number(number) % 5 ? Response.json({}, { status: 403 }) : fetch(input, init);
      },
    });
    await seller.poll();
    expect(await seller.mirror.events()).toEqual(['account.ready']);
    expect(await seller.held()).toEqual(seller.shown());
  });

  it.each<[string, Response | undefined]>([
    ['refused', new Response(null, { status: 403 })],
    ['broken', new Response(null, { status: 500 })],
    ['cut off', undefined],
  ])('is never told as new though it was %s for days; what was written since is', async (_, answer) => {
    let isUnreadable = true;
    const seller = await openSeller({
      tickets: [ticket('t0', ['first']), ticket('unread', ['first', 'second'])],
      switches: { messageKeepsUpdatedAt: true },
      fetch: async (input, init) => {
        if (!isUnreadable || !isOfMessages(input) || !String(input).includes('unread')) return fetch(input, init);
        if (!answer) throw new TypeError('fetch failed');
        return answer.clone();
      },
    });
    await seller.poll();
    expect(await seller.mirror.events()).toEqual(['account.ready']);
    for (const day of ['one', 'two']) {
      seller.wait(24 * 60);
      seller.sandbox.brandlovers.customerWrites('unread', `day ${day}`);
      await seller.poll();
    }
    expect(await seller.mirror.events()).toEqual([]);
    isUnreadable = false;
    seller.wait(24 * 60);
    await seller.poll();
    expect(await seller.mirror.events()).toEqual(['message.new unread day one', 'message.new unread day two']);
    expect(await seller.held()).toEqual(seller.shown());
    seller.sandbox.brandlovers.customerWrites('unread', 'at last');
    seller.wait(24 * 60);
    await seller.poll();
    expect(await seller.mirror.events()).toEqual(['message.new unread at last']);
  });

  it.each([1, 2])('is not new where the list of tickets has moved while it was read by %i', async (maxLimit) => {
    const switches = { ticketOrder: 'last-updated-first', maxLimit } as const;
    const seller = await openSeller({ tickets: tickets(5), switches });
    const touch = (ticketId: string) => {
      seller.sandbox.clock.advance(1);
      seller.sandbox.brandlovers.statusChanges(ticketId, 'OPEN');
    };
    for (const id of ['t1', 't2', 't3', 't4']) touch(id);
    seller.onRequest = (count) => {
      // It stands behind the place that is read, and moves before it.
      if (count === 1) touch('t0');
    };
    await seller.poll();
    expect(await seller.mirror.events()).toEqual(['account.ready']);
    expect(await seller.held()).toEqual(seller.shown());
    await seller.poll();
    expect(await seller.mirror.events()).toEqual([]);
  });
});

describe('a thread that cannot be read', () => {
  it.each<Fault>([{ kind: 'status', status: 403 }, { kind: 'status', status: 500 }, { kind: 'reset' }])(
    'because of %o keeps no other from being read, and is read later',
    async (fault) => {
      const seller = await openReady({ tickets: tickets(9) });
      for (let index = 0; index < 9; index += 1) seller.sandbox.brandlovers.customerWrites(`t${index}`, 'more');
      seller.sandbox.addFault({ ...fault, operation: MESSAGES, calls: 2 });
      await seller.poll();
      expect(await seller.mirror.events()).toHaveLength(7);
      seller.wait(1);
      await seller.poll();
      expect(await seller.mirror.events()).toHaveLength(2);
    },
  );

  it('because its id cannot be sent is held without messages', async () => {
    const seller = await openReady({ tickets: [ticket('..', ['hello']), ticket('t1', ['hello'])] });
    expect(Object.keys(await seller.held())).toEqual(['..', 't1']);
    seller.sandbox.brandlovers.customerWrites('t1', 'more');
    await seller.poll();
    expect(await seller.mirror.events()).toEqual(['message.new t1 more']);
  });

  it('keeps no other from being probed, and no first run from its end, also where several fail', async () => {
    const texts = ['hello'];
    const broken = Array.from({ length: 6 }, (_, index) => ticket(`broken${index}`, texts));
    const seller = await openSeller({
      tickets: [...broken, ticket('t0', texts)],
      switches: { messageKeepsUpdatedAt: true },
      fetch: async (input, init) =>
        String(input).includes('broken') ? new Response(null, { status: 500 }) : fetch(input, init),
    });
    await expect(seller.poll()).rejects.toMatchObject({ kind: 'server' });
    await seller.poll();
    expect(await seller.mirror.events()).toEqual(['account.ready']);
    seller.sandbox.brandlovers.customerWrites('t0', 'more');
    seller.wait(INTERVALS.cold / 60_000);
    await expect(seller.poll()).rejects.toMatchObject({ kind: 'server' });
    expect(await seller.mirror.events()).toEqual(['message.new t0 more']);
  });

  it('ends the poll where it is all of them', async () => {
    const seller = await openReady({ tickets: tickets(9) });
    for (let index = 0; index < 9; index += 1) seller.sandbox.brandlovers.customerWrites(`t${index}`, 'more');
    seller.sandbox.addFault({ kind: 'status', status: 403, operation: MESSAGES });
    await expect(seller.poll()).rejects.toMatchObject({ kind: 'forbidden' });
  });
});

describe('a poll that fails', () => {
  it('keeps what it has committed, and the next one tells the rest', async () => {
    const seller = await openReady({ tickets: tickets(6) });
    happenAll(seller);
    let commits = 0;
    for (let polls = 0; polls < 8; polls += 1) {
      const end = polls % 4;
      commits = 0;
      seller.onCommit = () => {
        if (commits++ === end) throw new Error('killed');
      };
      seller.wait(10);
      await seller.poll().catch(() => {});
    }
    seller.onCommit = () => {};
    await seller.settle();
    expect((await seller.mirror.events()).toSorted()).toEqual(happened);
    expect(await seller.held()).toEqual(seller.shown());
  });
});
