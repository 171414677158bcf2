import { Readable } from 'node:stream';
import type { CallEvent, Fetch } from '@ticketbridge/http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { failureOf } from './failure.ts';
import { lettersClient } from './letters.ts';
import { answering, inTurn, serve } from './server.ts';

const unhandled: unknown[] = [];
const listen = (reason: unknown) => void unhandled.push(reason);
beforeEach(() => void process.on('unhandledRejection', listen));
afterEach(async () => {
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', listen);
  expect(unhandled.splice(0)).toEqual([]);
});

/** A `fetch` that gives this, whatever the types say, and counts how often it is asked. */
function giving(value: unknown): { readonly fetch: Fetch; readonly requests: () => number } {
  let requests = 0;
  const fetch = (async () => {
    requests += 1;
    return value;
  }) as unknown as Fetch;
  return { fetch, requests: () => requests };
}

const throwing = (name: string) => ({
  get [name]() {
    throw new Error('not to be read');
  },
});
const JSON_BODY = '["a"]';

/** What is in the place of a body that nothing can be read from. */
const NO_BODY: Readonly<Record<string, unknown>> = {
  'nothing at all': {},
  undefined: { body: undefined },
  null: { body: null },
  'a text': { body: JSON_BODY },
  'a Node stream': { body: Readable.from([JSON_BODY]) },
  'an object': { body: {} },
  'a body whose getReader throws': {
    body: {
      getReader: () => {
        throw new Error('x');
      },
    },
  },
  'a body whose reader is none': { body: { getReader: () => undefined } },
  'a body whose reader rejects, also when cancelled': {
    body: { getReader: () => ({ read: () => Promise.reject(1), cancel: () => Promise.reject(2) }) },
  },
  'a body whose cancel throws': {
    body: {
      cancel: () => {
        throw new Error('x');
      },
    },
  },
  'a reader of texts': { body: new ReadableStream({ start: (controller) => controller.enqueue(JSON_BODY) }) },
  'headers that are missing': { headers: undefined, body: null },
  'headers of another kind': { headers: { 'content-length': '5' }, body: null },
  'headers that throw': { headers: throwing('get'), body: null },
  'bytes that come at once, as in React Native': { arrayBuffer: async () => new ArrayBuffer(2) },
};

describe('a fetch whose answer has no body that can be read', () => {
  test.each(Object.entries(NO_BODY))('a write without a documented body succeeds: %s', async (_, response) => {
    const { fetch, requests } = giving({ status: 200, ...Object(response) });
    expect(await lettersClient({ fetch }).sendLetter({ boxId: 'b', text: 't' })).toEqual({ status: 200 });
    expect(requests()).toBe(1);
  });

  test.each(Object.entries(NO_BODY))('a write with one is accepted, and fails: %s', async (_, response) => {
    const { fetch, requests } = giving({ status: 200, ...Object(response) });
    const error = await failureOf(lettersClient({ fetch }).replaceTags({ tags: [] }));
    expect(error).toMatchObject({ kind: 'protocol', status: 200, outcome: 'accepted', attempts: 1 });
    expect(requests()).toBe(1);
  });

  test.each(Object.entries(NO_BODY))('a refusal is what its status says: %s', async (_, response) => {
    const { fetch } = giving({ status: 404, ...Object(response) });
    const error = await failureOf(lettersClient({ fetch }).listLetters({ boxId: 'b' }));
    expect(error).toMatchObject({ kind: 'not-found', status: 404, outcome: 'refused', attempts: 1 });
    expect(error.code).toBeUndefined();
  });

  test.each(Object.entries(NO_BODY))('a redirect is one: %s', async (_, response) => {
    const { fetch } = giving({ status: 302, ...Object(response) });
    expect((await failureOf(lettersClient({ fetch }).listTags())).kind).toBe('redirect');
  });
});

