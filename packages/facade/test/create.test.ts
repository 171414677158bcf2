import { createBrandlovers } from '@ticketbridge/brandlovers';
import { brandloversSource, createTicketbridge, receiptOf } from '@ticketbridge/facade';
import { describe, expect, test } from 'vitest';
import { dataWith, openDesk, recordingFetch } from './desk.ts';

const ticket = (ticketId: string) => ({ ticketId, status: 'OPEN', type: 'OTHER' });
const newThread = { orderId: '1', type: 'OTHER', from: 'Shop', text: 'Your parcel is on its way.' } as const;

describe('a thread created at BrandLovers', () => {
  test('with a marker is found, and the marker never stands in the text to the customer', async () => {
    const { bridge, brandlovers } = await openDesk();
    const receipt = await bridge.brandlovers.createThread({ ...newThread, description: 'late' }, { marker: true });
    const kept: typeof receipt = JSON.parse(JSON.stringify(receipt));
    const located = await bridge.brandlovers.locate(kept);
    if (located.status !== 'found' || !located.thread.ref) throw new Error('the ticket was not found');
    expect(located.thread.description).toBe(`[ticketbridge:${receipt.marker}] late`);
    const { messages } = await brandlovers.listTicketMessages({ ticketId: located.thread.ref.id });
    expect(messages?.map(({ body }) => body)).toEqual([newThread.text]);
  });

  test('is found by each of 50 parallel creators of identical text', async () => {
    const { bridge } = await openDesk({ data: dataWith({}), brandlovers: { maxLimit: 20 } });
    const receipts = await Promise.all(
      Array.from({ length: 50 }, () => bridge.brandlovers.createThread(newThread, { marker: true })),
    );
    const located = await Promise.all(receipts.map((receipt) => bridge.brandlovers.locate(receipt)));
    const ids = located.map((result) => (result.status === 'found' ? result.thread.ref?.id : undefined));
    expect(new Set(ids).size).toBe(50);
    expect(ids).not.toContain(undefined);
  });

  test('without a marker has candidates, or is not there yet', async () => {
    const { bridge } = await openDesk({ data: dataWith({}) });
    const receipt = await bridge.brandlovers.createThread(newThread);
    await bridge.brandlovers.createThread({ ...newThread, type: 'REFUND' });
    await bridge.brandlovers.createThread({ ...newThread, description: 'another' });
    const located = await bridge.brandlovers.locate(receipt);
    expect(located).toMatchObject({ status: 'candidates', threads: [{ type: 'OTHER', description: undefined }] });
    const old = { ...receipt, at: new Date(Date.parse(receipt.at) - 3_600_000).toISOString() };
    expect(await bridge.brandlovers.locate(old)).toEqual({ status: 'not-yet' });
    const marked = { ...receipt, marker: 'of-another' };
    expect((await bridge.brandlovers.locate(marked)).status).toBe('candidates');
  });

  test('is one candidate, also where the list moves on while it is read and has it twice', async () => {
    const [first, second] = [ticket('t1'), ticket('t2')];
    const pages = [[second, first], [first], []];
    const client = createBrandlovers({
      token: 'a-token',
      fetch: async () => Response.json({ tickets: pages.shift() ?? [], metadata: [] }),
    });
    const bridge = createTicketbridge(brandloversSource(client, { account: 'a', pageSize: 2 }));
    const receipt = { vendor: 'brandlovers', account: 'a', verb: 'createThread', input: newThread } as const;
    const located = await bridge.brandlovers.locate({ ...receipt, at: new Date().toISOString(), outcome: 'accepted' });
    if (located.status !== 'candidates') throw new Error(`there are no candidates: ${located.status}`);
    expect(located.threads.map(({ ref }) => ref?.id)).toEqual(['t2', 't1']);
  });

  test('of which it is not known whether it exists can be located by the receipt of its error', async () => {
    const { bridge } = await openDesk({
      data: dataWith({}),
      fetch: async (url, init) => {
        const response = await fetch(url, init);
        if (init.method === 'POST') throw new TypeError('the connection broke');
        return response;
      },
    });
    const error: unknown = await bridge.brandlovers.createThread(newThread, { marker: true }).catch((reason) => reason);
    expect(error).toMatchObject({ kind: 'network', outcome: 'unknown' });
    const receipt = receiptOf(error);
    if (!receipt) throw new Error('the error has no receipt');
    expect(receipt).toMatchObject({ outcome: 'unknown', input: newThread });
    expect((await bridge.brandlovers.locate(receipt)).status).toBe('found');
    expect(JSON.stringify(error)).not.toContain(newThread.text);
  });

  test('that was refused has no receipt: it does not exist', async () => {
    const { bridge, sandbox } = await openDesk();
    sandbox.answerNext('createTicket', 400);
    const error: unknown = await bridge.brandlovers
      .createThread(newThread, { maxAttempts: 1 })
      .catch((reason) => reason);
    expect(error).toMatchObject({ kind: 'rejected', outcome: 'refused' });
    expect(receiptOf(error)).toBeUndefined();
  });
});

test('a thread read by invoice has a state that is unknown, from nothing', async () => {
  const { bridge } = await openDesk();
  const receipt = await bridge.clubcollect.createThread({ invoiceId: 'hv-2026-0006', text: 'due' });
  const thread = await bridge.clubcollect.thread(receipt.ref);
  expect(thread).toMatchObject({
    kind: 'thread',
    state: { active: 'unknown', turn: 'unknown', native: undefined, from: 'none' },
    messages: [{ text: 'due' }],
  });
});

test('messages are read page by page, resumable, none of two equal ones dropped', async () => {
  const ok = { createdAt: '2026-01-01T00:00:00Z', body: 'ok', visibility: 'CUSTOMER' } as const;
  const messages = [...Array.from({ length: 9 }, () => ok), { ...ok, body: 'bye' }];
  const { fetch, requests } = recordingFetch();
  const data = dataWith({
    tickets: [{ ticketId: 't', status: 'OPEN', messages }],
  });
  const { bridge } = await openDesk({ data, fetch, brandlovers: { maxLimit: 10 } });
  const ref = { vendor: 'brandlovers', account: 'shop', id: 't' } as const;
  expect(await Array.fromAsync(bridge.messages(ref))).toHaveLength(10);
  const [first] = await Array.fromAsync(bridge.messages(ref, { maxItems: 4 }).pages());
  const rest = await Array.fromAsync(bridge.messages(ref, { from: first?.position }));
  expect(rest.map(({ text }) => text)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'bye']);
  expect(requests.length).toBeGreaterThan(3);
});
