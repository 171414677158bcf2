import { describe, expect, test } from 'vitest';
import type { Sandbox } from '../src/index.ts';
import { maxBodyBytes, refusals } from '../src/server/refusals.ts';
import { asPartner, asSeller, type Call, control, sellerHead, send, sendAsPartner, sendRaw, start } from './calls.ts';
import { startOnDisk } from './disk.ts';
import { documentOf, ok, serveHandled } from './small-vendors.ts';

function tickets(host: string, origin = ''): string {
  const head = sellerHead('GET', '/tickets', undefined, host).replace('GET ', `GET ${origin}`);
  return `${head}connection: close\r\n\r\n`;
}

const secret = 'not-a-token-of-this-sandbox';
const archive = '/v2/invoices/hv-2026-0001/tickets/actions/archive';

const large = 'x'.repeat(maxBodyBytes + 1);

const withoutHandler = documentOf({ '/a': { get: { operationId: 'a', responses: ok() } } });

const ways: Record<string, Record<string, (sandbox: Sandbox) => ReturnType<Call>>> = {
  'malformed-http': {
    'bytes that are no HTTP': (sandbox) => sendRaw(sandbox, 'hello\r\n\r\n'),
    'two lengths': (sandbox) => sendRaw(sandbox, 'GET / HTTP/1.1\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n'),
    'a broken chunk of a body': (sandbox) =>
      sendRaw(
        sandbox,
        `${sellerHead('POST', '/ticket', sandbox.brandlovers.sellers[0]?.token)}transfer-encoding: chunked\r\n\r\nzz\r\n`,
      ),
  },
  'headers-too-large': {
    'a header of 20 000 bytes': (sandbox) => sendRaw(sandbox, `GET / HTTP/1.1\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`),
  },
  'unknown-host': {
    'a name that leads here': (sandbox) => sendRaw(sandbox, tickets('evil.example')),
    'a target of another host': (sandbox) => sendRaw(sandbox, tickets('127.0.0.1', 'http://evil.example')),
  },
  'unknown-path': {
    'a path of neither API': ({ brandlovers }) => send(new URL('/', brandlovers.baseUrl).href),
    'a path that only starts like one': (sandbox) => asSeller(sandbox)('GET', '/tickets/7300401'),
    'an empty id': (sandbox) => asSeller(sandbox)('GET', '/ticket//messages'),
    'an id in broken percent-encoding': (sandbox) => asSeller(sandbox)('GET', '/ticket/%zz/messages'),
    'a path of the other API': ({ clubcollect }) => send(`${clubcollect.baseUrl}/tickets`),
  },
  'wrong-method': {
    DELETE: (sandbox) => asSeller(sandbox)('DELETE', '/ticket'),
    OPTIONS: (sandbox) => asSeller(sandbox)('OPTIONS', '/tickets'),
    'GET where only POST is': (sandbox) => asPartner(sandbox)('GET', archive),
  },
  'content-type': {
    'a GET without it': (sandbox) => sendAsPartner(sandbox, '/v2/invoices/hv-2026-0001/tickets'),
    'another one': (sandbox) =>
      sendAsPartner(sandbox, archive, { method: 'POST', headers: { 'content-type': 'text/plain' } }),
  },
  credentials: {
    'an unknown token': (sandbox) => asSeller(sandbox, 0, secret)('GET', '/tickets'),
    'no token': ({ brandlovers }) => send(`${brandlovers.baseUrl}/tickets`),
    'an unknown token, when writing': (sandbox) => asSeller(sandbox, 0, secret)('POST', '/ticket', {}),
    'an unknown key': (sandbox) => asPartner(sandbox, 0, secret)('POST', archive),
    'an empty key': (sandbox) => asPartner(sandbox, 0, '')('POST', archive),
    "the other vendor's credential": (sandbox) =>
      asPartner(sandbox, 0, sandbox.brandlovers.sellers[0]?.token)('POST', archive),
  },
  'body-too-large': {
    'a body that says so': (sandbox) => asSeller(sandbox)('POST', '/ticket', large),
    'a body that does not say': (sandbox) =>
      sendRaw(
        sandbox,
        `${sellerHead('POST', '/ticket', sandbox.brandlovers.sellers[0]?.token)}transfer-encoding: chunked\r\n\r\n${large.length.toString(16)}\r\n${large}\r\n0\r\n\r\n`,
      ),
  },
  'invalid-request': {
    'an undeclared query key': (sandbox) => asPartner(sandbox)('GET', '/v2/invoices/hv-2026-0001/tickets?first=1'),
    'a credential as a key': (sandbox) =>
      asPartner(sandbox)('GET', `/v2/invoices/hv-2026-0001/tickets?${sandbox.brandlovers.sellers[0]?.token}`),
    'a body where none is declared': (sandbox) => asPartner(sandbox)('POST', archive, {}),
  },
  'invalid-input': {
    'a plan that no spec has': ({ brandlovers }) =>
      send(new URL('/_sandbox/answers', brandlovers.baseUrl).href, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"operation":"refund","status":200}',
      }),
  },
  'not-implemented': {
    'an operation without a handler': async () => (await serveHandled(withoutHandler, {})).call('/a'),
  },
  'cannot-save': {
    'a write on a full disk': async () => {
      const { sandbox, fill } = await startOnDisk();
      fill();
      return asPartner(sandbox)('POST', archive);
    },
    'a reset on a full disk': async () => {
      const { sandbox, fill } = await startOnDisk({ control: true });
      fill();
      return control(sandbox, 'POST', '/reset', {});
    },
  },
};

