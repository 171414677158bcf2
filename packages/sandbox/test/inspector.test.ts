import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { start } from './calls.ts';

const get = async () => {
  const { brandlovers } = await start({ control: true });
  const response = await fetch(new URL('/_sandbox/', brandlovers.baseUrl));
  return { response, html: await response.text() };
};

test('the page may run and load its own content alone, by hashes that match it', async () => {
  const { response, html } = await get();
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  const policy = response.headers.get('content-security-policy') ?? '';
  const hash = (tag: string): string => {
    const [, content = ''] = new RegExp(`<${tag}[^>]*>(.*?)</${tag}>`, 's').exec(html) ?? [];
    return `${tag}-src 'sha256-${createHash('sha256').update(content).digest('base64')}'`;
  };
  expect(policy.split('; ')).toEqual(expect.arrayContaining(["default-src 'none'", hash('script'), hash('style')]));
  expect(policy).not.toContain('unsafe');
});

test('the page names no address but those of its own sandbox, and has no handler in its HTML', async () => {
  const { html } = await get();
  expect(html.match(/https?:\/\/|\bsrc=|@import|url\(/g)).toBe(null);
  const [markup = ''] = html.split('<script');
  expect(markup.match(/\bon\w+=/g)).toBe(null);
  expect(html.length).toBeLessThan(60_000);
});
