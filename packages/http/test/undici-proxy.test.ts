import { execFile } from 'node:child_process';
import type { RequestListener } from 'node:http';
import { TLSSocket } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { inspect, promisify } from 'node:util';
import { type CallEvent, causeOf } from '@ticketbridge/http';
import { type UndiciOptions, undiciFetch } from '@ticketbridge/http/undici';
import { describe, expect, onTestFinished, test } from 'vitest';
import { cert, key, loopback } from './certificate.ts';
import { failureOf } from './failure.ts';
import { lettersClient } from './letters.ts';
import { type Refusal, refusing, startProxy } from './proxy.ts';
import { answering, nobody, serve } from './server.ts';

/** A host that exists nowhere: only a proxy of these tests knows the way. */
const baseUrl = 'https://letters.example/v1';
const vendor = () => serve(answering(200, ['a']), { key, cert });

function clientOf(options: UndiciOptions, more: Parameters<typeof lettersClient>[0] = {}) {
  const fetch = undiciFetch(options);
  onTestFinished(() => fetch.close());
  return lettersClient({ baseUrl, fetch, ...more });
}

describe('a proxy', () => {
  test('makes a tunnel to the vendor, who sees nothing of it', async () => {
    const server = await vendor();
    const proxy = await startProxy(server.baseUrl);
    const client = clientOf({ proxy: `http://${proxy.host}`, ca: cert, connections: 1 });
    expect(await client.listTags()).toEqual(['a']);
    expect(await client.listTags()).toEqual(['a']);
    expect(proxy.tunnels).toEqual(['letters.example:443']);
    expect(server.arrivals.map(({ url, connection }) => `${connection} ${url}`)).toEqual(['1 /v1/tags', '1 /v1/tags']);
    expect(server.arrivals[0]?.headers.host).toBe('letters.example');
  });

  test('gets its password, and the vendor does not', async () => {
    const server = await vendor();
    const proxy = await startProxy(server.baseUrl);
    await clientOf({ proxy: `http://me:hu%3Ash@${proxy.host}`, ca: cert }).listTags();
    expect(proxy.tunnels).toEqual([`letters.example:443 Basic ${btoa('me:hu:sh')}`]);
    expect(JSON.stringify(server.arrivals[0]?.headers)).not.toContain('Basic');
  });

  test('with TLS of its own, trusted by the same authorities', async () => {
    const server = await vendor();
    const proxy = await startProxy(server.baseUrl, loopback);
    expect(await clientOf({ proxy: `https://${proxy.host}`, ca: [cert, loopback.cert] }).listTags()).toEqual(['a']);
    const error = await failureOf(clientOf({ proxy: `https://${proxy.host}`, ca: cert }).listTags());
    expect(error).toMatchObject({ kind: 'network', outcome: 'not-sent', attempts: 1 });
    expect(error.message).toContain('DEPTH_ZERO_SELF_SIGNED_CERT');
  });

  test('is asked for a tunnel also to http: it cannot answer in the place of the vendor', async () => {
    const server = await serve(answering(200, ['a']));
    const proxy = await startProxy(server.baseUrl);
    const client = clientOf({ proxy: `http://${proxy.host}` }, { baseUrl: server.baseUrl });
    expect(await client.listTags()).toEqual(['a']);
    expect(proxy.forwarded).toEqual([]);
    expect(proxy.tunnels).toHaveLength(1);
  });

  const REFUSALS: Readonly<Record<string, Refusal>> = {
    403: refusing(403),
    502: refusing(502),
    201: refusing(201),
    'a closed connection': (_, socket) => socket.end(),
    'a reset': (_, socket) => socket.destroy(),
    'no HTTP': (_, socket) => socket.end('ssh\r\n'),
  };
  test.each(Object.entries(REFUSALS))('that refuses is no vendor: nothing was sent: %s', async (status, refusal) => {
    const proxy = await startProxy(refusal);
    const shown: string[] = [];
    const onEvent = (event: CallEvent) => void shown.push(inspect(event, { depth: 9, showHidden: true }));
    const client = clientOf({ proxy: `http://me:hush-7f3a@${proxy.host}` }, { onEvent });
    const error = await failureOf(client.sendLetter({ boxId: 'b', text: 't' }));
    expect(error).toMatchObject({ kind: 'network', outcome: 'not-sent', attempts: 3, status: undefined });
    expect(error.message).toBe('letters.sendLetter: no connection was made (TypeError; ERR_PROXY_TUNNEL)');
    if (/^\d/.test(status)) expect(Object(causeOf(error)).cause.message).toBe(`the proxy answered ${status}`);
    expect(proxy.tunnels).toHaveLength(3);
    shown.push(inspect(error, { depth: 9, showHidden: true }), JSON.stringify(error), inspect(client, { depth: 9 }));
    for (const secret of ['hush-7f3a', btoa('me:hush-7f3a')]) expect(shown.join('\n')).not.toContain(secret);
  });

  test('that asks for a password, or another, is not asked again', async () => {
    const proxy = await startProxy(refusing(407));
    const client = clientOf({ proxy: `http://me:hush-7f3a@${proxy.host}` });
    const error = await failureOf(client.sendLetter({ boxId: 'b', text: 't' }));
    expect(error).toMatchObject({ kind: 'network', outcome: 'not-sent', attempts: 1, status: undefined });
    expect(error.message).toContain('ERR_PROXY_AUTH');
    expect(Object(causeOf(error)).cause.message).toBe('the proxy answered 407');
    expect(proxy.tunnels).toHaveLength(1);
  });

  test('where nobody listens: nothing was sent', async () => {
    const { host } = new URL(await nobody());
    const error = await failureOf(clientOf({ proxy: `http://${host}` }).sendLetter({ boxId: 'b', text: 't' }));
    expect(error).toMatchObject({ kind: 'network', outcome: 'not-sent', attempts: 3 });
    expect(error.message).toContain('ECONNREFUSED');
  });

  test("that does not answer: the caller's abort is the caller's", async () => {
    const proxy = await startProxy(() => {});
    const controller = new AbortController();
    const fetch = undiciFetch({ proxy: `http://${proxy.host}` });
    const call = failureOf(lettersClient({ baseUrl, fetch }).listTags({}, { signal: controller.signal }));
    await proxy.asked;
    controller.abort('no');
    expect(await call).toMatchObject({ kind: 'aborted', cause: 'no', attempts: 1 });
  });
});