test('each reason of the table has a way here', () => {
  expect(Object.keys(ways)).toEqual(Object.keys(refusals));
});

describe.each(Object.entries(refusals))('%s', (reason, { status, message }) => {
  test.each(Object.entries(ways[reason] ?? {}))('%s', async (_, call) => {
    const heard = await call(await start({ control: true }));
    expect(heard.headers.get('x-sandbox-refusal')).toBe(reason);
    expect(heard.status).toBe(status);
    expect(heard.body).toMatchObject({ refusal: reason, message });
    expect(heard.text + JSON.stringify([...heard.headers])).not.toContain(secret);
  });
});

test('a refused method is told which are allowed', async () => {
  const heard = await asPartner(await start())('PUT', '/v2/invoices/hv-2026-0001/tickets');
  expect(heard.headers.get('allow')).toBe('GET, POST');
});

test('HEAD is refused like every method that no spec has', async () => {
  const { brandlovers } = await start();
  const heard = await send(`${brandlovers.baseUrl}/tickets`, { method: 'HEAD' });
  expect([heard.status, heard.headers.get('x-sandbox-refusal')]).toEqual([405, 'wrong-method']);
});

test('a request without a Host header is answered all the same', async () => {
  const heard = await sendRaw(await start(), 'GET / HTTP/1.1\r\nconnection: close\r\n\r\n');
  expect(heard.headers.get('x-sandbox-refusal')).toBe('unknown-path');
});

test('an expectation that Node does not know is answered by the sandbox', async () => {
  const heard = await sendRaw(await start(), 'GET / HTTP/1.1\r\nexpect: tea\r\nconnection: close\r\n\r\n');
  expect(heard.headers.get('x-sandbox-refusal')).toBe('unknown-path');
});

test('the Content-Type is asked for before the credentials', async () => {
  const { clubcollect } = await start();
  const heard = await send(`${clubcollect.baseUrl}${archive}`, { method: 'POST' });
  expect(heard.headers.get('x-sandbox-refusal')).toBe('content-type');
});

test('the credentials are asked for before anything else in the request', async () => {
  const heard = await asSeller(await start(), 0, secret)('PUT', '/ticket/none/status', { wrong: true });
  expect(heard.status).toBe(401);
});