test.each(['body', 'headers', 'type', 'ok', 'arrayBuffer'])('a Response whose %s throws is accepted', async (name) => {
  const response = Object.create(throwing(name), { status: { value: 200 } });
  const client = lettersClient({ fetch: giving(response).fetch });
  expect(await client.sendLetter({ boxId: 'b', text: 't' })).toEqual({ status: 200 });
  expect(await failureOf(client.replaceTags({ tags: [] }))).toMatchObject({ kind: 'protocol', outcome: 'accepted' });
});

describe('a fetch whose answer is no Response: it may have been sent', () => {
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const NONE: Readonly<Record<string, unknown>> = {
    undefined,
    null: null,
    'a text': 'ok',
    'a number': 200,
    'an empty object': {},
    'a status as text': { status: '200' },
    'a status that is no number': { status: Number.NaN },
    'a fraction': { status: 200.5 },
    'a BigInt': { status: 200n },
    'a status that throws': throwing('status'),
    'a proxy that throws': revoked.proxy,
    'a function': () => new Response(),
    'JSON that was parsed already': ['a'],
  };
  test.each(Object.entries(NONE))('%s', async (_, value) => {
    const { fetch, requests } = giving(value);
    const error = await failureOf(lettersClient({ fetch, maxAttempts: 1 }).sendLetter({ boxId: 'b', text: 't' }));
    expect(['protocol', 'network']).toContain(error.kind);
    expect(error).toMatchObject({ outcome: 'unknown', attempts: 1, status: undefined });
    expect(requests()).toBe(1);
  });

  test.each([0, 99, 199, 304, 600, 999, -1, 1e9])('a status that means nothing: %d', async (status) => {
    const { fetch, requests } = giving({ status });
    const error = await failureOf(lettersClient({ fetch }).sendLetter({ boxId: 'b', text: 't' }));
    expect(error).toMatchObject({ kind: status === 304 ? 'redirect' : 'protocol', outcome: 'unknown', attempts: 1 });
    expect(requests()).toBe(1);
  });
});

const thenable = (then: PropertyDescriptor) => Object.defineProperty({}, 'then', then);

describe('a hook cannot change what the caller gets', () => {
  test('neither the error nor the events that follow', async () => {
    const { baseUrl, arrivals } = await serve(inTurn(answering(503), answering(422, { error: 'no_such_box' })));
    const seen: string[] = [];
    const meddling = (event: CallEvent) => {
      seen.push(`${event.type} of ${event.vendor}.${event.operation}`);
      if (event.type === 'failed') {
        const { error } = event;
        Object.assign(error, { kind: 'server', outcome: 'not-sent', message: 'changed', stack: '', code: 'x' });
        Object.setPrototypeOf(error, null);
      }
      for (const key of Object.keys(event)) Reflect.set(event, key, 'changed');
    };
    const error = await failureOf(lettersClient({ baseUrl, onEvent: meddling }).listTags());
    expect(error).toMatchObject({ kind: 'rejected', outcome: 'refused', code: 'no_such_box', attempts: 2 });
    expect(error.message).toContain('letters.listTags: rejected');
    expect(seen).toEqual(
      ['attempt', 'answer', 'retry', 'attempt', 'answer', 'failed'].map((type) => `${type} of letters.listTags`),
    );
    expect(arrivals).toHaveLength(2);
  });

  test.each<[string, () => unknown]>([
    [
      'a thenable that rejects',
      () => thenable({ value: (_: unknown, reject: (reason: unknown) => void) => reject(1) }),
    ],
    ['a thenable that throws', () => thenable({ value: () => throwing('x').x })],
    ['an object whose then throws', () => thenable({ get: () => throwing('x').x })],
  ])('nor end the program by what it returns: %s', async (_, onEvent) => {
    const { baseUrl } = await serve(answering(200, ['a']));
    expect(await lettersClient({ baseUrl, onEvent }).listTags()).toEqual(['a']);
  });
});
