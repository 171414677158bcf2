import { describe, expect, test } from 'vitest';
import { failureOf } from './failure.ts';
import { lettersClient } from './letters.ts';
import { answering, serve } from './server.ts';

async function refusalOf(call: Promise<unknown>): Promise<string> {
  const error = await failureOf(call);
  expect(error).toMatchObject({ kind: 'invalid-input', source: 'letters', outcome: 'not-sent', attempts: 0 });
  return error.message;
}

describe('an input that is wrong is refused with the field and what would be right', () => {
  const cases: readonly [string, object, string][] = [
    ['a missing id', {}, '"boxId" is missing: it must be a string'],
    ['an unknown field', { boxId: 'b', text: 't', txt: 1 }, '"txt" is not a field; known fields: boxId, text, copies'],
    ['a nested unknown field', { boxId: 'b', text: 't', to: { name: 'n', zip: 1 } }, '"to.zip" is not a field'],
    ['a nested missing field', { boxId: 'b', text: 't', to: {} }, '"to.name" is missing'],
    ['a wrong type', { boxId: 7, text: 't' }, '"boxId" must be a string, not an integer'],
    ['a fraction for an integer', { boxId: 'b', text: 't', copies: 1.5 }, '"copies" must be an integer'],
    ['NaN', { boxId: 'b', text: 't', weight: Number.NaN }, '"weight" must be a number'],
    ['a string for a boolean', { boxId: 'b', text: 't', urgent: 'yes' }, '"urgent" must be a boolean, not a string'],
    ['a Date for a string', { boxId: 'b', text: new Date(0) }, '"text" must be a string, not an object'],
    ['null', { boxId: 'b', text: null }, '"text" must be a string, not null'],
    ['an array for an object', { boxId: 'b', text: 't', to: [] }, '"to" must be an object, not an array'],
    ['an object for an array', { boxId: 'b', text: 't', stamps: {} }, '"stamps" must be an array'],
    [
      'an item',
      { boxId: 'b', text: 't', stamps: [{ value: 1 }, { value: '2' }] },
      '"stamps[1].value" must be an integer',
    ],
    ['an empty id', { boxId: '', text: 't' }, '"boxId" must be an id, not empty'],
    ['a dot', { boxId: '.', text: 't' }, '"boxId" must be an id, not "."'],
    ['two dots', { boxId: '..', text: 't' }, '"boxId" must be an id, not ".."'],
    ['a control character', { boxId: 'a\nb', text: 't' }, '"boxId" must be an id without control characters'],
    ['half a surrogate pair', { boxId: 'a\ud800', text: 't' }, '"boxId" must be well-formed text'],
  ];
  test.each(cases)('%s', async (_, input, message) => {
    const { baseUrl, arrivals } = await serve(answering(200));
    expect(await refusalOf(lettersClient({ baseUrl }).sendLetter(input))).toContain(`letters.sendLetter: ${message}`);
    expect(arrivals).toEqual([]);
  });

  test('an input that is not an object', async () => {
    const { baseUrl } = await serve(answering(200));
    const client = lettersClient({ baseUrl });
    expect(await refusalOf(client.sendLetter([]))).toContain('the input must be an object, not an array');
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
