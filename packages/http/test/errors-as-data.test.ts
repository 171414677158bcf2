import { runInNewContext } from 'node:vm';
import { type ErrorKind, isTicketbridgeError, type Outcome, TicketbridgeError } from '@ticketbridge/http';
import { beforeAll, describe, expect, test } from 'vitest';
import { failureOf } from './failure.ts';
import { lettersClient } from './letters.ts';
import { minified } from './minified.ts';
import { answering, serve } from './server.ts';

type Http = typeof import('@ticketbridge/http');

const answered = (status: number, headers?: Readonly<Record<string, string>>) => async () => {
  const { baseUrl } = await serve(answering(status, {}, headers));
  return lettersClient({ baseUrl, maxAttempts: 1 });
};

/** What the facade says of a list that does not advance. */
const PAGING = { kind: 'paging', outcome: 'accepted' } as const;

/** One way to each kind: the compiler asks for the next as soon as there is one. */
const WAYS: Readonly<Record<ErrorKind, readonly [Outcome, () => Promise<unknown>]>> = {
  'invalid-input': ['not-sent', async () => lettersClient({ baseUrl: 'nowhere' })],
  unauthorized: ['refused', async () => (await answered(401)()).listTags()],
  forbidden: ['refused', async () => (await answered(403)()).listLetters({ boxId: 'b' })],
  throttled: ['refused', async () => (await answered(403)()).listTags()],
  'forbidden-or-throttled': ['refused', async () => (await answered(403)()).countLetters()],
  'not-found': ['refused', async () => (await answered(404)()).listLetters({ boxId: 'b' })],
  rejected: ['refused', async () => (await answered(422)()).listTags()],
  server: ['unknown', async () => (await answered(500)()).listTags()],
  network: ['unknown', () => lettersClient({ fetch: () => Promise.reject(new Error('x')), maxAttempts: 1 }).listTags()],
  timeout: [
    'unknown',
    () => lettersClient({ fetch: () => new Promise(() => {}), timeout: 5, maxAttempts: 1 }).listTags(),
  ],
  aborted: ['not-sent', () => lettersClient({}).listTags({}, { signal: AbortSignal.abort() })],
  redirect: ['unknown', async () => (await answered(301, { location: '/x' })()).listTags()],
  protocol: ['accepted', async () => (await answered(200)()).listTags()],
  paging: ['accepted', async () => Promise.reject(new TicketbridgeError('does not advance', PAGING))],
};

describe('every failure is one error with a kind and an outcome', () => {
  test.each(Object.entries(WAYS))('%s', async (kind, [outcome, fail]) => {
    const error = await failureOf(fail());
    expect(error).toBeInstanceOf(TicketbridgeError);
    expect(error).toMatchObject({ kind, outcome, name: 'TicketbridgeError' });
    expect(error.message.length).toBeGreaterThan(10);
    expect(error.message.split('\n')).toHaveLength(1);
  });

  test.each(Object.entries(WAYS))('%s: its stack leads to the line that called', async (_, [, fail]) => {
    async function theCaller() {
      await fail();
    }
    expect((await failureOf(theCaller())).stack).toContain('theCaller');
  });

  test('what is not known is undefined', async () => {
    const error = await failureOf(WAYS.timeout[1]());
    const { status, code, documented, retryAfter } = error;
    expect([status, code, documented, retryAfter]).toEqual([undefined, undefined, undefined, undefined]);
    expect('cause' in error).toBe(false);
  });
});

describe('toJSON', () => {
  test('holds every field but the cause and the stack', async () => {
    const { baseUrl } = await serve(answering(503, { error: 'down' }, { 'retry-after': '7' }));
    const error = await failureOf(lettersClient({ baseUrl, deadline: 5000 }).listTags());
    expect(JSON.parse(JSON.stringify({ error }))).toEqual({
      error: {
        name: 'TicketbridgeError',
        message: 'letters.listTags: server (status 503, undocumented; code down; wait 7000 ms)',
        kind: 'server',
        vendor: 'letters',
        operation: 'listTags',
        status: 503,
        code: 'down',
        documented: false,
        outcome: 'unknown',
        attempts: 1,
        retryAfter: 7000,
      },
    });
  });

  test("leaves the caller's own reason out, which may not even be JSON", async () => {
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    const error = await failureOf(lettersClient({}).listTags({}, { signal: AbortSignal.abort(circular) }));
    expect(error.cause).toBe(circular);
    expect(JSON.stringify(error)).not.toContain('self');
  });
});

describe('minified, and loaded twice', () => {
  let bundle: string;
  beforeAll(async () => {
    bundle = await minified({ format: 'iife', globalName: 'http' });
  });

  test('the name survives minification', () => {
    const http: Http = runInNewContext(`${bundle}; http`, { Headers });
    expect(http.TicketbridgeError.name).not.toBe('TicketbridgeError');
    const error = new http.TicketbridgeError('m', { kind: 'server', outcome: 'unknown' });
    expect(error.name).toBe('TicketbridgeError');
    expect(String(error)).toBe('TicketbridgeError: m');
    expect(error.stack).toMatch(/^TicketbridgeError: m\n/);
  });

  test('the guard knows an error of another realm and of another copy, in both directions', () => {
    const other: Http = runInNewContext(`${bundle}; http`, { Headers });
    const theirs = new other.TicketbridgeError('m', { kind: 'server', outcome: 'unknown' });
    const ours = new TicketbridgeError('m', { kind: 'server', outcome: 'unknown' });
    expect(theirs).not.toBeInstanceOf(Error);
    expect(isTicketbridgeError(theirs)).toBe(true);
    expect(other.isTicketbridgeError(ours)).toBe(true);
  });

  test.each([undefined, null, 'TicketbridgeError', {}, new Error('x'), { name: 'TicketbridgeError', kind: 'server' }])(
    'the guard knows what is none: %s',
    (value) => {
      expect(isTicketbridgeError(value)).toBe(false);
    },
  );
});