describe('TLS', () => {
  test('a private authority', async () => {
    const server = await serve(answering(200, ['a']), loopback);
    const options = { baseUrl: server.baseUrl };
    expect(await clientOf({ ca: loopback.cert }, options).listTags()).toEqual(['a']);
    const bundle = `a bundle\n${cert}\n${loopback.cert}`;
    for (const ca of [
      [cert, Buffer.from(loopback.cert)],
      bundle,
      `${cert}${loopback.cert}`,
      bundle.replaceAll('\n', '\r\n'),
    ]) {
      expect(await clientOf({ ca }, options).listTags()).toEqual(['a']);
    }
    const error = await failureOf(clientOf({ ca: cert }, options).sendLetter({ boxId: 'b', text: 't' }));
    expect(error).toMatchObject({ kind: 'network', outcome: 'not-sent', attempts: 1 });
    expect(error.message).toContain('DEPTH_ZERO_SELF_SIGNED_CERT');
  });

  test('HTTP/1.1 alone is offered, also through a proxy', async () => {
    const offered: unknown[] = [];
    const listing: RequestListener = ({ socket }, response) => {
      offered.push(socket instanceof TLSSocket && socket.alpnProtocol);
      response.end('[]');
    };
    const choosing = { ALPNProtocols: ['h2', 'http/1.1'] };
    const direct = await serve(listing, { ...loopback, ...choosing });
    await clientOf({ ca: loopback.cert }, { baseUrl: direct.baseUrl }).listTags();
    const server = await serve(listing, { key, cert, ...choosing });
    const proxy = await startProxy(server.baseUrl);
    await clientOf({ proxy: `http://${proxy.host}`, ca: cert }).listTags();
    expect(offered).toEqual(['http/1.1', 'http/1.1']);
  });

  test('a certificate for another host is rejected, and nothing is sent', async () => {
    const server = await vendor();
    const call = clientOf({ ca: cert }, { baseUrl: server.baseUrl }).sendLetter({ boxId: 'b', text: 't' });
    expect(await failureOf(call)).toMatchObject({ kind: 'network', outcome: 'not-sent', attempts: 1 });
    expect(server.arrivals).toEqual([]);
  });

  test('a certificate of the client, which a proxy does not get to see', async () => {
    const names: unknown[] = [];
    const naming: RequestListener = ({ socket }, response) => {
      names.push(socket instanceof TLSSocket && socket.getPeerCertificate().subject?.CN);
      response.end('[]');
    };
    const server = await serve(naming, { key, cert, requestCert: true, ca: cert });
    const proxy = await startProxy(server.baseUrl, {
      ...loopback,
      requestCert: true,
      ca: cert,
      rejectUnauthorized: false,
    });
    await clientOf({ proxy: `https://${proxy.host}`, ca: [cert, loopback.cert], cert, key }).listTags();
    expect(names).toEqual(['letters.example']);
    expect(proxy.tunnels).toEqual(['letters.example:443']);
    const unnamed = clientOf({ proxy: `https://${proxy.host}`, ca: [cert, loopback.cert] }, { maxAttempts: 1 });
    // With TLS 1.3 the server refuses after the request may have left.
    expect(await failureOf(unnamed.listTags())).toMatchObject({ kind: 'network', outcome: 'unknown' });
  });
});

