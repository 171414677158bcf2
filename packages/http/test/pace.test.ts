import type { ServerResponse } from 'node:http';
import type { ClientOptions, Credential } from '@ticketbridge/http';
import { describe, expect, test } from 'vitest';
import { failureOf } from './failure.ts';
import { lettersClient } from './letters.ts';
import { answering, inTurn, resetting, serve, stalling } from './server.ts';

const boxes = (count: number) => Array.from({ length: count }, (_, box) => ({ boxId: String(box) }));
const paths = (count: number) => boxes(count).map(({ boxId }) => `/base/boxes/${boxId}/letters`);

describe('maxConcurrent', () => {
  test('is never exceeded and always used', async () => {
    const open: ServerResponse[] = [];
    let most = 0;
    const { baseUrl } = await serve((_, response) => {
      open.push(response);
      most = Math.max(most, open.length);
      // With fewer than three under way nobody is answered: the test would not end.
      if (open.length === 3) setImmediate(() => open.splice(0).map((one) => one.end('{}')));
    });
    const client = lettersClient({ baseUrl, maxConcurrent: 3 });
    await Promise.all(boxes(12).map((input) => client.listLetters(input)));
    expect(most).toBe(3);
  });

  test('is off by default', async () => {
    const open: ServerResponse[] = [];
    const { baseUrl } = await serve((_, response) => {
      open.push(response);
      if (open.length === 50) for (const one of open) one.end('{}');
    });
    const client = lettersClient({ baseUrl });
    await Promise.all(boxes(50).map((input) => client.listLetters(input)));
    expect(open).toHaveLength(50);
  });

  test('the first to come is the first to go', async () => {
    const { baseUrl, arrivals } = await serve(answering(200, {}));
    const client = lettersClient({ baseUrl, maxConcurrent: 1 });
    await Promise.all(boxes(10).map((input) => client.listLetters(input)));
    expect(arrivals.map(({ url }) => url)).toEqual(paths(10));
  });

  test('a call that pauses before another attempt lets others go', async () => {
    const { baseUrl, arrivals } = await serve(inTurn(answering(503, {}, { 'retry-after': '60' }), answering(200, {})));
    const controller = new AbortController();
    const client = lettersClient({ baseUrl, maxConcurrent: 1 });
    const pausing = failureOf(client.countLetters({}, { signal: controller.signal }));
    await client.listLetters({ boxId: 'b' });
    controller.abort();
    expect(await pausing).toMatchObject({ kind: 'aborted', attempts: 1 });
    expect(arrivals.map(({ url }) => url)).toEqual(['/base/count', '/base/boxes/b/letters']);
  });
});

describe('a place is given back', () => {
  const ways: readonly [string, ClientOptions & { readonly key?: Credential }][] = [
    ['by a reset', {}],
    ['by a fetch that throws', { fetch: () => Promise.reject(new Error('x')) }],
    ['by a timeout', { fetch: () => new Promise(() => {}), timeout: 10 }],
    ['by a credential that is not given', { key: () => Promise.reject(new Error('x')) }],
    ['by a credential that cannot be sent', { key: () => 'two\nlines' }],
    [
      'by a hook that throws',
      {
        onEvent: () => {
          throw new Error('x');
        },
      },
    ],
  ];
  test.each(ways)('%s', async (_, options) => {
    const { baseUrl } = await serve(resetting);
    const client = lettersClient({ baseUrl, ...options, maxConcurrent: 1, maxAttempts: 1 });
    const failed = await Promise.all(boxes(5).map((input) => failureOf(client.listLetters(input))));
    expect(failed).toHaveLength(5);
  });

  test('by those who stop waiting, wherever they stand', async () => {
    const { baseUrl, arrivals, arrived } = await serve(inTurn(stalling, answering(200, {})));
    const client = lettersClient({ baseUrl, maxConcurrent: 1 });
    const controllers = boxes(6).map(() => new AbortController());
    const calls = boxes(6).map((input, index) => {
      const { signal } = controllers[index] ?? new AbortController();
      return client.listLetters(input, { signal }).then(
        () => 'done',
        () => 'stopped',
      );
    });
    await arrived(1);
    for (const index of [1, 5, 3]) controllers[index]?.abort();
    controllers[0]?.abort();
    expect(await Promise.all(calls)).toEqual(['stopped', 'stopped', 'done', 'stopped', 'done', 'stopped']);
    expect(arrivals.map(({ url }) => url)).toEqual([0, 2, 4].map((box) => paths(6)[box]));
  });

  test.each([0, 1, 2, 3, 4, 5, 6, 7, 8])(
    'by one who stops in the very moment in which its turn comes, or %i promises later',
    async (promises) => {
      const second = new AbortController();
      const client = lettersClient({
        fetch: async () => Response.json({}),
        maxConcurrent: 1,
        onEvent: async ({ type, call }) => {
          if (type !== 'answer' || call !== 1) return;
          for (let passed = 0; passed < promises; passed += 1) await undefined;
          second.abort();
        },
      });
      const [first, , third] = [
        client.countLetters(),
        client.countLetters({}, { signal: second.signal }).catch(() => {}),
        client.countLetters(),
      ];
      expect(await Promise.all([first, third])).toEqual([{}, {}]);
    },
  );
});

describe('maxPerSecond', () => {
  /** The times at which the requests of as many calls at once leave. */
  async function departures(count: number, options: ClientOptions & { readonly key?: Credential }) {
    const times: number[] = [];
    const fetch = async () => {
      times.push(performance.now());
      return Response.json({});
    };
    const client = lettersClient({ ...options, fetch });
    await Promise.all(boxes(count).map((input) => client.listLetters(input)));
    return times;
  }

  /** Of so many requests, those that left before their turn: a machine that stalls can only make them later. */
  function early(times: readonly number[], from: number, interval: number): number[] {
    return times.filter((time, index) => time - from < index * interval - 1);
  }

  const shared = Promise.resolve('shared-key');
  test.each<[string, { readonly key?: Credential }]>([
    ['with a fixed credential', {}],
    ['with one credential that all wait for', { key: () => shared }],
  ])('no request leaves before its turn: %s', async (_, options) => {
    const from = performance.now();
    const times = await departures(8, { ...options, maxPerSecond: 50 });
    expect(early(times, from, 20)).toEqual([]);
    expect(times).toHaveLength(8);
  });

  test('a slow credential does not bunch the requests that wait for it', async () => {
    const slow = Promise.withResolvers<string>();
    const calls = departures(5, { key: () => slow.promise, maxPerSecond: 50 });
    const from = performance.now();
    slow.resolve('slow-key');
    expect(early(await calls, from, 20)).toEqual([]);
  });

  test('holds for the second attempt of a call too', async () => {
    const { baseUrl, arrivals } = await serve(inTurn(answering(401), answering(200, {})));
    const client = lettersClient({ baseUrl, key: () => 'a-key', maxPerSecond: 0.001 });
    expect(await failureOf(client.countLetters({}, { deadline: 300 }))).toMatchObject({
      kind: 'timeout',
      outcome: 'refused',
      attempts: 1,
    });
    expect(arrivals).toHaveLength(1);
  });
});
