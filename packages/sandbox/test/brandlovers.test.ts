import { describe, expect, test } from 'vitest';
import { at, items } from '../src/json.ts';
import { asSeller, type Call, start } from './calls.ts';
import { ask, usualSize } from './spec-facts.ts';

const order = { orderId: 'BL-204518837', type: 'DELIVERY', from: 'Loja Aurora', body: 'Seu pedido atrasou um dia.' };

type Asked = Parameters<typeof ask>[1];

async function tickets(call: Call, asked: Asked = { limit: 100 }, status = ''): Promise<readonly unknown[]> {
  const query = `${ask('listTickets', asked)}${status && `&status=${status}`}`;
  return items(at((await call('GET', `/tickets?${query}`)).body, 'tickets'));
}

async function messages(call: Call, ticketId: unknown, asked: Asked = { limit: 100 }): Promise<readonly unknown[]> {
  const path = `/ticket/${ticketId}/messages?${ask('listTicketMessages', asked)}`;
  return items(at((await call('GET', path)).body, 'messages'));
}

async function ticket(call: Call, ticketId: string): Promise<unknown> {
  return (await tickets(call)).find((candidate) => at(candidate, 'ticketId') === ticketId);
}

const ids = (list: readonly unknown[]): unknown[] => list.map((item) => at(item, 'ticketId'));
const statuses = (list: readonly unknown[]): unknown[] => [...new Set(list.map((item) => at(item, 'status')))];

describe('a new ticket', () => {
  test('is listed as OPEN with what was said about it, but without its order', async () => {
    const call = asSeller(await start());
    const known = new Set(ids(await tickets(call)));
    const customer = { name: 'Beatriz Exemplo', phoneNumber: '+55 11 90000-0001' };
    await call('POST', '/ticket', { ...order, description: 'Atraso', customer });
    const [created, ...others] = (await tickets(call)).filter((item) => !known.has(at(item, 'ticketId')));
    expect(others).toEqual([]);
    expect(created).toEqual({
      ticketId: expect.any(String),
      status: 'OPEN',
      type: 'DELIVERY',
      description: 'Atraso',
      customer,
      createdAt: expect.stringMatching(/^20\d\d-.+Z$/),
      updatedAt: at(created, 'createdAt'),
    });
  });

  test('starts with its body as a message to the customer, and the optional message after it', async () => {
    const call = asSeller(await start());
    await call('POST', '/ticket', { ...order, message: { visibility: 'INTERNAL', body: 'Ligar amanhã.' } });
    const id = at((await tickets(call)).at(-1), 'ticketId');
    expect(await messages(call, id)).toEqual([
      { id, createdAt: expect.any(String), body: order.body, visibility: 'CUSTOMER' },
      { id, createdAt: expect.any(String), body: 'Ligar amanhã.', visibility: 'INTERNAL' },
    ]);
  });
});

describe('messages', () => {
  test('an added message is listed last, and the ticket counts as updated', async () => {
    const call = asSeller(await start());
    const before = at(await ticket(call, '7300402'), 'updatedAt');
    const former = await messages(call, '7300402');
    await call('POST', '/ticket/7300402/message', { visibility: 'CUSTOMER', body: 'A troca está a caminho.' });
    const [last, ...others] = (await messages(call, '7300402')).toReversed();
    expect(others.toReversed()).toEqual(former);
    expect(last).toMatchObject({ id: '7300402', visibility: 'CUSTOMER', body: 'A troca está a caminho.' });
    const after = at(await ticket(call, '7300402'), 'updatedAt');
    expect(after).toBe(at(last, 'createdAt'));
    expect(Date.parse(String(after))).toBeGreaterThan(Date.parse(String(before)));
  });

  test('carry the id of their ticket, so that two equal ones differ by nothing but their time', async () => {
    const all = await messages(asSeller(await start()), '7300401');
    expect(new Set(all.map((message) => at(message, 'id')))).toEqual(new Set(['7300401']));
    expect(all.filter((message) => at(message, 'body') === 'ok')).toHaveLength(2);
  });

  test('are paged', async () => {
    const call = asSeller(await start());
    const all = await messages(call, '7300401');
    expect(await messages(call, '7300401', { offset: 2, limit: 3 })).toEqual(all.slice(2, 5));
    expect(await messages(call, '7300401', { offset: 100 })).toEqual([]);
  });
});

