import type { Api } from '@ticketbridge/http';
import { describe, expect, test } from 'vitest';
import { failureOf } from './failure.ts';
import { letters, lettersClient } from './letters.ts';
import { answering, serve } from './server.ts';

const ID = '"boxId" must be an id: well-formed text without control characters, not "", "." or ".."';

async function refusalOf(call: Promise<unknown>): Promise<string> {
  const error = await failureOf(call);
  expect(error).toMatchObject({ kind: 'invalid-input', vendor: 'letters', outcome: 'not-sent', attempts: 0 });
  return error.message;
}

/** A list that throws whatever is asked of it. */
function revoked(): unknown {
  const { proxy, revoke } = Proxy.revocable([], {});
  revoke();
  return proxy;
}

describe('an input that is wrong is refused with the field and what would be right', () => {
  const cases: readonly [string, object, string][] = [
    ['a missing id', {}, '"boxId" is missing: it must be of type string'],
    ['an unknown field', { boxId: 'b', text: 't', txt: 1 }, '"txt" is not a field; known fields: boxId, text, copies'],
    ['a nested unknown field', { boxId: 'b', text: 't', to: { name: 'n', zip: 1 } }, '"to.zip" is not a field'],
    ['a nested missing field', { boxId: 'b', text: 't', to: {} }, '"to.name" is missing'],
    ['a wrong type', { boxId: 7, text: 't' }, '"boxId" must be of type string, not integer'],
    [
      'a fraction for an integer',
      { boxId: 'b', text: 't', copies: 1.5 },
      '"copies" must be of type integer, not number',
    ],
    [
      'a number that JSON would round',
      { boxId: 'b', text: 't', copies: 2 ** 53 },
      '"copies" must be of type integer, not unsafe integer',
    ],
    ['NaN', { boxId: 'b', text: 't', weight: Number.NaN }, '"weight" must be of type number, not NaN or Infinity'],
    [
      'a string for a boolean',
      { boxId: 'b', text: 't', urgent: 'yes' },
      '"urgent" must be of type boolean, not string',
    ],
    ['a Date for a string', { boxId: 'b', text: new Date(0) }, '"text" must be of type string, not object'],
    ['null', { boxId: 'b', text: null }, '"text" must be of type string, not null'],
    ['an array for an object', { boxId: 'b', text: 't', to: [] }, '"to" must be a plain object'],
    ['an object for an array', { boxId: 'b', text: 't', stamps: {} }, '"stamps" must be of type array, not object'],
    ['a list that cannot be read', { boxId: 'b', text: 't', stamps: revoked() }, '"stamps" must be of type array'],
    [
      'an item',
      { boxId: 'b', text: 't', stamps: [{ value: 1 }, { value: '2' }] },
      '"stamps[1].value" must be of type integer, not string',
    ],
    ['an empty id', { boxId: '', text: 't' }, ID],
    ['a dot', { boxId: '.', text: 't' }, ID],
    ['two dots', { boxId: '..', text: 't' }, ID],
    ['a control character', { boxId: 'a\nb', text: 't' }, ID],
    ['half a surrogate pair', { boxId: 'a\ud800', text: 't' }, ID],
  ];
  test.each(cases)('%s', async (_, input, message) => {
    const { baseUrl, arrivals } = await serve(answering(200));
    expect(await refusalOf(lettersClient({ baseUrl }).sendLetter(input))).toContain(`letters.sendLetter: ${message}`);
    expect(arrivals).toEqual([]);
  });

  test('an input that is not an object', async () => {
    const { baseUrl } = await serve(answering(200));
    const client = lettersClient({ baseUrl });
    expect(await refusalOf(client.sendLetter([]))).toContain('the input must be a plain object');
  });

  test('half a surrogate pair in a query', async () => {
    const { baseUrl } = await serve(answering(200, {}));
    const call = lettersClient({ baseUrl }).listLetters({ boxId: 'b', tag: '\udc00' });
    expect(await refusalOf(call)).toContain('"tag" must be well-formed text');
  });

  test('a header on two lines', async () => {
    const { baseUrl } = await serve(answering(200));
    const call = lettersClient({ baseUrl }).sendLetter({ boxId: 'b', text: 't', trace: 'one\ntwo' });
    expect(await refusalOf(call)).toContain('"trace" must be ASCII text on one line');
  });

  test('the value is never repeated', async () => {
    const { baseUrl } = await serve(answering(200));
    const call = lettersClient({ baseUrl }).sendLetter({ boxId: 'b', text: ['my secret words'] });
    expect(await refusalOf(call)).not.toContain('secret');
  });
});

