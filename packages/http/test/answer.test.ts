import { isTicketbridgeError, TicketbridgeError } from '@ticketbridge/http';
import { describe, expect, test } from 'vitest';
import { failureOf } from './failure.ts';
import { KEY, lettersClient } from './letters.ts';
import { answering, serve } from './server.ts';
import { fetch } from './transport.ts';

describe('success is the status class alone', () => {
  test.each([
    ['an empty body', undefined],
    ['JSON', { id: 1 }],
    ['HTML', '<p>ok</p>'],
    ['broken JSON', '{"a":'],
  ])('a void success resolves to its status, whatever the body holds: %s', async (_, body) => {
    const { baseUrl } = await serve(answering(200, body));
    expect(await lettersClient({ baseUrl }).sendLetter({ boxId: 'b', text: 't' })).toEqual({ status: 200 });
  });

  test('an undocumented 2xx is a success too', async () => {
    const { baseUrl } = await serve(answering(201));
    expect(await lettersClient({ baseUrl }).sendLetter({ boxId: 'b', text: 't' })).toEqual({ status: 201 });
  });

  test('an undocumented 2xx has the body of the documented one', async () => {
    const { baseUrl } = await serve(answering(201, { letters: [] }));
    expect(await lettersClient({ baseUrl }).listLetters({ boxId: 'b' })).toEqual({ letters: [] });
  });

  test('a documented status without a body beside one with a body', async () => {
    const { baseUrl } = await serve(answering(204));
    expect(await lettersClient({ baseUrl }).replaceTags({ tags: [] })).toEqual({ status: 204 });
  });

  test.each([
    ['an empty body', '', 'an empty body'],
    ['HTML', '<html>', 'HTML or XML of 6 characters'],
    ['broken JSON', '{"letters":', 'broken JSON of 11 characters'],
    ['text', 'okay', 'text of 4 characters'],
    ['another JSON type', '[]', 'a JSON array, not a JSON object'],
    ['null', 'null', 'a JSON null'],
  ])('a 2xx whose body cannot be used is a protocol error, and accepted: %s', async (_, body, message) => {
    const { baseUrl } = await serve(answering(200, body));
    const error = await failureOf(lettersClient({ baseUrl }).listLetters({ boxId: 'b' }));
    expect(error).toMatchObject({ kind: 'protocol', status: 200, documented: true, outcome: 'accepted' });
    expect(error.message).toContain(message);
  });
});

describe('a refusal is told by what the spec says of the operation', () => {
  test.each([
    [400, 'rejected', true, 'refused'],
    [401, 'unauthorized', false, 'refused'],
    [403, 'throttled', true, 'refused'],
    [404, 'not-found', false, 'refused'],
    [408, 'rejected', false, 'unknown'],
    [422, 'rejected', false, 'refused'],
    [429, 'throttled', false, 'refused'],
    [500, 'server', false, 'unknown'],
    [503, 'server', false, 'unknown'],
    [302, 'redirect', false, 'unknown'],
  ])('%d on sendLetter', async (status, kind, documented, outcome) => {
    const { baseUrl } = await serve(answering(status));
    const error = await failureOf(lettersClient({ baseUrl }).sendLetter({ boxId: 'b', text: 't' }));
    expect(error).toMatchObject({ kind, status, documented, outcome, vendor: 'letters', operation: 'sendLetter' });
    expect(error.attempts).toBeGreaterThan(0);
  });

  test('the same status means something else on another operation', async () => {
    const { baseUrl } = await serve(answering(403));
    expect((await failureOf(lettersClient({ baseUrl }).listLetters({ boxId: 'b' }))).kind).toBe('forbidden');
    expect(await failureOf(lettersClient({ baseUrl }).replaceTags({ tags: [] }))).toMatchObject({
      kind: 'forbidden-or-throttled',
      documented: false,
    });
  });

  test.each([
    [{ error: 'no_such_box' }, 'no_such_box'],
    [{ errors: 'other_key' }, 'other_key'],
    [{ errors: ['first', 'second'] }, 'first'],
    [{ error: 'a sentence with the words of a customer' }, undefined],
    [{ error: 'x'.repeat(65) }, undefined],
    [{ error: { nested: true } }, undefined],
    ['<html>', undefined],
  ])("the vendor's code is a short token under a key of the spec: %j", async (body, code) => {
    const { baseUrl } = await serve(answering(404, body));
    expect((await failureOf(lettersClient({ baseUrl }).listLetters({ boxId: 'b' }))).code).toBe(code);
  });
});

describe('no answer', () => {
  test('a refused connection was not sent', async () => {
    const { baseUrl } = await serve(answering(200));
    const port = new URL(baseUrl).port;
    const nobody = await serve(answering(200));
    const error = await failureOf(
      lettersClient({
        baseUrl,
        fetch: (url, init) => fetch(url.replace(port, '1'), init),
      }).sendLetter({ boxId: 'b', text: 't' }),
    );
    expect(error.kind).toBe('network');
    expect(nobody.arrivals).toEqual([]);
  });

  test('a connection that breaks before the answer leaves the outcome unknown', async () => {
    const { baseUrl } = await serve((_, response) => response.destroy());
    const error = await failureOf(lettersClient({ baseUrl }).sendLetter({ boxId: 'b', text: 't' }));
    expect(error).toMatchObject({ kind: 'network', outcome: 'unknown', attempts: 1 });
  });

  test('a signal that is aborted already sends nothing', async () => {
    const { baseUrl, arrivals } = await serve(answering(200));
    const reason = new Error('changed my mind');
    const signal = AbortSignal.abort(reason);
    const error = await failureOf(lettersClient({ baseUrl }).sendLetter({ boxId: 'b', text: 't' }, { signal }));
    expect(error).toMatchObject({ kind: 'aborted', outcome: 'not-sent', attempts: 0, cause: reason });
    expect(arrivals).toEqual([]);
  });

  test('an abort in flight leaves the outcome unknown', async () => {
    const controller = new AbortController();
    const { baseUrl } = await serve(() => controller.abort('enough'));
    const error = await failureOf(
      lettersClient({ baseUrl }).sendLetter({ boxId: 'b', text: 't' }, { signal: controller.signal }),
    );
    expect(error).toMatchObject({ kind: 'aborted', outcome: 'unknown', cause: 'enough' });
  });
});

describe('the error', () => {
  test('is recognised across copies of this package', () => {
    const foreign = Object.assign(new Error('x'), { [Symbol.for('ticketbridge.error')]: true });
    expect(isTicketbridgeError(foreign)).toBe(true);
    expect([new Error('x'), null, undefined, 'x', {}].some(isTicketbridgeError)).toBe(false);
  });

  test('has a name that survives minification, and JSON for a log', () => {
    const Minified = class extends TicketbridgeError {};
    const error = new Minified('m', {
      kind: 'server',
      vendor: 's',
      operation: 'o',
      status: 500,
      outcome: 'unknown',
      cause: { secret: KEY },
    });
    expect(String(error)).toBe('TicketbridgeError: m');
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      name: 'TicketbridgeError',
      message: 'm',
      kind: 'server',
      vendor: 's',
      operation: 'o',
      status: 500,
      outcome: 'unknown',
      attempts: 0,
    });
  });
});
