import { getEventListeners } from 'node:events';
import type { RequestListener } from 'node:http';
import { type CallOptions, type ClientOptions, type Credential, TicketbridgeError } from '@ticketbridge/http';
import { describe, expect, test } from 'vitest';
import { failureOf } from './failure.ts';
import { lettersClient } from './letters.ts';
import { answering, head, inTurn, serve, stalling, writing } from './server.ts';
import { fetch } from './transport.ts';

interface Phase {
  readonly answer: RequestListener;
  /** The client's options; `abort` is to be called in the phase. */
  readonly options: (abort: () => void) => ClientOptions & { readonly key?: Credential };
  /** The call's own options. */
  readonly ofCall?: (abort: () => void) => CallOptions;
  readonly expected: { readonly attempts: number; readonly outcome: string; readonly status?: number };
  readonly requests: number;
}

const later = (abort: () => void) => void setImmediate(abort);

const PHASES: Readonly<Record<string, Phase>> = {
  'while the credential is asked for': {
    answer: answering(200, []),
    options: (abort) => ({
      key: () => {
        later(abort);
        return new Promise(() => {});
      },
    }),
    expected: { attempts: 0, outcome: 'not-sent' },
    requests: 0,
  },
  'by the credential function itself': {
    answer: answering(200, []),
    options: (abort) => ({
      key: () => {
        abort();
        return 'a-new-key';
      },
    }),
    expected: { attempts: 0, outcome: 'not-sent' },
    requests: 0,
  },
  'by the hook that hears of the attempt': {
    answer: answering(200, []),
    options: (abort) => ({ onEvent: ({ type }) => void (type === 'attempt' && abort()) }),
    expected: { attempts: 0, outcome: 'not-sent' },
    requests: 0,
  },
  'while `beforeAttempt` waits': {
    answer: answering(200, []),
    options: () => ({}),
    ofCall: (abort) => ({
      beforeAttempt: () => {
        later(abort);
        return new Promise(() => {});
      },
    }),
    expected: { attempts: 0, outcome: 'not-sent' },
    requests: 0,
  },
  'by `beforeAttempt` itself': {
    answer: answering(200, []),
    options: () => ({}),
    ofCall: (abort) => ({ beforeAttempt: abort }),
    expected: { attempts: 0, outcome: 'not-sent' },
    requests: 0,
  },
  'in the body': {
    answer: writing(`${head(200, 100)}[`, 'stall'),
    options: (abort) => ({
      fetch: async (url, init) => {
        const response = await fetch(url, init);
        later(abort);
        return response;
      },
    }),
    expected: { attempts: 1, outcome: 'accepted', status: 200 },
    requests: 1,
  },
  'in the pause before another attempt': {
    answer: inTurn(answering(503, {}, { 'retry-after': '60' }), answering(200, [])),
    options: (abort) => ({ onEvent: ({ type }) => void (type === 'retry' && later(abort)) }),
    expected: { attempts: 1, outcome: 'unknown' },
    requests: 1,
  },
  'by the hook that hears of the pause': {
    answer: inTurn(answering(503, {}, { 'retry-after': '60' }), answering(200, [])),
    options: (abort) => ({ onEvent: ({ type }) => void (type === 'retry' && abort()) }),
    expected: { attempts: 1, outcome: 'unknown' },
    requests: 1,
  },
};

