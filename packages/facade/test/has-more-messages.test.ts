import type { SandboxOptions } from '@ticketbridge/sandbox';
import { describe, expect, test } from 'vitest';
import { limitIn, offsetIn } from './asked.ts';
import { dataWith, openDesk, recordingFetch } from './desk.ts';
import { shopThat } from './vendors.ts';

const ref = { vendor: 'brandlovers', account: 'shop', id: 't' } as const;

function ticketWith(count: number) {
  const messages = Array.from({ length: count }, (_, minute) => ({
    createdAt: new Date(Date.UTC(2026, 2, 1, 9, minute)).toISOString(),
    body: 'ok',
    visibility: 'CUSTOMER' as const,
  }));
  return { ticketId: 't', status: 'OPEN' as const, messages };
}

async function askAt(length: number, count: number, brandlovers: SandboxOptions['brandlovers'] = {}) {
  const { fetch, requests } = recordingFetch();
  const { bridge } = await openDesk({ fetch, brandlovers, data: dataWith({ tickets: [ticketWith(length)] }) });
  return { more: bridge.brandlovers.hasMoreMessages(ref, count), requests };
}

describe('hasMoreMessages', () => {
  test.each([
    [0, 0],
    [3, 0],
    [3, 2],
    [3, 3],
    [3, 9],
  ])('of a thread of %i messages, of which %i are known, takes one small request', async (length, count) => {
    const { more, requests } = await askAt(length, count);
    expect(await more).toBe(count < length);
    expect(requests.map((request) => [offsetIn(request), limitIn(request)])).toEqual([[count, 1]]);
  });

  test.each<[string, SandboxOptions['brandlovers']]>([
    ['newest first', { messageOrder: 'newest-first' }],
    ['pages of one', { maxLimit: 1 }],
    ['an end that is refused with 400', { pastTheEnd: '400' }],
    ['an end that is refused with 404', { pastTheEnd: '404' }],
    ['an end without its list', { emptyList: 'left-out' }],
    ['all of that', { messageOrder: 'newest-first', maxLimit: 2, pastTheEnd: '404', emptyList: 'left-out' }],
  ])('is right whatever the vendor leaves open: %s', async (_, options) => {
    for (const length of [1, 2, 5]) {
      for (const count of [0, 1, length, length + 1, length + 4]) {
        expect([length, count, await (await askAt(length, count, options)).more]).toEqual([
          length,
          count,
          count < length,
        ]);
      }
    }
  });

  test('rejects where an offset is refused for its depth: nothing is known then', async () => {
    const { more } = await askAt(9, 5, { maxOffset: 3 });
    await expect(more).rejects.toMatchObject({ kind: 'rejected', operation: 'listTicketMessages' });
  });

  test.each([0, 4])('rejects for a thread that is not the seller’s, of which %i messages are known', async (count) => {
    for (const readingUnknown of ['403', '404'] as const) {
      const { bridge } = await openDesk({ brandlovers: { readingUnknown }, data: dataWith({}) });
      await expect(bridge.brandlovers.hasMoreMessages(ref, count)).rejects.toMatchObject({
        kind: readingUnknown === '403' ? 'forbidden' : 'not-found',
        outcome: 'refused',
      });
    }
  });

  test('is true at every count of a list that does not heed its offset, and reading it rejects', async () => {
    const { bridge } = await openDesk({
      brandlovers: { offset: 'ignored' },
      data: dataWith({ tickets: [ticketWith(2)] }),
    });
    expect(await bridge.brandlovers.hasMoreMessages(ref, 2)).toBe(true);
    await expect(Array.fromAsync(bridge.messages(ref))).rejects.toMatchObject({ kind: 'paging' });
  });

  test('rejects with `protocol` when the answer has no list at the start', async () => {
    const { bridge } = await shopThat(() => ({ body: {} }));
    await expect(bridge.brandlovers.hasMoreMessages(ref, 0)).rejects.toMatchObject({ kind: 'protocol' });
  });
});
