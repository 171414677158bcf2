import { describe, expect, test } from 'vitest';
import { sellerHead, sendRaw, start } from './calls.ts';

/** Lists tickets; `origin` makes the target an absolute URL. */
function get(host: string, token: string | undefined, origin = ''): string {
  return `${sellerHead('GET', '/tickets', token, host).replace('GET ', `GET ${origin}`)}connection: close\r\n\r\n`;
}

const loopback = [
  'localhost',
  'LOCALHOST:1',
  'localhost:8080',
  '127.0.0.1',
  '127.0.0.1:65535',
  '127.1.2.3',
  '127.255.255.254:80',
  '[::1]',
  '[::1]:4010',
  '[0:0:0:0:0:0:0:1]',
];

const elsewhere = [
  'evil.example',
  'evil.example:4010',
  'localhost.evil.example',
  '127.0.0.1.evil.example',
  '127.evil.example',
  'evil-localhost',
  'evil.example#localhost',
  'localhost@evil.example',
  'evil.example@localhost',
  'localhost/evil.example',
  '128.0.0.1',
  '10.0.0.1',
  '0.0.0.0',
  '[::]',
  '[::2]',
  '[::ffff:10.0.0.1]',
  'localhost, evil.example',
  '',
];

describe('a Host that names the loopback interface is served, with any port', () => {
  test.each(loopback)('%s', async (host) => {
    const sandbox = await start();
    const heard = await sendRaw(sandbox, get(host, sandbox.brandlovers.sellers[0]?.token));
    expect(heard.status).toBe(200);
  });
});

describe('any other Host is refused, before anything is read or written (DNS rebinding)', () => {
  test.each(elsewhere)('%j', async (host) => {
    const sandbox = await start();
    const heard = await sendRaw(sandbox, get(host, sandbox.brandlovers.sellers[0]?.token));
    expect([heard.status, heard.headers.get('x-sandbox-refusal')]).toEqual([421, 'unknown-host']);
  });

  test('also the second of two', async () => {
    const sandbox = await start();
    const two = 'localhost\r\nhost: evil.example';
    const heard = await sendRaw(sandbox, get(two, sandbox.brandlovers.sellers[0]?.token));
    expect(heard.headers.get('x-sandbox-refusal')).toBe('unknown-host');
  });
});

describe('a target may be an absolute URL, whose host counts then (RFC 9112 3.2.2)', () => {
  test.each(loopback)('http://%s', async (host) => {
    const sandbox = await start();
    const heard = await sendRaw(sandbox, get('localhost', sandbox.brandlovers.sellers[0]?.token, `http://${host}`));
    expect(heard.status).toBe(200);
  });

  test('without a path it is the root', async () => {
    const heard = await sendRaw(
      await start(),
      'GET http://localhost?x HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n',
    );
    expect(heard.headers.get('x-sandbox-refusal')).toBe('unknown-path');
  });

  test.each(elsewhere.filter((host) => !/[\s#/]|^$/.test(host)))('not http://%s', async (host) => {
    const sandbox = await start();
    const heard = await sendRaw(sandbox, get('localhost', sandbox.brandlovers.sellers[0]?.token, `http://${host}`));
    expect(heard.headers.get('x-sandbox-refusal')).toBe('unknown-host');
  });
});
