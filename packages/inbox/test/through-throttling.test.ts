import { type Page, TicketbridgeError } from '@ticketbridge/facade';
import { expect, test } from 'vitest';
import { pagesThroughThrottling, throughThrottling } from '../src/through-throttling.ts';

const account = { vendor: 'brandlovers', account: 'shop' } as const;
const idle = { options: () => ({}), failed: async () => {}, answered: async () => {} };

test.each([
  ['throttled', undefined, 10],
  ['server', 1_000, 10],
  ['server', undefined, 1],
  ['network', undefined, 1],
  ['forbidden', undefined, 1],
] as const)('asks as often as it should where each answer is %s, Retry-After %s', async (kind, retryAfter, times) => {
  const error = new TicketbridgeError('no', { kind, outcome: 'refused', retryAfter });
  let [asked, told] = [0, 0];
  const gate = {
    ...idle,
    failed: async () => {
      told += 1;
    },
  };
  const answer = throughThrottling({ gate, account }, async () => {
    asked += 1;
    throw error;
  });
  await expect(answer).rejects.toBe(error);
  // The last one is told by whoever has asked for the poll.
  expect([asked, told]).toEqual([times, times - 1]);
});

test('goes on with a list after the last page that it has read, however often the vendor throttles', async () => {
  const refused = new TicketbridgeError('no', { kind: 'throttled', outcome: 'refused' });
  const asked: number[] = [];
  const pagesFrom = async function* (from: string | undefined): AsyncGenerator<Page<number>> {
    for (let page = Number(from ?? 0) + 1; page <= 30; page += 1) {
      asked.push(page);
      if (asked.length % 2 === 0) throw refused;
      yield { items: [page], position: `${page}`, end: page === 30, total: undefined };
    }
  };
  const list = (from: string | undefined) => ({
    pages: () => pagesFrom(from),
    async *[Symbol.asyncIterator]() {
      for await (const { items } of pagesFrom(from)) yield* items;
    },
  });
  const read: number[] = [];
  for await (const { items } of pagesThroughThrottling({ gate: idle, account }, list)) read.push(...items);
  expect(read).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
  expect(asked).toHaveLength(59);
});
