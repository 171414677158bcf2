import { isTicketbridgeError, type Message } from '@ticketbridge/facade';
import type { BrandloversData } from '@ticketbridge/sandbox';
import { expect } from 'vitest';
import { all, type Desk, inTime, type Step, Unsure } from './scenario.ts';
import { ticketsIn } from './truth.ts';

const say = (minute: number, body: string) =>
  ({ createdAt: `2026-03-01T09:0${minute}:00Z`, body, visibility: 'CUSTOMER' }) as const;

const ticket = (id: number, status: 'OPEN' | 'REOPENED' | 'CLOSED', count: number) => {
  const createdAt = `2026-03-0${id}T09:00:00Z`;
  const messages = Array.from({ length: count }, (_, index) => say(index, index < 2 ? 'ok' : `m${index}`));
  return { ticketId: `t ${id}`, status, type: 'T', createdAt, updatedAt: createdAt, messages } as const;
};

export const data: BrandloversData = {
  sellers: [
    {
      name: 'Loja',
      token: 'a-token',
      tickets: [
        ticket(1, 'OPEN', 5),
        ticket(2, 'CLOSED', 1),
        ticket(3, 'REOPENED', 2),
        ticket(4, 'OPEN', 1),
        ticket(5, 'OPEN', 0),
        ticket(6, 'OPEN', 2),
        ticket(7, 'REOPENED', 1),
      ],
    },
  ],
};

const refOf = (id: string) => ({ vendor: 'brandlovers', account: 'shop', id }) as const;
const input = { orderId: '1', type: 'NEW', from: 'Loja', text: 'Saiu.', description: 'Rio & "São Paulo"' };

/** What a ticket is really like. */
function really({ sandbox }: Desk, id: string) {
  return ticketsIn(sandbox).find(({ ticketId }) => ticketId === id);
}

function idsOf(desk: Desk, isWanted: (status: string) => boolean): string[] {
  return ticketsIn(desk.sandbox).flatMap(({ ticketId, status }) => (ticketId && isWanted(status) ? [ticketId] : []));
}

const isActive = (status: string) => status !== 'CLOSED';
const shopOnly = { vendors: ['brandlovers'] } as const;

async function listed(desk: Desk, options: Parameters<Desk['bridge']['threads']>[0]): Promise<string[]> {
  return (await all(desk.bridge.threads({ ...options, ...shopOnly }))).map(({ ref }) => ref?.id ?? 'none');
}

function texts(messages: readonly Message[]): string[] {
  return messages.map(({ text, sentAt }) => `${sentAt instanceof Date ? sentAt.toISOString() : sentAt} ${text}`).sort();
}

function reallySaid(desk: Desk, id: string): string[] {
  const { messages = [] } = really(desk, id) ?? {};
  return messages.map(({ createdAt, body }) => `${new Date(createdAt).toISOString()} ${body}`).sort();
}

async function expectSame(desk: Desk, id: string): Promise<void> {
  await inTime(async () => expect(texts(await all(desk.bridge.messages(refOf(id))))).toEqual(reallySaid(desk, id)));
}

