import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { startPage } from '../src/page/server.ts';
import { openDesk, start, ticket } from './desk.ts';
import { openPage, QUESTION, TOKEN } from './page.ts';

const SAME_ORIGIN = { 'sec-fetch-site': 'same-origin' };

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
  const arrivals: string[] = [];
  const vendor = createServer(({ url = '' }, response) => {
    arrivals.push(url);
    response.writeHead(418).end();
  });
  await new Promise<void>((resolve) => vendor.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void vendor.close());
  const { port } = Object(vendor.address());
  const page = await startPage({ baseUrl: `http://127.0.0.1:${port}/v1`, token: TOKEN, port: 0 });
  onTestFinished(() => page.close());
  // Not fetch, which would resolve the path.
  const sent = request(`${page.origin}/`, { method, path, headers: site ? { 'sec-fetch-site': site } : {} }).end();
  const [{ statusCode }] = await once(sent, 'response');
  expect({ statusCode, arrivals }).toEqual({ statusCode: status, arrivals: [] });
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
