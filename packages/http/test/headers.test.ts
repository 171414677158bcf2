import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codePoint } from '../../../vitest.text.ts';
import { failureOf } from './failure.ts';
import { KEY, type Letters, lettersClient } from './letters.ts';
import { answering, serve } from './server.ts';

/** As from JavaScript: the types forbid some of these. */
function listTagsWith(client: Letters, headers: unknown): Promise<string[]> {
  return Reflect.apply(client.listTags, undefined, [{}, { headers }]);
}

describe('a header that cannot be sent is invalid input, and nothing is sent', () => {
  const byClient = ['accept', 'Content-Type', 'X-Key', 'content-TYPE'];
  const byPlatform = [
    ...['connection', 'content-length', 'Expect', 'HOST', 'http2-settings', 'keep-alive', 'proxy-connection'],
    ...['sec-fetch-mode', 'TE', 'trailer', 'transfer-encoding', 'upgrade', '__proto__'],
  ];
  const values = ['one\ntwo', 'x\0', '\x01', 'x\x7fy', 'ключ', 'caf\u00e9', ' x', 'x ', '\t', 7, null, {}, ['x'], 5n];
  const cases: readonly (readonly [string, unknown, string])[] = [
    ...byClient.map((name) => [name, 'x', 'is set already'] as const),
    ...byPlatform.map((name) => [name, 'x', 'is set already'] as const),
    ...['a b', '', 'x:', 'x\n', 'é', '(x)'].map((name) => [name, 'x', 'is not the name of a header'] as const),
    ...values.map((value) => ['x-a', value, 'must be ASCII text on one line, without a space around it'] as const),
  ];
  test.each(cases)('%s: %s', async (name, value, why) => {
    const { baseUrl, arrivals } = await serve(answering(200, []));
    const headers = Object.defineProperty({}, name, { value, enumerable: true });
    const error = await failureOf(listTagsWith(lettersClient({ baseUrl }), headers));
    expect(error).toMatchObject({ kind: 'invalid-input', field: `headers.${name}`, outcome: 'not-sent', attempts: 0 });
    expect(error.message).toBe(`letters.listTags: the header ${JSON.stringify(name)} ${why}`);
    expect(arrivals).toEqual([]);
    const message = `letters: the header ${JSON.stringify(name)} ${why}`;
    expect(() => Reflect.apply(lettersClient, undefined, [{ headers }])).toThrow(
      expect.objectContaining({ kind: 'invalid-input', field: `headers.${name}`, outcome: 'not-sent', message }),
    );
  });

  test('a name that is set already, in another case', async () => {
    const error = await failureOf(listTagsWith(lettersClient({}), { 'x-a': '1', 'X-A': '2' }));
    expect(error).toMatchObject({ kind: 'invalid-input', field: 'headers.X-A' });
    expect(error.message).toContain('is set already');
  });

  test('a header that is a field of the operation', async () => {
    const call = lettersClient({}).sendLetter({ boxId: 'b', text: 't', trace: '1' }, { headers: { Trace: '2' } });
    expect(await failureOf(call)).toMatchObject({ kind: 'invalid-input', field: 'headers.Trace' });
  });
});

