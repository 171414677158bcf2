import type { RequestListener } from 'node:http';
import type { CallOptions } from '@ticketbridge/http';
import { describe, expect, test } from 'vitest';
import { failureOf } from './failure.ts';
import { INPUTS, letters, lettersClient, WRITES } from './letters.ts';
import { answering, head, resetting, serve, stalling, writing } from './server.ts';

interface Fault {
  readonly answer: RequestListener;
  readonly options?: CallOptions;
  readonly outcome: 'refused' | 'unknown' | 'accepted';
  readonly kind: string;
  /** `refused` aside, a write arrives once. */
  readonly requests?: number;
}

const FAULTS: Readonly<Record<string, Fault>> = {
  'a reset before the headers': { answer: resetting, kind: 'network', outcome: 'unknown' },
  'an end before the headers': { answer: writing('', 'end'), kind: 'network', outcome: 'unknown' },
  'bytes that are no HTTP': { answer: writing('hello\r\n\r\n', 'end'), kind: 'network', outcome: 'unknown' },
  'a timeout': { answer: stalling, options: { timeout: 100 }, kind: 'timeout', outcome: 'unknown' },
  'a status 408': { answer: answering(408), kind: 'rejected', outcome: 'unknown' },
  'a status 500': { answer: answering(500), kind: 'server', outcome: 'unknown' },
  'a status 502': { answer: answering(502, '<html>'), kind: 'server', outcome: 'unknown' },
  'a status 503': { answer: answering(503, {}, { 'retry-after': '0' }), kind: 'server', outcome: 'unknown' },
  'a status 504': { answer: answering(504), kind: 'server', outcome: 'unknown' },
  'a redirect': { answer: answering(307, '', { location: '/x' }), kind: 'redirect', outcome: 'unknown' },
  'a status 422': { answer: answering(422), kind: 'rejected', outcome: 'refused' },
  'a status 429': { answer: answering(429), kind: 'throttled', outcome: 'refused', requests: 3 },
  'a status 425': { answer: answering(425), kind: 'rejected', outcome: 'refused', requests: 3 },
};

/** Faults of an answer's body: they do not matter to an operation whose success has none. */
const BODY_FAULTS: Readonly<Record<string, Fault>> = {
  'a reset in the body': { answer: writing(`${head(200, 50)}["a`, 'reset'), kind: 'protocol', outcome: 'accepted' },
  'a body cut off': { answer: writing(`${head(200, 50)}["a`, 'end'), kind: 'protocol', outcome: 'accepted' },
  'broken JSON': { answer: answering(200, '["a'), kind: 'protocol', outcome: 'accepted' },
  'an empty body': { answer: answering(200), kind: 'protocol', outcome: 'accepted' },
};

describe('a write reaches the server once, unless the server refused it', () => {
  for (const operation of WRITES) {
    test.each(Object.entries(FAULTS))(
      `${operation}: %s`,
      async (_, { answer, options, kind, outcome, requests = 1 }) => {
        const { baseUrl, arrivals } = await serve(answer);
        const error = await failureOf(lettersClient({ baseUrl })[operation](INPUTS[operation], options));
        expect(error).toMatchObject({ kind, outcome, attempts: requests });
        expect(arrivals).toHaveLength(requests);
      },
    );

    test(`${operation}: an abort in flight`, async () => {
      const { baseUrl, arrivals, arrived } = await serve(stalling);
      const controller = new AbortController();
      const call = failureOf(lettersClient({ baseUrl })[operation](INPUTS[operation], { signal: controller.signal }));
      await arrived(1);
      controller.abort();
      expect(await call).toMatchObject({ kind: 'aborted', outcome: 'unknown', attempts: 1 });
      expect(arrivals).toHaveLength(1);
    });
  }

  test.each(Object.entries(BODY_FAULTS))('replaceTags: %s', async (_, { answer, kind, outcome }) => {
    const { baseUrl, arrivals } = await serve(answer);
    const error = await failureOf(lettersClient({ baseUrl }).replaceTags({ tags: [] }));
    expect(error).toMatchObject({ kind, outcome, status: 200, attempts: 1 });
    expect(arrivals).toHaveLength(1);
  });

  test.each(Object.entries(BODY_FAULTS))('sendLetter has no body to lose: %s', async (_, { answer }) => {
    const { baseUrl, arrivals } = await serve(answer);
    expect(await lettersClient({ baseUrl }).sendLetter({ boxId: 'b', text: 't' })).toEqual({ status: 200 });
    expect(arrivals).toHaveLength(1);
  });

  test('a refusal after which the spec allows it: sent again', async () => {
    const { baseUrl, arrivals } = await serve(answering(403));
    const error = await failureOf(lettersClient({ baseUrl }).sendLetter({ boxId: 'b', text: 't' }));
    expect(error).toMatchObject({ kind: 'throttled', outcome: 'refused', attempts: 3 });
    expect(arrivals).toHaveLength(3);
  });

  test('a 403 that may mean either of two things is not', async () => {
    const { baseUrl, arrivals } = await serve(answering(403));
    const error = await failureOf(lettersClient({ baseUrl }).replaceTags({ tags: [] }));
    expect(error).toMatchObject({ kind: 'forbidden-or-throttled', outcome: 'refused', attempts: 1 });
    expect(arrivals).toHaveLength(1);
  });
});

/** What a table says of one status of `sendLetter`, and what follows. */
const REFUSALS = [
  { status: 403, kind: 'throttled', repeatable: false, requests: 1, outcome: 'refused' },
  { status: 403, kind: 'throttled', repeatable: true, requests: 3, outcome: 'refused' },
  { status: 409, kind: 'rejected', repeatable: false, requests: 1, outcome: 'refused' },
  { status: 409, kind: 'rejected', repeatable: true, requests: 3, outcome: 'refused' },
  { status: 408, kind: 'rejected', repeatable: false, requests: 1, outcome: 'unknown' },
  { status: 408, kind: 'rejected', repeatable: true, requests: 3, outcome: 'refused' },
  { status: 503, kind: 'server', repeatable: false, requests: 1, outcome: 'unknown' },
  { status: 503, kind: 'server', repeatable: true, requests: 3, outcome: 'refused' },
  { status: 429, kind: 'throttled', repeatable: false, requests: 3, outcome: 'refused' },
  { status: 425, kind: 'rejected', repeatable: false, requests: 3, outcome: 'refused' },
] as const;

describe('the table says after which refusal a write is sent again, whatever the kind of the refusal', () => {
  test.each(REFUSALS)('%o', async ({ status, kind, repeatable, requests, outcome }) => {
    const { sendLetter } = letters.operations;
    if (!sendLetter) throw new Error('no such operation');
    const written = { ...sendLetter, errors: { [status]: kind }, repeatable: repeatable ? [status] : [] };
    const { baseUrl, arrivals } = await serve(answering(status));
    const client = lettersClient({ baseUrl }, { ...letters, operations: { sendLetter: written } });
    const error = await failureOf(client.sendLetter({ boxId: 'b', text: 't' }));
    expect(error).toMatchObject({ kind, status, documented: true, outcome, attempts: requests });
    expect(arrivals).toHaveLength(requests);
  });
});
