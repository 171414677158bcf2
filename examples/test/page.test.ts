import { once } from 'node:events';
import { type IncomingMessage, type RequestListener, type RequestOptions, request } from 'node:http';
import { expect, test } from 'vitest';
import { startPage } from '../src/page/server.ts';
import { openDesk, start, ticket } from './desk.ts';
import { openPage, openPageOf, QUESTION, TOKEN } from './page.ts';

const SAME_ORIGIN = { 'sec-fetch-site': 'same-origin' };
const REPLY = '/api/ticket/t-1/message';
const BODY = { 'content-type': 'application/json', 'content-length': 100 };

function post(origin: string): Promise<Response> {
  const headers = { ...SAME_ORIGIN, 'content-type': 'application/json' };
  return fetch(origin + REPLY, { method: 'POST', headers, body: '{}' });
}

/** Not by fetch, which would resolve the path and sets the host. */
async function ask(origin: string, options: RequestOptions): Promise<IncomingMessage> {
  const [response] = await once(request(`${origin}/`, options).end(), 'response');
  return response.resume();
}

test('nothing that the page is made of holds the credential', async () => {
  const { origin } = await openPage();
  for (const path of ['/', '/app.js', '/style.css']) {
    const response = await fetch(origin + path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(await response.text()).not.toContain(TOKEN);
  }
});

test("the page's calls are sent with the credential of the server, whatever the page sends", async () => {
  const { origin } = await openPage();
  const headers = { ...SAME_ORIGIN, authorization: 'held-by-the-server' };
  const response = await fetch(`${origin}/api/ticket/t-1/messages`, { headers });
  expect(await response.json()).toMatchObject({ messages: [{ body: QUESTION }] });
});

test.each<[string, string, string, string | undefined, number]>([
  ['a call that another site made the browser send', 'POST', '/api/ticket/t-1/message', 'cross-site', 403],
  ['a call of a page on another port', 'GET', '/api/tickets', 'same-site', 403],
  ['a call that no browser sent', 'GET', '/api/tickets', undefined, 403],
  ['a write that the page has not', 'PUT', '/api/ticket/t-1/status', 'same-origin', 404],
  ['a path that leads elsewhere', 'GET', '/api/ticket/../messages', 'same-origin', 404],
  ['a path that leads elsewhere by codes', 'GET', '/api/ticket/%2e%2e/messages', 'same-origin', 404],
  ['a path below the vendor', 'GET', '/api/ticket/a/b/messages', 'same-origin', 404],
])('%s is not sent to the vendor', async (_, method, path, site, status) => {
  const { origin, arrivals } = await openPageOf((_, response) => void response.writeHead(418).end());
  const { statusCode } = await ask(origin, { method, path, headers: site ? { 'sec-fetch-site': site } : {} });
  expect({ statusCode, arrivals }).toEqual({ statusCode: status, arrivals: [] });
});

test.each([undefined, 'text/plain', 'application/x-www-form-urlencoded', 'application/jsonp'])(
  'a reply of the type %s is not sent to the vendor',
  async (type) => {
    const { origin, arrivals } = await openPageOf((_, response) => void response.writeHead(200).end());
    const headers = type ? { ...SAME_ORIGIN, 'content-type': type } : SAME_ORIGIN;
    const { statusCode } = await ask(origin, { method: 'POST', path: REPLY, headers });
    expect({ statusCode, arrivals }).toEqual({ statusCode: 415, arrivals: [] });
  },
);

test.each(['/', '/app.js', '/api/tickets'])('%s is not served under the name of another host', async (path) => {
  const { origin, arrivals } = await openPageOf((_, response) => void response.writeHead(200).end());
  for (const host of ['evil.example', `evil.example:${new URL(origin).port}`, '127.0.0.1:1']) {
    const { statusCode } = await ask(origin, { path, headers: { ...SAME_ORIGIN, host } });
    expect({ statusCode, arrivals }).toEqual({ statusCode: 403, arrivals: [] });
  }
});

test.each([
  [407, 400, 'refused'],
  [408, 504, 'unknown'],
  [421, 400, 'refused'],
  [425, 400, 'refused'],
  [302, 502, 'unknown'],
  [304, 502, 'unknown'],
  [600, 502, 'unknown'],
])("a vendor's %i, which a browser would act on, is a %i that says the same", async (status, shown, outcome) => {
  const { origin, arrivals } = await openPageOf((_, response) => void response.writeHead(status).end());
  const response = await post(origin);
  expect([response.status, await response.json()]).toEqual([shown, { status, outcome }]);
  expect(arrivals).toEqual([`POST /v1${REPLY.slice('/api'.length)}`]);
});

test.each([400, 401, 403, 404, 409, 418, 429, 500, 503])(
  "a vendor's %i is passed on, and when to ask again",
  async (status) => {
    const headers = { 'retry-after': '7', 'content-type': 'text/html' };
    const { origin } = await openPageOf((_, response) => void response.writeHead(status, headers).end('<p>no</p>'));
    const response = await post(origin);
    expect([response.status, response.headers.get('retry-after'), await response.text()]).toEqual([status, '7', '']);
  },
);

test.each<[string, RequestListener]>([
  ['breaks off', (_, response) => void response.writeHead(200, BODY).write('{', () => response.destroy())],
  ['stalls', (_, response) => void response.writeHead(200, BODY).write('{')],
])('a reply that is accepted is accepted, although the body of the answer %s', async (_, listener) => {
  const { origin } = await openPageOf(listener);
  const response = await post(origin);
  expect([response.status, await response.text()]).toEqual([200, '']);
});

test('a list that breaks off is a 502', async () => {
  const { origin } = await openPageOf(
    (_, response) => void response.writeHead(200, BODY).write('{', () => response.destroy()),
  );
  const response = await fetch(`${origin}/api/tickets`, { headers: SAME_ORIGIN });
  expect([response.status, await response.json()]).toEqual([502, { outcome: 'unknown' }]);
});

test("every answer has the page's headers, and those of the vendor's calls are JSON", async () => {
  const html = { 'content-type': 'text/html; charset=utf-8' };
  const { origin } = await openPageOf((_, response) => void response.writeHead(200, html).end('<script>0</script>'));
  const answers = [
    await fetch(`${origin}/api/tickets`, { headers: SAME_ORIGIN }),
    await fetch(`${origin}/api/tickets`),
    await fetch(`${origin}/api/none`, { headers: SAME_ORIGIN }),
    await post(origin),
  ];
  for (const { headers } of answers) {
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining("default-src 'self'"),
    });
  }
});

