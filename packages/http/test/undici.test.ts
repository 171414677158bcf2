import { once } from 'node:events';
import { createServer as createTcpServer, type Socket } from 'node:net';
import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { undiciFetch } from '@ticketbridge/http/undici';
import { Agent, MockAgent } from 'undici';
import { describe, expect, onTestFinished, test } from 'vitest';
import { cert, key } from './certificate.ts';
import { failureOf } from './failure.ts';
import { lettersClient } from './letters.ts';
import { answering, inTurn, nobody, serve, stalling } from './server.ts';

function open(options?: Parameters<typeof undiciFetch>[0]): ReturnType<typeof undiciFetch> {
  const fetch = undiciFetch(options);
  onTestFinished(() => fetch.close().catch(() => {}));
  return fetch;
}

/** As from JavaScript: the types forbid most of these. */
function create(options: unknown) {
  return () => Reflect.apply(undiciFetch, undefined, [options]);
}

describe('the options are checked when it is created, and nothing of them is repeated', () => {
  const dispatcher = new Agent();
  const other = `-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
-----END PRIVATE KEY-----`;
  const PROXY = '"proxy" must be "environment", or an http or https URL such as http://proxy.internal:3128';
  const CASES: readonly (readonly [object, string, string])[] = [
    [{ connections: 0 }, 'connections', '"connections" must be a whole number from 1'],
    [{ connections: '5' }, 'connections', '"connections" must be a whole number from 1'],
    [{ connections: Number.POSITIVE_INFINITY }, 'connections', '"connections" must be a whole number from 1'],
    [{ proxy: '' }, 'proxy', PROXY],
    [{ proxy: 'proxy.example:3128' }, 'proxy', PROXY],
    [{ proxy: 'socks5://me:hush@proxy.example' }, 'proxy', PROXY],
    [{ proxy: 'http://me:hush%@proxy.example' }, 'proxy', PROXY],
    [{ proxy: 'http://proxy.example/hush' }, 'proxy', PROXY],
    [{ proxy: 'http://proxy.example?hush' }, 'proxy', PROXY],
    [{ proxy: 'http://proxy.example/?' }, 'proxy', PROXY],
    [{ proxy: 'http://proxy.example:3128#hush' }, 'proxy', PROXY],
    [{ proxy: new URL('http://me:hush@proxy.example') }, 'proxy', PROXY],
    [{ ca: 'hush' }, 'ca', '"ca" must be certificates in PEM'],
    [{ ca: key }, 'ca', '"ca" must be certificates in PEM'],
    [{ ca: [cert, 'hush'] }, 'ca', '"ca" must be certificates in PEM'],
    [{ ca: `${cert}\n${cert.replace('A', '!')}` }, 'ca', '"ca" must be certificates in PEM'],
    [{ ca: [`${cert}\n${cert.slice(0, -40)}`] }, 'ca', '"ca" must be certificates in PEM'],
    [{ ca: Buffer.from(`${cert}\n-----BEGIN CERTIFICATE-----\nhush`) }, 'ca', '"ca" must be certificates in PEM'],
    [{ cert: `${cert}\n${cert.slice(0, -40)}`, key }, 'cert', '"cert" must be a certificate in PEM'],
    [{ cert: 'hush', key }, 'cert', '"cert" must be a certificate in PEM'],
    [{ cert, key: 'hush' }, 'key', '"key" must be a private key in PEM, not encrypted'],
    [{ cert, key: other }, 'key', '"key" must be the private key of "cert"'],
    [{ cert }, 'key', '"key" is missing: the private key of "cert"'],
    [{ key }, 'cert', '"cert" is missing: the certificate of "key"'],
    [{ dispatcher: {} }, 'dispatcher', '"dispatcher" must be a dispatcher of undici'],
    [{ dispatcher, connections: 5 }, 'dispatcher', '"dispatcher" is instead of every other option'],
    [{ timeout: 5 }, 'timeout', '"timeout" is not an option; there are connections, proxy, ca, cert, key, dispatcher'],
  ];
  test.each(CASES.map(([options, field, why]) => ({ options, field, why })))('$why', ({ options, field, why }) => {
    const message = `undiciFetch: ${why}`;
    expect(create(options)).toThrow(
      expect.objectContaining({ kind: 'invalid-input', outcome: 'not-sent', field, message }),
    );
    expect(create(options)).not.toThrow(/hush/);
  });

  test.each([null, 'fast', 7])('options that are no object: %j', (options) => {
    expect(create(options)).toThrow('undiciFetch: the options must be an object');
  });

  test('undefined is not given', () => {
    const given = { connections: undefined, proxy: undefined, ca: undefined, cert: undefined, key: undefined };
    expect(create({ ...given, dispatcher })).not.toThrow();
    expect(create({ ...given, dispatcher: undefined })).not.toThrow();
  });

  test.each(['bun', 'deno'])('a runtime that has another undici: %s', (name) => {
    Object.defineProperty(process.versions, name, { value: '1.0.0', configurable: true });
    onTestFinished(() => void Reflect.deleteProperty(process.versions, name));
    expect(create({})).toThrow(expect.objectContaining({ kind: 'invalid-input', field: undefined }));
  });
});

