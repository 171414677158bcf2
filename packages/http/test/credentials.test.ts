import type { Credential } from '@ticketbridge/http';
import { describe, expect, test } from 'vitest';
import { failureOf } from './failure.ts';
import { letters, lettersClient } from './letters.ts';
import { answering, inTurn, serve } from './server.ts';

const ASCII = 'must be ASCII text on one line, without a space around it, not empty';

/** A credential function that gives these in turn, and then the last one. */
function giving(...keys: readonly string[]) {
  const given: string[] = [];
  return {
    given,
    key: async () => {
      const key = keys[Math.min(given.length, keys.length - 1)] ?? '';
      given.push(key);
      return key;
    },
  };
}

describe('a credential function', () => {
  test('is asked before every attempt', async () => {
    const { baseUrl, arrivals } = await serve(inTurn(answering(503), answering(200, [])));
    const { key, given } = giving('key-1', 'key-2');
    await lettersClient({ baseUrl, key }).listTags();
    expect(given).toEqual(['key-1', 'key-2']);
    expect(arrivals.map(({ headers }) => headers['x-key'])).toEqual(['key-1', 'key-2']);
  });

  test('may answer at once, without a promise', async () => {
    const { baseUrl, arrivals } = await serve(answering(200, []));
    await lettersClient({ baseUrl, key: () => 'plain-key' }).listTags();
    expect(arrivals[0]?.headers['x-key']).toBe('plain-key');
  });

  test('is not asked while the client is created', () => {
    const { key, given } = giving('key-1');
    lettersClient({ key });
    expect(given).toEqual([]);
  });

  test.each(['listTags', 'sendLetter'] as const)(
    'is asked once more after a 401, and the call sent again: %s',
    async (operation) => {
      const { baseUrl, arrivals } = await serve(inTurn(answering(401), answering(200, [])));
      const { key } = giving('old-key', 'new-key');
      await lettersClient({ baseUrl, key, maxAttempts: 1 })[operation](
        operation === 'sendLetter' ? { boxId: 'b', text: 't' } : {},
      );
      expect(arrivals.map(({ headers }) => headers['x-key'])).toEqual(['old-key', 'new-key']);
    },
  );

  test('is not asked a third time', async () => {
    const { baseUrl, arrivals } = await serve(answering(401));
    const { key, given } = giving('key-1', 'key-2', 'key-3');
    const error = await failureOf(lettersClient({ baseUrl, key }).sendLetter({ boxId: 'b', text: 't' }));
    expect(error).toMatchObject({ kind: 'unauthorized', status: 401, outcome: 'refused', attempts: 2 });
    expect(given).toEqual(['key-1', 'key-2']);
    expect(arrivals).toHaveLength(2);
  });

  test('a 401 takes nothing from the attempts that other failures may have', async () => {
    const { baseUrl, arrivals } = await serve(inTurn(answering(401), answering(503), answering(200, [])));
    await lettersClient({ baseUrl, key: giving('k1').key, maxAttempts: 2 }).listTags();
    expect(arrivals).toHaveLength(3);
  });

  test('that fails ends the call; what it threw is not shown', async () => {
    const { baseUrl, arrivals } = await serve(answering(200, []));
    const key = () => Promise.reject(new Error('vault said: my-hidden-key'));
    const error = await failureOf(lettersClient({ baseUrl, key }).listTags());
    expect(error).toMatchObject({ kind: 'unauthorized', outcome: 'not-sent', attempts: 0, operation: 'listTags' });
    expect(error.message).toBe('letters.listTags: the function "key" failed (Error)');
    expect(error.cause).toBeUndefined();
    expect(arrivals).toEqual([]);
  });

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['an object', { token: 'my-hidden-key' }],
    ['an empty text', ''],
    ['two lines', 'my-hidden-key\nx'],
    ['text beyond ASCII', 'my-hidden-kéy'],
    ['text beyond Latin-1', 'my-hidden-key-ключ'],
    ['a space at its end', 'my-hidden-key '],
  ])('that gives something else ends the call, and it is not repeated: %s', async (_, given) => {
    const { baseUrl, arrivals } = await serve(answering(200, []));
    // The types forbid it; a JavaScript caller may do it all the same.
    const key = (() => given) as Credential;
    const error = await failureOf(lettersClient({ baseUrl, key }).listTags());
    expect(error).toMatchObject({ kind: 'invalid-input', outcome: 'not-sent', attempts: 0, operation: 'listTags' });
    expect(error.message).toContain(`what "key" gave ${ASCII}`);
    expect(error.message).not.toContain('hidden');
    expect(arrivals).toEqual([]);
  });

  test('that breaks later does not make the error forget what was sent', async () => {
    const { baseUrl } = await serve(answering(500));
    const { key } = giving('key-1', 'two\nlines');
    expect(await failureOf(lettersClient({ baseUrl, key }).listTags())).toMatchObject({
      kind: 'invalid-input',
      outcome: 'unknown',
      attempts: 1,
    });
  });
});

