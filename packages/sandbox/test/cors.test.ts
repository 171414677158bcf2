import { readdir, readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import type { Sandbox } from '../src/index.ts';
import { JSON_TYPE, send, start } from './calls.ts';
import { signed } from './spec-facts.ts';

const page = 'http://localhost:5173';
const foreign = 'https://evil.example';
const asking = {
  'access-control-request-method': 'POST',
  'access-control-request-headers': 'authorization,content-type',
};

/** Every path that a page may call: of each API, and of the control API. */
const PATHS: Readonly<Record<string, (sandbox: Sandbox) => string>> = {
  BrandLovers: ({ brandlovers }) => `${brandlovers.baseUrl}/tickets`,
  ClubCollect: ({ clubcollect }) => `${clubcollect.baseUrl}/v2/invoices/hv-2026-0001/tickets`,
  control: ({ brandlovers }) => new URL('/_sandbox/answers', brandlovers.baseUrl).href,
  nothing: ({ brandlovers }) => new URL('/none', brandlovers.baseUrl).href,
};

const corsHeaders = (headers: Headers) => [...headers.keys()].filter((name) => name.startsWith('access-control-'));

describe.each(Object.entries(PATHS))('%s', (_, urlOf) => {
  test('a page of the origin may ask, and is allowed what it asks for', async () => {
    const sandbox = await start({ control: true, cors: page });
    const heard = await send(urlOf(sandbox), { method: 'OPTIONS', headers: { origin: page, ...asking } });
    expect([heard.status, heard.text]).toEqual([204, '']);
    expect(Object.fromEntries(heard.headers)).toMatchObject({
      'access-control-allow-origin': page,
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'authorization,content-type',
      vary: 'origin',
    });
    expect(sandbox.journal.entries()).toEqual([]);
  });

  test('a page of the origin may read every answer, and the headers that the sandbox adds', async () => {
    const sandbox = await start({ control: true, cors: page });
    for (const method of ['GET', 'POST', 'PATCH']) {
      const { headers } = await send(urlOf(sandbox), { method, headers: { origin: page } });
      expect(headers.get('access-control-allow-origin')).toBe(page);
      expect(headers.get('access-control-expose-headers')).toContain('x-sandbox-refusal');
    }
  });

  test.each([
    ['another origin', { control: true, cors: page }, foreign],
    ['an origin that only starts like it', { control: true, cors: page }, `${page}0`],
    ['"null"', { control: true, cors: page }, 'null'],
    ['no `cors`', { control: true }, page],
  ])('of %s, nothing is allowed, and OPTIONS is refused', async (_, options, origin) => {
    const sandbox = await start(options);
    const asked = await send(urlOf(sandbox), { method: 'OPTIONS', headers: { origin, ...asking } });
    expect(asked.headers.get('x-sandbox-refusal')).toMatch(/^(wrong-method|unknown-path)$/);
    const { headers } = await send(urlOf(sandbox), { headers: { origin } });
    expect([...corsHeaders(asked.headers), ...corsHeaders(headers)]).toEqual([]);
  });
});

test('an OPTIONS that asks for nothing is refused, as HEAD is', async () => {
  const sandbox = await start({ cors: page });
  const url = `${sandbox.brandlovers.baseUrl}/tickets`;
  for (const method of ['OPTIONS', 'HEAD']) {
    expect((await send(url, { method, headers: { origin: page } })).headers.get('x-sandbox-refusal')).toBe(
      'wrong-method',
    );
  }
});

test('a name that only leads here is refused before a page is asked about', async () => {
  const { brandlovers } = await start({ cors: page });
  const headers = { host: 'evil.example', origin: page, ...asking };
  const status = await new Promise((resolve) => {
    request(`${brandlovers.baseUrl}/tickets`, { method: 'OPTIONS', headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).end();
  });
  expect(status).toBe(421);
});

test('a page may read every header that the sandbox adds', async () => {
  const { brandlovers } = await start({ cors: page });
  const { headers } = await send(brandlovers.baseUrl, { headers: { origin: page } });
  const exposed = headers.get('access-control-expose-headers')?.split(', ');
  const src = new URL('../src/', import.meta.url);
  for (const file of await readdir(src, { recursive: true })) {
    if (!file.endsWith('.ts') || file.startsWith('generated')) continue;
    const added = (await readFile(new URL(file, src), 'utf8')).match(/(?<=')x-sandbox-[a-z-]+(?=')/g) ?? [];
    expect(exposed, file).toEqual(expect.arrayContaining(added));
  }
});

test('an answer that a fault has met is for the page, too', async () => {
  const sandbox = await start({ cors: page });
  sandbox.addFault({ kind: 'status', status: 503, retryAfter: '3' });
  const { target, headers } = signed('brandlovers', '/tickets', sandbox.brandlovers.sellers[0]?.token);
  const heard = await send(new URL(target, sandbox.brandlovers.baseUrl).href, {
    headers: { ...headers, ...JSON_TYPE, origin: page },
  });
  expect([heard.status, heard.headers.get('access-control-allow-origin')]).toEqual([503, page]);
  expect(heard.headers.get('access-control-expose-headers')).toContain('retry-after');
});

test('a page of another host is let through to this machine', async () => {
  const { brandlovers } = await start({ cors: 'https://app.example' });
  const { headers } = await send(`${brandlovers.baseUrl}/tickets`, {
    method: 'OPTIONS',
    headers: { origin: 'https://app.example', ...asking, 'access-control-request-private-network': 'true' },
  });
  expect(headers.get('access-control-allow-private-network')).toBe('true');
});

test.each(['*', 'null', 'localhost:5173', 'http://localhost:5173/', 'http://a b', 7])(
  '%j is no origin that could be let in',
  async (cors) => {
    await expect(Reflect.apply(start, undefined, [{ cors }])).rejects.toThrow('cors must be one origin');
  },
);