describe('every coding that is announced is decoded, and no other is announced', () => {
  const text = JSON.stringify(['a', 'é'.repeat(100_000)]);
  const truncated = { finishFlush: constants.Z_SYNC_FLUSH };
  const CODINGS: Readonly<Record<string, (text: string) => Buffer>> = {
    gzip: (text) => gzipSync(text),
    'x-gzip': (text) => gzipSync(text),
    GZip: (text) => gzipSync(text),
    deflate: (text) => deflateSync(text),
    'deflate, without the header of zlib': (text) => deflateRawSync(text),
    br: (text) => brotliCompressSync(text),
    'gzip, br': (text) => brotliCompressSync(gzipSync(text)),
    'deflate , gzip,br': (text) => brotliCompressSync(gzipSync(deflateSync(text))),
    'gzip, without its end': (text) => gzipSync(text, truncated),
  };
  const coded = (coding: string, bytes: Buffer) => {
    return serve((_, response) => {
      const headers = { 'content-type': 'application/json', 'content-encoding': coding.replace(/, with.*/, '') };
      response.writeHead(200, headers).end(bytes);
    });
  };

  test.each(Object.entries(CODINGS))('%s', async (coding, encode) => {
    const { baseUrl, arrivals } = await coded(coding, encode(text));
    expect(await lettersClient({ baseUrl, fetch: open() }).listTags()).toEqual(JSON.parse(text));
    expect(arrivals[0]?.headers['accept-encoding']).toBe('gzip, deflate, br');
  });

  test.each<[string, Buffer]>([
    ['compress', Buffer.from('["a"]')],
    ['zstd', zstdCompressSync('["a"]')],
    ['gzip, zstd', zstdCompressSync(gzipSync('["a"]'))],
    ['gzip, gzip, gzip, gzip, gzip, gzip', gzipSync('["a"]')],
  ])('another is left as it is, and what it holds is no value: %s', async (coding, bytes) => {
    const { baseUrl } = await coded(coding, bytes);
    const call = lettersClient({ baseUrl, fetch: open() }).replaceTags({ tags: [] });
    const read = coding === 'compress' ? await call : await failureOf(call);
    expect(read).toMatchObject(coding === 'compress' ? ['a'] : { kind: 'protocol', outcome: 'accepted' });
  });

  test.each(['gzip', 'deflate', 'br'])('a body that is not in its coding is no value: %s', async (coding) => {
    const { baseUrl } = await coded(coding, Buffer.from('["plain"]'));
    const error = await failureOf(lettersClient({ baseUrl, fetch: open(), maxAttempts: 1 }).listTags());
    expect(error).toMatchObject({ kind: 'protocol', outcome: 'accepted' });
    expect(error.message).not.toContain('plain');
  });

  test.each(['gzip', 'br'])('the limit counts decoded bytes, and decoding ends there: %s', async (coding) => {
    const bomb = CODINGS[coding]?.(`"${' '.repeat(50_000_000)}"`) ?? Buffer.of();
    const { baseUrl, arrivals } = await coded(coding, bomb);
    const client = lettersClient({ baseUrl, fetch: open(), maxResponseBytes: 1_000_000 });
    const before = process.memoryUsage().rss;
    const error = await failureOf(client.listTags());
    expect(error).toMatchObject({ kind: 'protocol', outcome: 'accepted', attempts: 1 });
    expect(error.message).toContain('a body of more than 1000000 bytes');
    expect(process.memoryUsage().rss - before).toBeLessThan(40_000_000);
    expect(arrivals).toHaveLength(1);
  });
});