describe('a fixed credential', () => {
  test('is not tried again after a 401', async () => {
    const { baseUrl, arrivals } = await serve(answering(401));
    const error = await failureOf(lettersClient({ baseUrl }).listTags());
    expect(error).toMatchObject({ kind: 'unauthorized', outcome: 'refused', attempts: 1 });
    expect(arrivals).toHaveLength(1);
  });

  test.each(['', 'my-hidden-key\r\nx-other: 1', 'my-hidden-key\n', 'my-hidden-ключ', ' my-hidden-key'])(
    'is checked when the client is created, and not repeated: %j',
    (key) => {
      const create = () => lettersClient({ key });
      expect(create).toThrow(`letters: "key" ${ASCII}`);
      expect(create).not.toThrow('hidden');
    },
  );

  test('travels where the table says, and is encoded in a query', async () => {
    const { baseUrl, arrivals } = await serve(answering(200, {}));
    const client = lettersClient(
      { baseUrl, key: 'a&b=c d' },
      { ...letters, credential: { option: 'key', in: 'query', name: 'key' } },
    );
    await client.countLetters();
    await client.listLetters({ boxId: 'b', tag: 'x' });
    expect(arrivals.map(({ url }) => url)).toEqual([
      '/base/count?key=a%26b%3Dc%20d',
      '/base/boxes/b/letters?tag=x&key=a%26b%3Dc%20d',
    ]);
    expect(arrivals[0]?.headers).not.toHaveProperty('key');
  });
});

describe("a credential is sent to the base URL's origin only: redirects are not followed", () => {
  test.each([301, 302, 303, 307, 308])('%i', async (status) => {
    const elsewhere = await serve(answering(200, {}));
    const { origin } = new URL(elsewhere.baseUrl);
    const { baseUrl, arrivals } = await serve(answering(status, '', { location: `${elsewhere.baseUrl}/hidden?x=1` }));
    const client = lettersClient({ baseUrl });
    for (const call of [client.countLetters(), client.sendLetter({ boxId: 'b', text: 't' })]) {
      const error = await failureOf(call);
      expect(error).toMatchObject({ kind: 'redirect', status, attempts: 1, outcome: 'unknown' });
      expect(error.message).toContain(`to ${origin})`);
      expect(error.message).not.toContain('hidden');
    }
    expect(arrivals).toHaveLength(2);
    expect(elsewhere.arrivals).toEqual([]);
  });

  test('a redirect within the origin is not followed either', async () => {
    const { baseUrl, arrivals } = await serve(answering(302, '', { location: '/login' }));
    expect((await failureOf(lettersClient({ baseUrl }).countLetters())).message).toContain(new URL(baseUrl).origin);
    expect(arrivals).toHaveLength(1);
  });

  test.each([undefined, 'http://', 'https://a b.example/'])('a target that cannot be read: %s', async (location) => {
    const { baseUrl } = await serve(answering(302, '', location === undefined ? {} : { location }));
    const error = await failureOf(lettersClient({ baseUrl }).countLetters());
    expect(error.message).toBe('letters.countLetters: redirect (status 302, undocumented)');
  });

  test('a platform that does not reveal the answer', async () => {
    const opaque = Object.defineProperties(new Response(), {
      status: { value: 0 },
      ok: { value: false },
      type: { value: 'opaqueredirect' },
    });
    const error = await failureOf(lettersClient({ fetch: async () => opaque }).countLetters());
    expect(error).toMatchObject({ kind: 'redirect', outcome: 'unknown' });
  });
});