describe('an abort ends the call in every phase, and no request leaves after it', () => {
  test.each(Object.entries(PHASES))('%s', async (_, { answer, options, ofCall, expected, requests }) => {
    const { baseUrl, arrivals } = await serve(answer);
    const controller = new AbortController();
    const reason = new Error('changed my mind');
    const abort = () => controller.abort(reason);
    const client = lettersClient({ baseUrl, ...options(abort) });
    const error = await failureOf(client.listTags({}, { signal: controller.signal, ...ofCall?.(abort) }));
    expect(error).toMatchObject({ kind: 'aborted', vendor: 'letters', operation: 'listTags', ...expected });
    expect(error.cause).toBe(reason);
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
    const signal = AbortSignal.timeout(1000);
    const last = { method: 'GET', headers: {}, body: null, redirect: 'manual', signal } as const;
    await fetch(`${baseUrl}/afterwards`, last).catch(() => {});
    expect(arrivals.map(({ url }) => url)).toEqual([...Array(requests).fill('/base/tags'), '/base/afterwards']);
  });

  test('before the start', async () => {
    const { baseUrl, arrivals } = await serve(answering(200, []));
    const error = await failureOf(lettersClient({ baseUrl }).listTags({}, { signal: AbortSignal.abort('no') }));
    expect(error).toMatchObject({ kind: 'aborted', outcome: 'not-sent', attempts: 0, cause: 'no' });
    expect(arrivals).toEqual([]);
  });

  test('before any headers came', async () => {
    const { baseUrl, arrivals, arrived } = await serve(stalling);
    const controller = new AbortController();
    const call = failureOf(lettersClient({ baseUrl }).listTags({}, { signal: controller.signal }));
    await arrived(1);
    controller.abort('no');
    expect(await call).toMatchObject({ kind: 'aborted', outcome: 'unknown', attempts: 1, cause: 'no' });
    await arrivals[0]?.closed;
    expect(arrivals).toHaveLength(1);
  });

  test('in a fetch that ignores its signal', async () => {
    const controller = new AbortController();
    const fetch = () => {
      later(() => controller.abort('no'));
      return new Promise<never>(() => {});
    };
    const error = await failureOf(lettersClient({ fetch }).listTags({}, { signal: controller.signal }));
    expect(error).toMatchObject({ kind: 'aborted', attempts: 1, cause: 'no' });
  });

  test('while waiting for a turn', async () => {
    const { baseUrl, arrivals, arrived } = await serve(inTurn(stalling, answering(200, ['a'])));
    const client = lettersClient({ baseUrl, maxConcurrent: 1 });
    const [first, second] = [new AbortController(), new AbortController()];
    const before = failureOf(client.listTags({}, { signal: first.signal }));
    await arrived(1);
    const waiting = failureOf(client.listTags({}, { signal: second.signal }));
    const last = client.listTags();
    later(() => second.abort('no'));
    expect(await waiting).toMatchObject({ kind: 'aborted', outcome: 'not-sent', attempts: 0, cause: 'no' });
    first.abort();
    await before;
    expect(await last).toEqual(['a']);
    expect(arrivals).toHaveLength(2);
  });
});

describe("the cause is the signal's reason, whatever it is", () => {
  const reasons: readonly unknown[] = [
    new TicketbridgeError('of my own', { kind: 'server', vendor: 'elsewhere', outcome: 'unknown' }),
    'a text',
    { plain: 'object' },
    0,
    null,
    Symbol('reason'),
  ];
  test.each(reasons)('%s', async (reason) => {
    for (const key of ['static-key', () => 'given-key']) {
      const client = lettersClient({
        fetch: () => Promise.reject(new Error('not to be called')),
        key,
        maxConcurrent: 1,
      });
      const error = await failureOf(client.listTags({}, { signal: AbortSignal.abort(reason) }));
      expect(error).toMatchObject({ kind: 'aborted', vendor: 'letters', attempts: 0 });
      expect(error.cause).toBe(reason);
    }
  });

  test('the platform gives one when the caller does not', async () => {
    const error = await failureOf(lettersClient({}).listTags({}, { signal: AbortSignal.abort() }));
    expect(error.cause).toMatchObject({ name: 'AbortError' });
  });

  test("a signal's own timeout is the caller's abort too", async () => {
    const { baseUrl } = await serve(stalling);
    const error = await failureOf(lettersClient({ baseUrl }).listTags({}, { signal: AbortSignal.timeout(20) }));
    expect(error).toMatchObject({ kind: 'aborted', cause: { name: 'TimeoutError' } });
  });
});

test('what only looks like a signal is refused, and leaves no timer that ends the process', async () => {
  const looksLikeOne = { [Symbol.toStringTag]: 'AbortSignal', aborted: false };
  // The types forbid it; a JavaScript caller may do it all the same.
  const error = await failureOf(lettersClient({ timeout: 5 }).listTags({}, { signal: looksLikeOne as never }));
  expect(error).toMatchObject({ kind: 'invalid-input', field: 'signal', attempts: 0 });
});

test("1000 calls share one listener on the caller's signal, and leave none", async () => {
  const { signal } = new AbortController();
  let requests = 0;
  let listening = 0;
  const fetch = async () => {
    requests += 1;
    listening = Math.max(listening, getEventListeners(signal, 'abort').length);
    if (requests % 10 === 0) throw new TypeError('reset');
    if (requests % 10 === 1) return new Response('', { status: 401 });
    return Response.json([], { status: requests % 10 === 2 ? 500 : 200 });
  };
  const client = lettersClient({ fetch, key: async () => 'given-key', maxConcurrent: 5 });
  await Promise.allSettled(Array.from({ length: 1000 }, () => client.replaceTags({ tags: [] }, { signal })));
  expect(requests).toBeGreaterThanOrEqual(1000);
  // Node 20 warns of a leak at the eleventh.
  expect(listening).toBe(1);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});