/** A TCP server that gives each connection and the text that arrives on it to `answer`. */
async function tcp(answer: (socket: Socket, text: string, connection: number) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    const connection = sockets.size;
    socket.on('error', () => {}).on('data', (data) => answer(socket, data.toString(), connection));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  if (typeof address !== 'object') throw new Error('it has no port');
  return `http://127.0.0.1:${address?.port}`;
}

const json = (value: unknown) => {
  const body = JSON.stringify(value);
  return `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
};
/** What the request of a connection asks for. */
const askedFor = (text: string) => /boxes\/(\w+)\//.exec(text)?.[1] ?? '';

describe('an answer that nobody asked for, read before the next request is written, is not its answer', () => {
  test.each([1, 2, 3])('in the same bytes as the answer before it, with calls waiting: round %i', async () => {
    const baseUrl = await tcp((socket, text) => socket.write(json({ for: askedFor(text) }) + json({ for: 'nobody' })));
    const client = lettersClient({ baseUrl, fetch: open({ connections: 1 }) });
    const boxes = ['a', 'b', 'c', 'd', 'e'];
    const read = await Promise.all(boxes.map((boxId) => client.listLetters({ boxId }, { maxAttempts: 9 })));
    expect(read).toEqual(boxes.map((boxId) => ({ for: boxId })));
  });

  test('later, on an idle connection: it is closed', async () => {
    const idle = Promise.withResolvers<Socket>();
    const baseUrl = await tcp((socket, text) => {
      socket.write(json({ for: askedFor(text) }));
      idle.resolve(socket);
    });
    const client = lettersClient({ baseUrl, fetch: open({ connections: 1 }) });
    expect(await client.listLetters({ boxId: 'a' })).toEqual({ for: 'a' });
    const socket = await idle.promise;
    socket.write(json({ for: 'nobody' }));
    await once(socket, 'close');
    expect(await client.listLetters({ boxId: 'b' })).toEqual({ for: 'b' });
  });

  test('a write that waits for its connection is not sent by it, or sent once', async () => {
    const arrived: string[] = [];
    const baseUrl = await tcp((socket, text) => {
      arrived.push(...(text.match(/(GET|POST) \S+/g) ?? []));
      socket.write(json({}) + json({}));
    });
    const client = lettersClient({ baseUrl, fetch: open({ connections: 1 }) });
    const read = client.listLetters({ boxId: 'a' });
    expect(await client.sendLetter({ boxId: 'b', text: 't' })).toEqual({ status: 200 });
    await read;
    expect(arrived).toEqual(['GET /boxes/a/letters', 'POST /boxes/b/letters']);
  });
});

describe('a dispatcher of the caller proves nothing by what it does not tell', () => {
  test('an answer before the request: whether it was sent is unknown', async () => {
    class Early extends Agent {
      override dispatch(...[, handler]: Parameters<Agent['dispatch']>): boolean {
        const controller = { aborted: false, paused: false, reason: null, abort() {}, pause() {}, resume() {} };
        expect(() => handler.onResponseStart?.(controller, 200, {})).toThrow();
        expect(() => handler.onRequestStart?.(controller, {})).toThrow('the call is over');
        return true;
      }
    }
    const client = lettersClient({ fetch: open({ dispatcher: new Early() }) });
    const error = await failureOf(client.sendLetter({ boxId: 'b', text: 't' }));
    expect(error).toMatchObject({ outcome: 'unknown', attempts: 1 });
  });

  test('an interceptor that hides the start of the request: a write that was reset is sent once', async () => {
    const arrived: string[] = [];
    const baseUrl = await tcp((socket, text) => {
      arrived.push(...(text.match(/POST \S+/g) ?? []));
      socket.resetAndDestroy();
    });
    const dispatcher = new Agent().compose((dispatch) => (options, handler) => {
      return dispatch(options, {
        onRequestStart() {},
        onResponseStart: (...given) => handler.onResponseStart?.(...given),
        onResponseData: (...given) => handler.onResponseData?.(...given),
        onResponseEnd: (...given) => handler.onResponseEnd?.(...given),
        onResponseError: (...given) => handler.onResponseError?.(...given),
      });
    });
    const client = lettersClient({ baseUrl, fetch: open({ dispatcher }) });
    const error = await failureOf(client.sendLetter({ boxId: 'b', text: 't' }));
    expect(error).toMatchObject({ kind: 'network', outcome: 'unknown', attempts: 1 });
    expect(arrived).toHaveLength(1);
  });

  const ERRORS: readonly (readonly [object, string, number])[] = [
    [{ code: 'ECONNRESET', syscall: 'read' }, 'unknown', 1],
    [{ code: 'UND_ERR_SOCKET' }, 'unknown', 1],
    [{}, 'unknown', 1],
    [{ code: 'ECONNREFUSED', syscall: 'connect' }, 'not-sent', 3],
    [{ code: 'UND_ERR_CLOSED' }, 'not-sent', 1],
  ];
  test.each(ERRORS.map(([fields, outcome, attempts]) => ({ fields, outcome, attempts })))(
    'a MockAgent that fails with $fields: $outcome',
    async ({ fields, outcome, attempts }) => {
      const dispatcher = new MockAgent();
      dispatcher.disableNetConnect();
      const failing = dispatcher.get('https://letters.example').intercept({ path: () => true, method: 'POST' });
      failing.replyWithError(Object.assign(new Error('no'), fields)).persist();
      const client = lettersClient({ baseUrl: 'https://letters.example', fetch: open({ dispatcher }) });
      const error = await failureOf(client.sendLetter({ boxId: 'b', text: 't' }));
      expect(error).toMatchObject({ kind: 'network', outcome, attempts });
    },
  );
});

describe('a call that waits for a connection', () => {
  test('is not written when its caller has gone, and the connection serves the next', async () => {
    const answers: (() => void)[] = [];
    const { baseUrl, arrivals, arrived } = await serve((_, response) => void answers.push(() => response.end('{}')));
    const client = lettersClient({ baseUrl, fetch: open({ connections: 1 }) });
    const first = client.listLetters({ boxId: 'a' });
    await arrived(1);
    const controller = new AbortController();
    const gone = failureOf(client.sendLetter({ boxId: 'b', text: 't' }, { signal: controller.signal }));
    const last = client.listLetters({ boxId: 'c' });
    setImmediate(() => controller.abort('no'));
    expect(await gone).toMatchObject({ kind: 'aborted', cause: 'no' });
    answers[0]?.();
    await first;
    await arrived(2);
    answers[1]?.();
    await last;
    expect(arrivals.map(({ url, connection }) => `${connection} ${url}`)).toEqual([
      '1 /base/boxes/a/letters',
      '1 /base/boxes/c/letters',
    ]);
  });

  test('there are no more connections than asked for', async () => {
    const { baseUrl, arrivals } = await serve(answering(200, {}));
    const client = lettersClient({ baseUrl, fetch: open({ connections: 3 }) });
    await Promise.all(Array.from({ length: 30 }, () => client.countLetters()));
    expect(new Set(arrivals.map(({ connection }) => connection)).size).toBe(3);
  });
});

describe('an answer', () => {
  test('is the one after any informational ones', async () => {
    const early = 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n';
    const baseUrl = await tcp((socket) => socket.write(early + early + json(['a'])));
    expect(await lettersClient({ baseUrl, fetch: open() }).listTags()).toEqual(['a']);
  });

  test.each([204, 205, 304])('of status %i with a body does not hold its connection', async (status) => {
    const body = 'x'.repeat(300_000);
    const baseUrl = await tcp((socket, text) => {
      if (!text.startsWith('POST')) return void socket.write(json({ for: askedFor(text) }));
      socket.write(`HTTP/1.1 ${status} None\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
    });
    const client = lettersClient({ baseUrl, fetch: open({ connections: 1 }), timeout: 5_000 });
    await client.sendLetter({ boxId: 'a', text: 't' }).catch((error) => expect(status).toBe(304) ?? error);
    expect(await client.listLetters({ boxId: 'b' })).toEqual({ for: 'b' });
  });

  test('of a body that is read slowly is not held in memory', async () => {
    const { baseUrl, arrivals } = await serve((_, response) => {
      const more = () => {
        while (response.write(Buffer.alloc(65_536)));
      };
      response.on('drain', more);
      more();
    });
    const response = await open()(`${baseUrl}/endless`, {});
    const before = process.memoryUsage().arrayBuffers;
    const reader = response.body?.getReader();
    for (let read = 0; read < 20; read += 1) await reader?.read();
    await new Promise((resolve) => setImmediate(resolve));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000);
    await reader?.cancel();
    await arrivals[0]?.closed;
  });

  test('is asked for with headers in every form, and with text alone', async () => {
    const { baseUrl, arrivals } = await serve(answering(200, []));
    const fetch = open();
    const forms: readonly HeadersInit[] = [{ 'X-A': '1' }, [['X-A', '1']], new Headers({ 'X-A': '1' })];
    for (const headers of forms) await (await fetch(baseUrl, { headers })).body?.cancel();
    expect(arrivals.map(({ headers }) => [headers['x-a'], headers['user-agent']])).toEqual(
      forms.map(() => ['1', 'undici']),
    );
    await expect(fetch(baseUrl, { method: 'POST', body: new FormData() })).rejects.toThrow('no body but text');
    await expect(fetch(baseUrl, { signal: AbortSignal.abort('no') })).rejects.toBe('no');
    expect(arrivals).toHaveLength(3);
  });

  test('has what a client reads, and says so where more is asked of it', async () => {
    const { baseUrl } = await serve(answering(200, ['a'], { 'set-cookie': 'a=b' }));
    const response = await open()(baseUrl, {});
    expect([response.status, response.headers.get('Set-Cookie'), response.headers.get('x')]).toEqual([
      200,
      'a=b',
      null,
    ]);
    expect(Object(response).ok).toBe(true);
    for (const name of ['json', 'text', 'clone', 'arrayBuffer', 'url', 'statusText']) {
      expect(() => Reflect.get(response, name)).toThrow(
        `an answer of undiciFetch has status, ok, headers and body, which is read by getReader(); "${name}" needs the platform's fetch`,
      );
    }
    for (const name of ['entries', 'getSetCookie', 'size']) {
      expect(() => Object(response.headers)[name]).toThrow('the headers of undiciFetch have get and has');
    }
    await response.body?.cancel();
  });

  test.each([{}, { 'content-encoding': 'gzip' }])(
    'says so where more is asked of its body than its reader: %j',
    async (headers) => {
      const { baseUrl } = await serve(answering(200, '', headers));
      const { body } = await open()(baseUrl, {});
      const names = ['pipeTo', 'pipeThrough', 'tee', 'locked', 'values', 'toString', Symbol.asyncIterator];
      for (const name of [...names, 'releaseLock', 'closed']) {
        expect(() => Object(body)[name]).toThrow(
          `the body of an answer of undiciFetch has getReader() and cancel(), its reader read() and cancel(); "${String(name)}" needs the platform's fetch`,
        );
      }
      const iterate = async () => {
        for await (const chunk of Object(body)) return chunk;
      };
      await expect(iterate()).rejects.toThrow("needs the platform's fetch");
      expect(() => Reflect.construct(Response, [body])).toThrow("needs the platform's fetch");
      await body?.cancel();
    },
  );
});