describe("a client's headers", () => {
  const headers = { 'X-Tenant': 'aurora', 'x-b': 'of the client' };

  test('go with every request', async () => {
    const { baseUrl, arrivals } = await serve(answering(200, []));
    const client = lettersClient({ baseUrl, headers, userAgent: 'aurora/1.0 (me@aurora.example)' });
    await client.listTags();
    await client.sendLetter({ boxId: 'b', text: 't', trace: '1' }, { timeout: 60_000 });
    const sent = { 'x-tenant': 'aurora', 'x-b': 'of the client', 'user-agent': 'aurora/1.0 (me@aurora.example)' };
    for (const arrival of arrivals) expect(arrival.headers).toMatchObject(sent);
    expect(arrivals).toHaveLength(2);
  });

  test("are replaced by a call's of the same name, in any case of letters, for this call", async () => {
    const { baseUrl, arrivals } = await serve(answering(200, []));
    const client = lettersClient({ baseUrl, headers, userAgent: 'aurora' });
    await client.listTags({}, { headers: { 'x-TENANT': 'borealis', 'User-Agent': 'mine' } });
    await client.listTags();
    expect(arrivals.map(({ headers }) => [headers['x-tenant'], headers['user-agent'], headers['x-b']])).toEqual([
      ['borealis', 'mine', 'of the client'],
      ['aurora', 'aurora', 'of the client'],
    ]);
  });

  test('a later change of them changes nothing', async () => {
    const { baseUrl, arrivals } = await serve(answering(200, []));
    const given = { ...headers };
    const client = lettersClient({ baseUrl, headers: given });
    Object.assign(given, { 'x-b': 'later', expect: '100-continue' });
    await client.listTags();
    expect(arrivals[0]?.headers['x-b']).toBe('of the client');
  });

  test.each(['x-key', 'Trace', 'ACCEPT'])('are no headers that any operation sets itself: %s', (name) => {
    expect(() => lettersClient({ headers: { [name]: '1' } })).toThrow(`letters: the header "${name}" is set already`);
  });

  test.each(['user-agent', 'User-Agent'])('do not name the user agent twice: %s', (name) => {
    const create = () => lettersClient({ userAgent: 'aurora', headers: { [name]: 'other' } });
    expect(create).toThrow(`letters: the header "${name}" is set already`);
  });

  test.each(['', ' a', 'two\nlines', 'k\u00e9y', 7, null])('a user agent that cannot be sent: %j', (userAgent) => {
    expect(() => Reflect.apply(lettersClient, undefined, [{ userAgent }])).toThrow(
      'letters: "userAgent" must be ASCII text on one line, without a space around it, not empty',
    );
  });

  test('are in no error, also when the vendor repeats them', async () => {
    const { baseUrl } = await serve(answering(400, { error: 'tenant-7f3a9c' }));
    const client = lettersClient({ baseUrl, headers: { 'x-tenant': 'tenant-7f3a9c' } });
    expect(inspect(await failureOf(client.listTags()), { depth: 9, showHidden: true })).not.toContain('tenant-7f3a9c');
    const other = await failureOf(lettersClient({ baseUrl }).listTags());
    expect(other.code).toBe('tenant-7f3a9c');
  });
});

describe('a header that is accepted arrives', () => {
  test('undefined is not given, and a later change of the headers changes nothing', async () => {
    const { baseUrl, arrivals } = await serve(answering(200, []));
    const headers: Record<string, string | undefined> = { 'x-a': undefined, 'x-b': 'before' };
    const call = listTagsWith(lettersClient({ baseUrl, key: async () => KEY }), headers);
    Object.assign(headers, { 'x-b': 'after', expect: '100-continue' });
    await call;
    expect(arrivals[0]?.headers).toMatchObject({ 'x-b': 'before' });
    expect(arrivals[0]?.headers).not.toHaveProperty('x-a');
  });

  /** Names that a platform may treat in a way of its own, by the registries of HTTP and Fetch. */
  const names = `accept-charset accept-encoding accept-language access-control-request-headers age allow alt-svc
    authorization cache-control cdn-loop connection content-disposition content-encoding content-language content-length
    content-location content-md5 content-range cookie date dnt early-data expect expires forwarded from host
    http2-settings idempotency-key if-match if-modified-since if-none-match if-range if-unmodified-since keep-alive
    last-modified link location max-forwards origin pragma prefer priority proxy-authorization proxy-connection range
    referer retry-after sec-fetch-dest sec-fetch-mode sec-fetch-site sec-fetch-user sec-gpc sec-purpose
    sec-websocket-key server set-cookie te trace trailer traceparent transfer-encoding upgrade user-agent vary via
    warning www-authenticate x-forwarded-for __proto__ constructor toString`.split(/\s+/);
  const token = fc.string({ unit: fc.constantFrom(..."!#$%&'*+.^_`|~-aZ09".split('')), minLength: 1, maxLength: 20 });
  const text = fc.oneof(fc.string({ unit: 'grapheme-ascii' }), fc.string({ unit: codePoint, maxLength: 5 }));

  test('as it was given, whatever its name and value', async () => {
    const { baseUrl, arrivals } = await serve(answering(200, []));
    const client = lettersClient({ baseUrl, maxAttempts: 1, timeout: 5_000 });
    let accepted = 0;
    const arrives = fc.asyncProperty(fc.oneof(fc.constantFrom(...names), token), text, async (name, value) => {
      const before = arrivals.length;
      const headers = Object.defineProperty({}, name, { value, enumerable: true });
      const failure = await listTagsWith(client, headers).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (failure) {
        expect(failure).toMatchObject({ kind: 'invalid-input', field: `headers.${name}` });
        expect(arrivals).toHaveLength(before);
        return;
      }
      accepted += 1;
      const arrived = arrivals.at(-1)?.headers[name.toLowerCase()];
      expect([arrived].flat()).toEqual([value]);
    });
    await fc.assert(arrives, {
      numRuns: process.env.EXHAUSTIVE ? 2_000 : 250,
      examples: names.map((name): [string, string] => [name, '1']),
    });
    expect(accepted).toBeGreaterThan(100);
  });
});