describe('what is sent is the input', () => {
  test('path, query, header and body fields go where the table says', async () => {
    const { baseUrl, arrivals } = await serve(answering(200, {}));
    const client = lettersClient({ baseUrl });
    await client.listLetters({ boxId: 'a/b c', tag: 'x&y', limit: 3 });
    await client.sendLetter({
      boxId: 'ü',
      text: 'hi',
      trace: 't1',
      to: { name: 'n', street: null },
      stamps: [{ value: 1 }],
    });
    expect(arrivals.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /base/boxes/a%2Fb%20c/letters?tag=x%26y&limit=3',
      'POST /base/boxes/%C3%BC/letters',
    ]);
    expect(JSON.parse(arrivals[1]?.body ?? '')).toEqual({
      text: 'hi',
      to: { name: 'n', street: null },
      stamps: [{ value: 1 }],
    });
    expect(arrivals[1]?.headers).toMatchObject({
      trace: 't1',
      'content-type': 'application/json',
      'x-key': 'key-7f3a9c',
    });
  });

  test('each value of a list in a query repeats its name', async () => {
    const { baseUrl, arrivals } = await serve(answering(200, {}));
    await lettersClient({ baseUrl }).listLetters({ boxId: 'b', labels: ['a&b', 'c'], tag: 't' });
    await lettersClient({ baseUrl }).listLetters({ boxId: 'b', labels: [] });
    expect(arrivals.map(({ url }) => url)).toEqual([
      '/base/boxes/b/letters?tag=t&labels=a%26b&labels=c',
      '/base/boxes/b/letters',
    ]);
  });

  test('an empty list in a query is refused where the vendor requires it, as none of it would be sent', async () => {
    const { baseUrl, arrivals } = await serve(answering(200, {}));
    const listLetters: Api['operations'][string] = {
      method: 'GET',
      path: '/boxes/{boxId}/letters',
      input: { boxId: 'string', labels: ['string'] },
      query: ['labels'],
      success: { 200: 'object' },
      errors: {},
    };
    const api = { ...letters, operations: { listLetters } };
    const error = await failureOf(lettersClient({ baseUrl }, api).listLetters({ boxId: 'b', labels: [] }));
    expect(error).toMatchObject({ kind: 'invalid-input', field: 'labels', outcome: 'not-sent' });
    expect(error.message).toContain('"labels" must have an item');
    await lettersClient({ baseUrl }, api).listLetters({ boxId: 'b', labels: ['a'] });
    expect(arrivals.map(({ url }) => url)).toEqual(['/base/boxes/b/letters?labels=a']);
  });

  test('a field that may be any JSON is sent as it is, also an object without a prototype', async () => {
    const { baseUrl, arrivals } = await serve(answering(200));
    const extra = Object.assign(Object.create(null), { deep: [null, 1], toString: 'x' });
    await lettersClient({ baseUrl }).sendLetter({ boxId: 'b', text: 't', extra });
    expect(JSON.parse(arrivals[0]?.body ?? '')).toEqual({ text: 't', extra: { deep: [null, 1], toString: 'x' } });
  });

  test('an optional field that is undefined is left out', async () => {
    const { baseUrl, arrivals } = await serve(answering(200, {}));
    await lettersClient({ baseUrl }).listLetters({ boxId: 'b', tag: undefined, limit: undefined });
    expect(arrivals[0]?.url).toBe('/base/boxes/b/letters');
  });

  test('an optional body is left out when none of its fields is given', async () => {
    const { baseUrl, arrivals } = await serve(answering(200, ['a']));
    const client = lettersClient({ baseUrl });
    await client.replaceTags({});
    await client.replaceTags({ tags: ['a'] });
    expect(arrivals.map(({ body }) => body)).toEqual(['', '{"tags":["a"]}']);
  });

  test('a caller who changes the input afterwards does not change what is sent', async () => {
    const { baseUrl, arrivals } = await serve(answering(200));
    const input = { boxId: 'b', text: 'first', to: { name: 'before' } };
    const call = lettersClient({ baseUrl }).sendLetter(input);
    input.text = 'second';
    input.to.name = 'after';
    await call;
    expect(JSON.parse(arrivals[0]?.body ?? '')).toEqual({ text: 'first', to: { name: 'before' } });
  });
});