describe('status', () => {
  test('a closed ticket is CLOSED with the time of closing, and REOPENED without it afterwards', async () => {
    const call = asSeller(await start());
    await call('PUT', '/ticket/7300402/status', { ticketStatus: 'CLOSED' });
    const closed = await ticket(call, '7300402');
    expect(closed).toMatchObject({ status: 'CLOSED', closedAt: at(closed, 'updatedAt') });
    await call('PUT', '/ticket/7300402/status', { ticketStatus: 'REOPENED' });
    const reopened = await ticket(call, '7300402');
    expect(reopened).toMatchObject({ status: 'REOPENED' });
    expect(at(reopened, 'closedAt')).toBeUndefined();
    expect(String(at(reopened, 'updatedAt')) > String(at(closed, 'updatedAt'))).toBe(true);
  });

  test.each(['OPEN', 'REOPENED', 'CLOSED'])('the filter %s lists that status and no other', async (status) => {
    expect(statuses(await tickets(asSeller(await start()), { limit: 100 }, status))).toEqual([status]);
  });
});

describe('the list of tickets', () => {
  test('gives as many as the spec says from the start by default, and the rest at the next offset', async () => {
    const call = asSeller(await start());
    const all = await tickets(call);
    const size = usualSize('listTickets');
    expect(await tickets(call, {})).toEqual(all.slice(0, size));
    expect(await tickets(call, { offset: 7 })).toEqual(all.slice(7, 7 + size));
    expect(await tickets(call, { offset: all.length })).toEqual([]);
  });

  test('pages within a filter', async () => {
    const call = asSeller(await start());
    const open = await tickets(call, { limit: 100 }, 'OPEN');
    expect(await tickets(call, { offset: 3, limit: 2 }, 'OPEN')).toEqual(open.slice(3, 5));
  });
});

describe('sellers', () => {
  test('see and touch nothing of one another', async () => {
    const sandbox = await start();
    const [own, other] = [asSeller(sandbox, 0), asSeller(sandbox, 1)];
    const before = await messages(own, '7300401');
    expect(ids(await tickets(other))).not.toContain('7300401');
    expect((await other('GET', '/ticket/7300401/messages')).status).toBe(403);
    expect((await other('POST', '/ticket/7300401/message', { visibility: 'CUSTOMER', body: '!' })).status).toBe(404);
    expect((await other('PUT', '/ticket/7300401/status', { ticketStatus: 'CLOSED' })).status).toBe(404);
    expect(await messages(own, '7300401')).toEqual(before);
    expect(await ticket(own, '7300401')).toMatchObject({ status: 'OPEN' });
  });

  test('send their token as the spec says: one prefix more makes it another one', async () => {
    const sandbox = await start();
    const prefixed = asSeller(sandbox, 0, `Bearer ${sandbox.brandlovers.sellers[0]?.token}`);
    expect((await prefixed('GET', '/ticket/7300401/messages')).status).toBe(401);
  });

  test('of two sandboxes share nothing', async () => {
    const [one, two] = [asSeller(await start()), asSeller(await start())];
    await one('PUT', '/ticket/7300401/status', { ticketStatus: 'CLOSED' });
    expect(await ticket(two, '7300401')).toMatchObject({ status: 'OPEN' });
  });
});

test('a ticket without an id is listed, and no path leads to it', async () => {
  const seller = { name: 'S', token: 't', tickets: [{ status: 'OPEN', messages: [] } as const] };
  const call = asSeller(await start({ data: { brandlovers: { sellers: [seller] }, clubcollect: { partners: [] } } }));
  expect(await tickets(call)).toEqual([{ status: 'OPEN' }]);
  expect((await call('GET', '/ticket/undefined/messages')).status).toBe(403);
});

test('pages hold no more than the sandbox was told to, however many are asked for', async () => {
  const call = asSeller(await start({ brandlovers: { maxLimit: 2 } }));
  expect(await tickets(call, { limit: 100 })).toHaveLength(2);
  expect(await tickets(call, { limit: 1 })).toHaveLength(1);
});

test('every page starts at the first item where the sandbox was told to ignore offsets', async () => {
  const call = asSeller(await start({ brandlovers: { offset: 'ignored' } }));
  const first = await tickets(call, { limit: 3 });
  expect(first).toHaveLength(3);
  expect(await tickets(call, { limit: 3, offset: 3 })).toEqual(first);
  expect(await tickets(call, { limit: 3, offset: 1_000_000_000 })).toEqual(first);
  expect(await messages(call, '7300401', { limit: 2, offset: 2 })).toEqual(
    await messages(call, '7300401', { limit: 2 }),
  );
});