describe('the proxies of the environment', () => {
  const NAMES = ['http_proxy', 'https_proxy', 'no_proxy'].flatMap((name) => [name, name.toUpperCase()]);
  function setEnvironment(values: Readonly<Record<string, string>>): void {
    const before = NAMES.map((name) => [name, process.env[name]] as const);
    const set = (name: string, value: string | undefined) => {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    };
    for (const name of NAMES) set(name, values[name]);
    onTestFinished(() => {
      for (const [name, value] of before) set(name, value);
    });
  }

  test.each(['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY'])('are used when asked for: %s', async (name) => {
    const server = await vendor();
    const proxy = await startProxy(server.baseUrl);
    setEnvironment({ [name]: `http://me:hush@${proxy.host}` });
    expect(await clientOf({ proxy: 'environment', ca: cert }).listTags()).toEqual(['a']);
    expect(proxy.tunnels).toEqual([`letters.example:443 Basic ${btoa('me:hush')}`]);
  });

  test('are read when the fetch is made, and never again', async () => {
    const server = await vendor();
    const proxy = await startProxy(server.baseUrl);
    setEnvironment({ HTTPS_PROXY: `http://${proxy.host}` });
    const client = clientOf({ proxy: 'environment', ca: cert });
    setEnvironment({ HTTPS_PROXY: await nobody(), NO_PROXY: '*' });
    expect(await client.listTags()).toEqual(['a']);
  });

  test.each(['letters.example', '.example', '*', 'letters.example:443', 'other.test,letters.example'])(
    'are not used for %s in NO_PROXY',
    async (hosts) => {
      const proxy = await startProxy(refusing(403));
      setEnvironment({ HTTPS_PROXY: `http://${proxy.host}`, NO_PROXY: hosts });
      const error = await failureOf(clientOf({ proxy: 'environment' }, { maxAttempts: 1 }).listTags());
      expect(error).toMatchObject({ kind: 'network', outcome: 'not-sent' });
      expect(proxy.tunnels).toEqual([]);
    },
  );

  test.each(['127.0.0.1', '127.9.9.9', 'localhost'])('are never used for loopback: %s', async (host) => {
    const server = await serve(answering(200, ['a']));
    const proxy = await startProxy(refusing(403));
    setEnvironment({ HTTPS_PROXY: `http://${proxy.host}`, HTTP_PROXY: `http://${proxy.host}` });
    const options = { baseUrl: server.baseUrl.replace('127.0.0.1', host), maxAttempts: 1 };
    const { kind } = await clientOf({ proxy: 'environment' }, options)
      .listTags()
      .then(
        () => ({ kind: 'done' }),
        (error: { readonly kind: string }) => error,
      );
    // Nobody listens on the others.
    expect(kind).toBe(host === '127.9.9.9' ? 'network' : 'done');
    expect(proxy.tunnels).toEqual([]);
  });

  test('are not used unless asked for, whatever they say', async () => {
    const server = await serve(answering(200, ['a']), loopback);
    const proxy = await startProxy(refusing(403));
    setEnvironment({ HTTPS_PROXY: `http://${proxy.host}`, HTTP_PROXY: 'nonsense' });
    expect(await clientOf({ ca: loopback.cert }, { baseUrl: server.baseUrl }).listTags()).toEqual(['a']);
    expect(proxy.tunnels).toEqual([]);
  });

  test('may be none', async () => {
    setEnvironment({ HTTPS_PROXY: '' });
    const server = await serve(answering(200, ['a']), loopback);
    const client = clientOf({ proxy: 'environment', ca: loopback.cert }, { baseUrl: server.baseUrl });
    expect(await client.listTags()).toEqual(['a']);
  });

  const WRONG = ['hush:3128', 'hush', 'environment', 'socks5://me:hush@proxy.example', 'http://', 'http://p/hush'];
  const NAMED = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'];
  test.each(WRONG.flatMap((value) => NAMED.map((name) => [name, value] as const)))(
    'must be proxies: %s=%s',
    (name, value) => {
      setEnvironment({ [name]: value });
      const message = `undiciFetch: ${name} must be an http or https URL such as http://proxy.internal:3128`;
      expect(() => undiciFetch({ proxy: 'environment' })).toThrow(
        expect.objectContaining({ kind: 'invalid-input', field: 'proxy', message }),
      );
    },
  );
});

test('a process that has nothing to do ends, without close, also with open connections and a tunnel', async () => {
  // Kept for ten minutes by the client, if it were asked.
  const keeping: RequestListener = (_, response) => response.writeHead(200, { 'keep-alive': 'timeout=600' }).end('[]');
  const [plain, server] = [await serve(keeping), await serve(keeping, { key, cert })];
  const proxy = await startProxy(server.baseUrl);
  const code = `
    import { undiciFetch } from '@ticketbridge/http/undici';
    for (const [url, options] of ${JSON.stringify([
      [plain.baseUrl, {}],
      [plain.baseUrl, { proxy: 'environment' }],
      [baseUrl, { proxy: `http://${proxy.host}`, ca: cert }],
    ])}) {
      const { status, body } = await undiciFetch(options)(url, {});
      const reader = body.getReader();
      while (!(await reader.read()).done);
      console.log(status);
    }
  `;
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--conditions=@ticketbridge/source', '--input-type=module', '--eval', code],
    { cwd: fileURLToPath(new URL('..', import.meta.url)), timeout: 30_000, env: { PATH: process.env.PATH } },
  );
  expect({ stdout, stderr }).toEqual({ stdout: '200\n200\n200\n', stderr: '' });
});