test("undici's own limits of 300 s are off, whatever dispatcher sends", async () => {
  const { baseUrl } = await serve(answering(200, []));
  const agent = new Agent();
  const seen: unknown[] = [];
  const dispatcher = agent.compose((dispatch) => (options, handler) => {
    seen.push([options.headersTimeout, options.bodyTimeout]);
    return dispatch(options, handler);
  });
  expect(await lettersClient({ baseUrl, fetch: open({ dispatcher }) }).listTags()).toEqual([]);
  expect(seen).toEqual([[0, 0]]);
});

describe('close', () => {
  test('waits for the calls under way; a later call is not sent, and not tried again', async () => {
    const { baseUrl, arrivals, arrived } = await serve(
      inTurn((_, response) => void setImmediate(() => response.end('["a"]')), answering(200, [])),
    );
    const fetch = undiciFetch();
    const client = lettersClient({ baseUrl, fetch });
    const call = client.listTags();
    await arrived(1);
    await fetch.close();
    expect(await call).toEqual(['a']);
    expect(await failureOf(client.listTags())).toMatchObject({ kind: 'network', outcome: 'not-sent', attempts: 1 });
    expect(arrivals).toHaveLength(1);
    await arrivals[0]?.closed;
  });

  const FORMS: Readonly<Record<string, Parameters<typeof undiciFetch>[0]>> = {
    direct: {},
    'with a proxy': { proxy: 'http://localhost:1' },
    'with the proxies of the environment': { proxy: 'environment' },
    'with a dispatcher': { dispatcher: new Agent() },
  };
  test.each(Object.entries(FORMS))('resolves as often as it is called, also at once: %s', async (_, options) => {
    const { baseUrl } = await serve(answering(200, ['a']));
    const fetch = undiciFetch(options);
    await lettersClient({ baseUrl, fetch, maxAttempts: 1 })
      .listTags()
      .catch(() => {});
    expect(await Promise.all([fetch.close(), fetch.close()])).toEqual([undefined, undefined]);
    expect(await fetch.close()).toBeUndefined();
  });

  test('leaves a dispatcher of the caller open, also for its other users', async () => {
    const { baseUrl } = await serve(answering(200, ['a']));
    const dispatcher = new Agent();
    onTestFinished(() => dispatcher.close());
    const client = lettersClient({ baseUrl, fetch: open({ dispatcher }) });
    expect(await client.listTags()).toEqual(['a']);
    await open({ dispatcher }).close();
    expect(await client.listTags()).toEqual(['a']);
  });

  test('ends nothing that is under way: an abort does', async () => {
    const { baseUrl, arrived } = await serve(stalling);
    const fetch = undiciFetch();
    const controller = new AbortController();
    const call = failureOf(lettersClient({ baseUrl, fetch }).listTags({}, { signal: controller.signal }));
    await arrived(1);
    const closed = fetch.close();
    controller.abort();
    expect(await call).toMatchObject({ kind: 'aborted' });
    await closed;
  });
});

test('nobody listens: it is not sent', async () => {
  const client = lettersClient({ baseUrl: await nobody(), fetch: open() });
  expect(await failureOf(client.sendLetter({ boxId: 'b', text: 't' }))).toMatchObject({
    outcome: 'not-sent',
    attempts: 3,
  });
});
