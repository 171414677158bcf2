import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { failureOf } from './failure.ts';
import { lettersClient } from './letters.ts';
import { answering, head, inTurn, serve, writing } from './server.ts';

const CHUNKED = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n';

const gzipped =
  (bytes: number): RequestListener =>
  (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
    response.end(gzipSync(JSON.stringify(['x'.repeat(bytes)])));
  };

const UNUSABLE: readonly [string, RequestListener, string][] = [
  ['empty', answering(200), 'an empty body'],
  ['blank', answering(200, ' \n '), 'an empty body'],
  ['HTML', answering(200, '<!doctype html><p>Sign in</p>'), 'HTML or XML of 29 characters'],
  ['HTML that says it is JSON', answering(200, '<p>', { 'content-type': 'application/json' }), 'HTML or XML of 3'],
  ['text', answering(200, 'OK'), 'text of 2 characters'],
  ['broken JSON', answering(200, '["a", }'), 'broken JSON of 7 characters'],
  ['two JSON texts', answering(200, '["a"]["b"]'), 'broken JSON of 10 characters'],
  ['an object for an array', answering(200, {}), 'a JSON object, not a JSON array'],
  ['null', answering(200, 'null'), 'a JSON null'],
  ['a number', answering(200, '7'), 'a JSON number'],
  ['shorter than it says', writing(`${head(200, 50)}["a"]`, 'end'), 'a body that broke off after 5 bytes'],
  ['longer than it says', writing(`${head(200, 3)}["a"]`, 'end'), 'broken JSON of 3 characters'],
  ['a chunk cut off', writing(`${CHUNKED}5\r\n["a`, 'end'), 'a body that broke off after 3 bytes'],
  ['no last chunk', writing(`${CHUNKED}5\r\n["a"]\r\n`, 'end'), 'a body that broke off after 5 bytes'],
  ['larger than allowed', answering(200, ['x'.repeat(2000)]), 'a body of more than 1000 bytes'],
  ['larger than allowed once unpacked', gzipped(5_000_000), 'a body of more than 1000 bytes'],
  ['gzip that is none', answering(200, '["a"]', { 'content-encoding': 'gzip' }), 'a body that broke off after 0 bytes'],
];

describe('a body that cannot be used is a protocol error, never a value', () => {
  test.each(UNUSABLE)('%s', async (_, answer, found) => {
    const { baseUrl } = await serve(answer);
    const error = await failureOf(lettersClient({ baseUrl, maxResponseBytes: 1000 }).replaceTags({ tags: [] }));
    expect(error).toMatchObject({ kind: 'protocol', status: 200, documented: true, outcome: 'accepted', attempts: 1 });
    expect(error.message).toContain(`letters.replaceTags: status 200 with ${found}`);
  });

  test('an empty body of a documented status that has none elsewhere', async () => {
    const { baseUrl } = await serve(answering(204));
    expect(await failureOf(lettersClient({ baseUrl }).listTags())).toMatchObject({ kind: 'protocol', status: 204 });
  });

  test('a body that another has read already', async () => {
    const used = Response.json([]);
    await used.text();
    const error = await failureOf(lettersClient({ fetch: async () => used }).replaceTags({ tags: [] }));
    expect(error).toMatchObject({ kind: 'protocol', status: 200, outcome: 'accepted' });
  });
});

describe('a body that can be used is the value', () => {
  test.each([
    ['of exactly the size that is allowed', ['x'.repeat(996)]],
    ['with characters that span chunks', ['ключ🔑'.repeat(50)]],
  ])('%s', async (_, value) => {
    const { baseUrl } = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      for (const byte of Buffer.from(JSON.stringify(value))) response.write(Buffer.of(byte));
      response.end();
    });
    expect(await lettersClient({ baseUrl, maxResponseBytes: 1000 }).listTags()).toEqual(value);
  });

  test('a body that broke off is asked for again, where that is safe', async () => {
    const { baseUrl } = await serve(inTurn(writing(`${head(200, 50)}["a"`, 'reset'), answering(200, ['a'])));
    expect(await lettersClient({ baseUrl }).listTags()).toEqual(['a']);
  });
});

describe('no connection is leaked', () => {
  const endless =
    (status: number): RequestListener =>
    (_, response) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(10_000)));
      };
      response.on('drain', more);
      more();
    };

  test('by a body that is too large', async () => {
    const { baseUrl, arrivals } = await serve(endless(200));
    await failureOf(lettersClient({ baseUrl }).replaceTags({ tags: [] }));
    await arrivals[0]?.closed;
  });

  test('by a body that a void success does not need', async () => {
    const { baseUrl, arrivals } = await serve(endless(200));
    expect(await lettersClient({ baseUrl }).sendLetter({ boxId: 'b', text: 't' })).toEqual({ status: 200 });
    await arrivals[0]?.closed;
  });

  test('by the body of a redirect', async () => {
    const { baseUrl, arrivals } = await serve(endless(302));
    expect((await failureOf(lettersClient({ baseUrl }).listTags())).kind).toBe('redirect');
    await arrivals[0]?.closed;
  });

  test('by an error whose body is read: its connection carries the next call', async () => {
    const { baseUrl, arrivals } = await serve(inTurn(answering(422, { error: 'x' }), answering(200, [])));
    const client = lettersClient({ baseUrl });
    await failureOf(client.listTags());
    // The platform puts a connection back in its own time.
    await new Promise((resolve) => setImmediate(resolve));
    await client.listTags();
    expect(arrivals.map(({ connection }) => connection)).toEqual([1, 1]);
  });
});