/** An agent's morning at BrandLovers. Each step stands for itself. */
export const steps: Readonly<Record<string, Step>> = {
  async 'lists all threads'(desk) {
    expect((await listed(desk, {})).sort()).toEqual(idsOf(desk, () => true).sort());
  },

  async 'lists active threads'(desk) {
    expect((await listed(desk, { active: true })).sort()).toEqual(idsOf(desk, isActive).sort());
  },

  async 'lists closed threads'(desk) {
    expect(await listed(desk, { active: false })).toEqual(idsOf(desk, (status) => status === 'CLOSED'));
  },

  async 'reads a page per process'(desk) {
    const found: string[] = [];
    let from: string | undefined;
    for (let isEnd = false; !isEnd; ) {
      for await (const { items, position, end } of desk.bridge.threads({ ...shopOnly, from, maxPages: 1 }).pages()) {
        found.push(...items.map(({ ref }) => ref?.id ?? 'none'));
        [from, isEnd] = [position, end];
      }
    }
    expect(found.sort()).toEqual(idsOf(desk, () => true).sort());
  },

  async 'reads messages'(desk) {
    await expectSame(desk, 't 1');
    await expectSame(desk, 't 5');
  },

  async 'reads messages while the customer writes'(desk) {
    const before = reallySaid(desk, 't 1');
    const read: Message[] = [];
    for await (const { items } of desk.bridge.messages(refOf('t 1')).pages()) {
      if (read.length === 0) desk.sandbox.brandlovers.customerWrites('t 1', 'and another');
      read.push(...items);
    }
    const found = texts(read);
    expect(before.filter((text) => !found.includes(text))).toEqual([]);
    expect(found.length).toBeLessThanOrEqual(before.length + 1);
    expect(found.filter((text) => !reallySaid(desk, 't 1').includes(text))).toEqual([]);
    expect(new Set(found).size).toBe(found.length);
  },

  async 'goes on with new messages'(desk) {
    let from: string | undefined;
    for await (const { position } of desk.bridge.messages(refOf('t 4')).pages()) from = position;
    desk.sandbox.brandlovers.customerWrites('t 4', 'news');
    await inTime(async () => {
      const news = await all(desk.bridge.messages(refOf('t 4'), { from }));
      expect(news.map(({ text }) => text)).toEqual(['news']);
    });
  },

  async 'creates a thread and finds it'(desk) {
    const before = idsOf(desk, () => true);
    const receipt = await desk.bridge.brandlovers.createThread(input, { marker: true });
    const [id, ...others] = idsOf(desk, () => true).filter((one) => !before.includes(one));
    expect([typeof id, others]).toEqual(['string', []]);
    await inTime(async () => {
      const located = await desk.bridge.brandlovers.locate(receipt);
      expect(located.status).not.toBe('not-yet');
      const threads =
        located.status === 'found' ? [located.thread] : located.status === 'candidates' ? located.threads : [];
      expect(threads.map(({ ref }) => ref?.id)).toEqual([id]);
      if (located.status === 'candidates') throw new Unsure();
    });
    await expectSame(desk, id ?? '');
    await desk.bridge.reply(refOf(id ?? ''), 'Chega hoje.');
    expect(really(desk, id ?? '')?.messages.at(-1)).toMatchObject({ body: 'Chega hoje.', visibility: 'CUSTOMER' });
    await expectSame(desk, id ?? '');
  },

  async 'finds no thread that there is not'({ bridge }) {
    expect(await bridge.brandlovers.locate({ marker: 'nobody-wrote-this' })).toEqual({ status: 'not-yet' });
  },

  async 'answers and leaves a note'(desk) {
    const before = really(desk, 't 3')?.messages.length ?? 0;
    await desk.bridge.reply(refOf('t 3'), 'ok');
    await desk.bridge.brandlovers.note(refOf('t 3'), 'cuidado');
    const written = really(desk, 't 3')?.messages.slice(before);
    expect(written).toMatchObject([
      { body: 'ok', visibility: 'CUSTOMER' },
      { body: 'cuidado', visibility: 'INTERNAL' },
    ]);
    await expectSame(desk, 't 3');
  },

  async 'closes a thread'(desk) {
    await desk.bridge.brandlovers.close(refOf('t 6'));
    expect(really(desk, 't 6')?.status).toBe('CLOSED');
    await inTime(async () => {
      expect(await listed(desk, { active: false })).toContain('t 6');
      expect(await listed(desk, { active: true })).not.toContain('t 6');
    });
  },

  async 'closes it again'(desk) {
    const outcome = await outcomeOf(desk.bridge.brandlovers.close(refOf('t 6')));
    expect(['accepted', 'refused']).toContain(outcome);
    expect(really(desk, 't 6')?.status).toBe('CLOSED');
  },

  async 'answers on a closed thread'(desk) {
    const before = really(desk, 't 6')?.messages.length ?? 0;
    const outcome = await outcomeOf(desk.bridge.reply(refOf('t 6'), 'Ainda aí?'));
    expect(really(desk, 't 6')?.messages.length).toBe(before + (outcome === 'accepted' ? 1 : 0));
    await expectSame(desk, 't 6');
  },

  async 'reopens a thread'(desk) {
    await desk.bridge.brandlovers.reopen(refOf('t 2'));
    expect(really(desk, 't 2')?.status).toBe('REOPENED');
    await inTime(async () => {
      expect(await listed(desk, { active: true })).toContain('t 2');
      expect(await listed(desk, { active: false })).not.toContain('t 2');
    });
  },

  async 'reads an unknown thread'({ bridge }) {
    await expectRefused(all(bridge.messages(refOf('nobody'))), ['forbidden', 'not-found', 'forbidden-or-throttled']);
  },

  async 'answers on an unknown thread'({ bridge }) {
    await expectRefused(bridge.reply(refOf('nobody'), 'Oi'), ['not-found']);
  },

  async 'closes an unknown thread'({ bridge }) {
    await expectRefused(bridge.brandlovers.close(refOf('nobody')), ['not-found']);
  },

  async 'closes what is active while a customer opens another thread'(desk) {
    const before = idsOf(desk, isActive);
    const found: string[] = [];
    for await (const { ref } of desk.bridge.drain(shopOnly)) {
      if (ref?.vendor !== 'brandlovers') continue;
      found.push(ref.id);
      if (found.length === 1) await desk.seller.createTicket({ orderId: '2', type: 'T', from: 'f', body: 'b' });
      await desk.bridge.brandlovers.note(ref, 'Closed.');
      await desk.bridge.brandlovers.close(ref);
    }
    expect(new Set(found).size).toBe(found.length);
    expect(before.filter((id) => !found.includes(id))).toEqual([]);
    expect(idsOf(desk, isActive).filter((id) => found.includes(id))).toEqual([]);
  },

  async 'asks whether there are more messages, and reads them'(desk) {
    await inTime(async () => {
      const { length } = reallySaid(desk, 't 1');
      for (const count of [0, length - 1, length, length + 3]) {
        const isMore = await desk.bridge.brandlovers.hasMoreMessages(refOf('t 1'), count);
        if (isMore) await all(desk.bridge.messages(refOf('t 1')));
        expect(isMore).toBe(count < length);
      }
    });
  },
};

/** Tells whether a write was accepted or refused; another outcome is an error. */
async function outcomeOf(write: Promise<{ readonly outcome: string }>): Promise<string> {
  return write.then(
    ({ outcome }) => outcome,
    (error: unknown) => {
      if (isTicketbridgeError(error) && error.kind === 'rejected' && error.outcome) return error.outcome;
      throw error;
    },
  );
}

/** Expects a refusal, of a kind that tells the truth. */
async function expectRefused(call: Promise<unknown>, kinds: readonly string[]): Promise<void> {
  const error = await call.then(
    () => expect.fail('it was not refused'),
    (reason: unknown) => reason,
  );
  if (!isTicketbridgeError(error)) throw error;
  expect(error.status).toBeGreaterThanOrEqual(400);
  if (!kinds.includes(error.kind)) throw error;
}
