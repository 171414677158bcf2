import { inspect } from 'node:util';
import { runInNewContext } from 'node:vm';
import { type CallEvent, type Credential, causeOf, TicketbridgeError } from '@ticketbridge/http';
import { describe, expect, test } from 'vitest';
import { failureOf } from './failure.ts';
import { lettersClient } from './letters.ts';
import { minified } from './minified.ts';
import { answering, serve } from './server.ts';

class VaultError extends Error {
  code = 'EVAULT';
  address = 'https://vault.example/?token=hidden-7f3a';
}

const HIDDEN = /hidden-7f3a|hidden_7f3a/i;

/** Every way in which an error ends up in a log. */
function renderings(error: Error): string {
  const deep = { showHidden: true, depth: 10, getters: true };
  return [inspect(error, deep), String(error), JSON.stringify(error), error.message, error.stack].join('\n');
}

const THROWN: readonly (readonly [string, unknown, string])[] = [
  ['an error', new Error('hidden-7f3a'), ' (Error)'],
  ['an error of a class of its own, with a code', new VaultError('hidden-7f3a'), ' (VaultError; EVAULT)'],
  ['an error with a code in its cause', new TypeError('x', { cause: new VaultError() }), ' (TypeError; EVAULT)'],
  ['a code that is a secret', Object.assign(new Error('x'), { code: 'hidden-7f3a' }), ' (Error)'],
  ['a code that looks like a key', Object.assign(new Error('x'), { code: 'AKIA1234HIDDEN_7F3A' }), ' (Error)'],
  ['a class that is a secret', { constructor: { name: 'sk_live_hidden_7f3a99' } }, ''],
  ['a text', 'hidden-7f3a', ' (String)'],
  ['nothing', undefined, ' (Object)'],
  ['an object without a class', Object.create(null), ''],
];

describe('what a function of the caller throws is kept beside the error and rendered nowhere', () => {
  test.each(THROWN)('fetch: %s', async (_, thrown, names) => {
    const fetch = () => Promise.reject(thrown);
    const error = await failureOf(lettersClient({ fetch, maxAttempts: 1 }).listTags());
    expect(error).toMatchObject({ kind: 'network', outcome: 'unknown' });
    expect(error.message).toBe(`letters.listTags: no answer came${names}`);
    expect(causeOf(error)).toBe(thrown);
    expect(error.cause).toBeUndefined();
    expect(renderings(error)).not.toMatch(HIDDEN);
  });

  test.each(THROWN)('the credential function: %s', async (_, thrown, names) => {
    const error = await failureOf(lettersClient({ key: () => Promise.reject(thrown) }).listTags());
    expect(error).toMatchObject({ kind: 'unauthorized', outcome: 'not-sent', attempts: 0 });
    expect(error.message).toBe(`letters.listTags: the function "key" failed${names}`);
    expect(causeOf(error)).toBe(thrown);
    expect(renderings(error)).not.toMatch(HIDDEN);
  });

  test.each(THROWN)('beforeAttempt: %s', async (_, thrown, names) => {
    const beforeAttempt = () => Promise.reject(thrown);
    const error = await failureOf(lettersClient({}).listTags({}, { beforeAttempt }));
    expect(error).toMatchObject({ kind: 'aborted', outcome: 'not-sent', attempts: 0 });
    expect(error.message).toBe(`letters.listTags: the function "beforeAttempt" failed${names}`);
    expect(causeOf(error)).toBe(thrown);
    expect(error.cause).toBeUndefined();
    expect(renderings(error)).not.toMatch(HIDDEN);
  });

  test('what it throws at once is kept too', async () => {
    const thrown = new VaultError('hidden-7f3a');
    const throwing = () => {
      throw thrown;
    };
    const failures = [lettersClient({ fetch: throwing, maxAttempts: 1 }), lettersClient({ key: throwing })];
    for (const client of failures) expect(causeOf(await failureOf(client.listTags()))).toBe(thrown);
  });

  test('what it returns that is no credential is not shown, and is no cause', async () => {
    const key = (() => ({ token: 'hidden-7f3a' })) as unknown as Credential;
    const error = await failureOf(lettersClient({ key }).listTags());
    expect(error).toMatchObject({ kind: 'invalid-input', field: 'key' });
    expect(causeOf(error)).toBeUndefined();
    expect(renderings(error)).not.toMatch(HIDDEN);
  });
});

describe('causeOf', () => {
  test("gives the platform's own error", async () => {
    const { baseUrl } = await serve(({ socket }) => socket.resetAndDestroy());
    const error = await failureOf(lettersClient({ baseUrl, maxAttempts: 1 }).listTags());
    expect(causeOf(error)).toMatchObject({ message: 'fetch failed' });
  });

  test('gives it for the error of an event too', async () => {
    const thrown = new Error('x');
    const events: CallEvent[] = [];
    const client = lettersClient({
      fetch: () => Promise.reject(thrown),
      maxAttempts: 1,
      onEvent: (e) => events.push(e),
    });
    await failureOf(client.listTags());
    expect(events.map((event) => event.type === 'failed' && causeOf(event.error)).filter(Boolean)).toEqual([thrown]);
  });

  test('knows the errors of another copy of this package, in both directions', async () => {
    const bundle = await minified({ format: 'iife', globalName: 'http' });
    const other: typeof import('@ticketbridge/http') = runInNewContext(`${bundle}; http`, { Headers });
    const error = await failureOf(lettersClient({ fetch: () => Promise.reject('why'), maxAttempts: 1 }).listTags());
    expect(other.causeOf(error)).toBe('why');
    expect(causeOf(new other.TicketbridgeError('m', { kind: 'server', outcome: 'unknown' }))).toBeUndefined();
  });

  test('is undefined for everything else', async () => {
    const { baseUrl } = await serve(answering(404));
    const values: unknown[] = [
      await failureOf(lettersClient({ baseUrl }).listTags()),
      await failureOf(lettersClient({ baseUrl }).listTags({}, { signal: AbortSignal.abort('why') })),
      new TicketbridgeError('m', { kind: 'server', outcome: 'unknown' }),
      new Error('x', { cause: 'y' }),
      { [Symbol.for('ticketbridge.error')]: true },
      new Proxy({}, { has: () => true }),
      ...[undefined, null, 'x', 7, Symbol('x'), () => 1],
    ];
    expect(values.map(causeOf).filter((cause) => cause !== undefined)).toEqual([]);
  });
});