test('a list keeps the charset in which the vendor wrote it', async () => {
  const type = 'application/json; charset=iso-8859-1';
  const body = Buffer.from('{"tickets":"é"}', 'latin1');
  const { origin } = await openPageOf(
    (_, response) => void response.writeHead(200, { 'content-type': type }).end(body),
  );
  const response = await fetch(`${origin}/api/tickets`, { headers: SAME_ORIGIN });
  expect(response.headers.get('content-type')).toBe(type);
  expect(Buffer.from(await response.arrayBuffer())).toEqual(body);
});

test.each(['http://vendor.example', 'nonsense', 'ftp://127.0.0.1', 'https://vendor.example/?a=b', ''])(
  'the base URL %j is refused, as by the client',
  async (baseUrl) => {
    const refused = startPage({ baseUrl, token: TOKEN, port: 0 });
    refused.then(({ close }) => close()).catch(() => {});
    await expect(refused).rejects.toMatchObject({ kind: 'invalid-input', field: 'baseUrl' });
  },
);

test.each<[string, (origin: string) => string]>([
  ['a slash at its end', (origin) => `${origin}/v1/`],
  ['several', (origin) => `${origin}/v1//`],
  ['a scheme in capitals', (origin) => `${origin}/v1`.replace('http', 'HTTP')],
  ['a short address', (origin) => `${origin}/v1`.replace('127.0.0.1', '127.1')],
  ['a name in capitals', (origin) => `${origin}/v1`.replace('127.0.0.1', 'LOCALHOST')],
  ['dots in its path', (origin) => `${origin}/v0/../v1`],
])('a base URL with %s leads to the same place', async (_, write) => {
  const { origin, arrivals } = await openPageOf((_, response) => void response.writeHead(200).end('{}'), write);
  expect((await fetch(`${origin}/api/tickets`, { headers: SAME_ORIGIN })).status).toBe(200);
  expect(arrivals).toEqual(['GET /v1/tickets']);
});

test.each(['65536', '99999', '-1', 'x', '1.5', ''])('the port %j is named as wrong', async (port) => {
  const { env } = await openDesk([], []);
  const { code, err } = await start('page', [`--port=${port}`], env).ended;
  expect({ code, err }).toEqual({ code: 2, err: 'page: --port must be a whole number up to 65535\n' });
});

test('a vendor that cannot be reached is a 502, after which nobody knows', async () => {
  const { origin, sandbox } = await openPage();
  await sandbox.close();
  expect((await fetch(`${origin}/api/tickets`, { headers: SAME_ORIGIN })).status).toBe(502);
});

test('the program serves the page of the first seller until it is told to end', async () => {
  const { env } = await openDesk([ticket('t-1')], []);
  const { process: program, ended } = start('page', ['--port', '0'], env);
  const [line] = await once(program.stdout ?? expect.fail('no output'), 'data');
  const [, origin = ''] = String(line).match(/^shop: (http:\S+)\n$/) ?? expect.fail(String(line));
  const response = await fetch(`${origin}/api/tickets`, { headers: SAME_ORIGIN });
  expect(await response.json()).toMatchObject({ tickets: [{ ticketId: 't-1' }] });
  program.kill('SIGTERM');
  expect(await ended).toMatchObject({ code: 0, err: '' });
});
