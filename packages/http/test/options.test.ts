import { createOperations, isTicketbridgeError } from '@ticketbridge/http';
import { describe, expect, test } from 'vitest';
import { failureOf } from './failure.ts';
import { type Letters, letters, lettersClient } from './letters.ts';
import { answering, serve } from './server.ts';

/** As from JavaScript: the types forbid each of these. */
function create(options: unknown) {
  return Reflect.apply(lettersClient, undefined, [options]);
}

const INTEGER = 'must be a whole number from 1 to 2147483647';
const BASE_URL = 'must be an https URL (http on loopback) of host and path only';
const CREDENTIAL = 'must be ASCII text on one line, without a space around it, not empty';
const PATIENCE: readonly [string, unknown, string][] = ['timeout', 'deadline', 'maxAttempts'].flatMap((name) =>
  [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31, '1000', null, true].map(
    (value): [string, unknown, string] => [name, value, INTEGER],
  ),
);

describe("a client's options are checked when it is created", () => {
  test.each<[string, unknown, string]>([
    ...PATIENCE,
    ['maxConcurrent', 0, INTEGER],
    ['maxConcurrent', 2.5, INTEGER],
    ['maxResponseBytes', 0, INTEGER],
    ['maxResponseBytes', '1kB', INTEGER],
    ['maxPerSecond', 0, 'must be a number from 0.001'],
    ['maxPerSecond', -1, 'must be a number from 0.001'],
    ['maxPerSecond', Number.NaN, 'must be a number from 0.001'],
    ['maxPerSecond', '5', 'must be a number from 0.001'],
    ['fetch', 'fetch', 'must be a function'],
    ['fetch', null, 'must be a function'],
    ['onEvent', {}, 'must be a function'],
    ['baseUrl', 7, BASE_URL],
    ['baseUrl', null, BASE_URL],
    ['baseUrl', '/v1', BASE_URL],
    ['baseUrl', 'http://letters.example', BASE_URL],
    ['baseUrl', 'http://localhost.evil.example', BASE_URL],
    ['baseUrl', 'ftp://127.0.0.1', BASE_URL],
    ['baseUrl', 'https://a:b@letters.example', BASE_URL],
    ['baseUrl', 'https://letters.example/?a=b', BASE_URL],
    ['baseUrl', 'https://letters.example/#', BASE_URL],
    ['key', 7, CREDENTIAL],
    ['key', undefined, CREDENTIAL],
    ['beforeAttempt', undefined, 'is not an option'],
    ['signal', undefined, 'is not an option; there are key, timeout, deadline, maxAttempts, maxPerSecond'],
    ['timeOut', 5, 'is not an option'],
    ['constructor', 5, 'is not an option'],
  ])('%s: %j', (name, value, why) => {
    const act = () => create({ [name]: value });
    expect(act).toThrow(`letters: "${name}" ${why}`);
    expect(act).toThrow(expect.toSatisfy(isTicketbridgeError));
  });

  test.each(['maxPerSecond', 'maxConcurrent', 'timeout', 'fetch', 'onEvent', 'baseUrl'])(
    '%s may be undefined: the default holds',
    (name) => {
      expect(() => create({ [name]: undefined })).not.toThrow();
    },
  );

  test.each(['http://localhost:1/x', 'http://127.0.0.1/', 'http://[::1]:8080', 'https://letters.example/v1/'])(
    'a base URL that is allowed: %s',
    (baseUrl) => {
      expect(() => create({ baseUrl })).not.toThrow();
    },
  );

  test('a later change of the options changes nothing', async () => {
    const { baseUrl, arrivals } = await serve(answering(503));
    const options = { baseUrl, key: 'a-key', maxAttempts: 1 };
    const client = createOperations<Letters>(letters, options);
    const fetch = () => Promise.reject(new Error('not to be called'));
    Object.assign(options, { baseUrl: 'https://elsewhere.example', key: 'b', maxAttempts: 3, fetch });
    expect(await failureOf(client.listTags())).toMatchObject({ kind: 'server', attempts: 1 });
    expect(arrivals[0]?.headers['x-key']).toBe('a-key');
  });
});

describe("a call's options are checked before anything is sent", () => {
  test.each<[string, unknown, string]>([
    ...PATIENCE,
    ['signal', {}, 'must be an AbortSignal'],
    ['signal', new AbortController(), 'must be an AbortSignal'],
    ['signal', null, 'must be an AbortSignal'],
    ['beforeAttempt', 'soon', 'must be a function'],
    ['beforeAttempt', null, 'must be a function'],
    ['beforeAttempt', Promise.resolve(), 'must be a function'],
    ['headers', 'x-a: b', 'must be a plain object'],
    ['headers', null, 'must be a plain object'],
    ['headers', new Headers({ 'x-a': 'b' }), 'must be a plain object'],
    ['headers', new Map([['x-a', 'b']]), 'must be a plain object'],
    ['headers', [['x-a', 'b']], 'must be a plain object'],
    ['maxPerSecond', 5, 'is not an option; there are timeout, deadline, maxAttempts, signal, headers, beforeAttempt'],
    ['toString', 5, 'is not an option'],
  ])('%s: %j', async (name, value, why) => {
    const { baseUrl, arrivals } = await serve(answering(200, []));
    const error = await failureOf(lettersClient({ baseUrl }).listTags({}, { [name]: value }));
    expect(error).toMatchObject({ kind: 'invalid-input', outcome: 'not-sent', attempts: 0, operation: 'listTags' });
    expect(error.message).toContain(`letters.listTags: "${name}" ${why}`);
    expect(arrivals).toEqual([]);
  });

  test.each([null, 'fast', 7])('options that are no object: %j', async (options) => {
    const call = Reflect.apply(lettersClient({}).listTags, undefined, [{}, options]);
    expect((await failureOf(call)).message).toBe('letters.listTags: the options must be an object');
  });

  test('headers are added to those of the client', async () => {
    const { baseUrl, arrivals } = await serve(answering(200, []));
    await lettersClient({ baseUrl }).listTags({}, { headers: { 'x-trace': 't1' } });
    expect(arrivals[0]?.headers).toMatchObject({ 'x-trace': 't1', accept: 'application/json', 'x-key': 'key-7f3a9c' });
  });
});
