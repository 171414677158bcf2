import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { DESKTOP, launch, openTab, PHONE, type Tab } from './browse.ts';
import { DIST } from './dist.ts';
import { violationsOf } from './inspect.ts';
import { type Site, serve } from './serve.ts';

// What a person does with the site, by keyboard alone.

let site: Site;
let browser: Browser;

before(async () => {
  site = await serve(DIST);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.[Symbol.asyncDispose]();
});

async function openAt(path: string, viewport: typeof DESKTOP): Promise<Tab> {
  const tab = await openTab(browser, site.origin, viewport);
  await tab.page.goto(`${site.origin}${path}`);
  return tab;
}

/** Presses Tab until this has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let press = 0; press < 200; press += 1) {
    await page.keyboard.press('Tab');
    if (await hasFocus(page, selector)) return;
  }
  assert.fail(`Tab does not reach ${selector}`);
}

function hasFocus(page: Page, selector: string): Promise<boolean> {
  return page.evaluate((given) => document.activeElement?.closest(given) !== null, selector);
}

/** What people type, and the page that has to be the first or, of several that answer it, among the first three. */
const QUERIES = [
  ['an operation', 'setTicketStatus', 1, /\/reference\/brandlovers\/operations\/setticketstatus\//],
  ['an operation by what it does', 'close or reopen', 3, /\/operations\/setticketstatus\//],
  ['an error kind', 'forbidden-or-throttled', 3, /\/guides\/errors\//],
  ['a guide', 'resume paging', 1, /\/guides\/paging\//],
  ['a guide by a word of others', 'pagination', 1, /\/guides\/paging\//],
  ['a guide by what it prevents', 'idempotency', 1, /\/guides\/writing-once\//],
  ['an option by its purpose', 'rate limit', 3, /\/packages\/http\//],
  ["an error by a system's name of it", 'ENOTFOUND', 3, /\/guides\/errors\//],
  ['an exception of Python', 'NotFoundException', 3, /\/(guides\/python|python\/\w+-python)\//],
  ['a setting of Python', 'proxy_headers', 3, /\/reference\/python\/\w+-python\/settings\//],
  ['what Python does with tasks', 'asyncio', 1, /\/guides\/python\//],
  ['a guide before changelogs and references', 'retry', 3, /\/(guides\/[\w-]+|packages\/http)\//],
] as const;

for (const [what, query, within, route] of QUERIES) {
  test(`search finds ${what} without asking another machine, and leads to a place that is there`, async () => {
    await using tab = await openAt('/overview/', DESKTOP);
    const { page } = tab;
    // It is typed as soon as the page is there, before the browser has made a field of it.
    await page.keyboard.press('Control+k');
    await page.locator('site-search dialog[open]').waitFor();
    await page.keyboard.type(query);
    await page.locator('.pagefind-ui__result-link').first().waitFor();
    assert.equal(await page.locator('site-search input:focus').inputValue(), query);
    const links = await linksOf(page, '.pagefind-ui__result-link');
    for (const link of links) await assertIsThere(link);
    const first = await linksOf(page, '.pagefind-ui__result-title:not(.pagefind-ui__result-nested *) > a');
    assert.ok(
      first.slice(0, within).some((link) => route.test(link)),
      first.join('\n'),
    );
    assert.deepEqual([tab.takeErrors(), tab.takeStrays()], [[], []]);
    await page.keyboard.press('Tab');
    await tabTo(page, '.pagefind-ui__result-link');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname !== '/overview/');
  });
}

function linksOf(page: Page, selector: string): Promise<string[]> {
  return page.locator(selector).evaluateAll((found) => found.map((a) => String(Reflect.get(a, 'href'))));
}

test('what is typed before search has a field is in it afterwards', async () => {
  await using tab = await openTab(browser, site.origin);
  const { page } = tab;
  await page.addInitScript(() => {
    const waiting: IdleRequestCallback[] = [];
    globalThis.requestIdleCallback = (callback) => waiting.push(callback);
    Reflect.set(globalThis, 'idle', () => {
      for (const callback of waiting) callback({ didTimeout: true, timeRemaining: () => 0 });
    });
  });
  await page.goto(`${site.origin}/overview/`);
  await page.keyboard.press('Control+k');
  await page.locator('site-search dialog[open]').waitFor();
  await page.keyboard.type('pagingg');
  await page.keyboard.press('Backspace');
  assert.equal(await page.locator('site-search input').count(), 0);
  await page.evaluate(() => Reflect.get(globalThis, 'idle')());
  await page.locator('.pagefind-ui__result-link').first().waitFor();
  assert.equal(await page.locator('site-search input:focus').inputValue(), 'paging');
});

test('search works in a browser that is never idle', async () => {
  await using tab = await openTab(browser, site.origin);
  const { page } = tab;
  await page.addInitScript(() => {
    globalThis.requestIdleCallback = (callback, { timeout } = {}) =>
      timeout === undefined ? 0 : Number(setTimeout(callback, timeout, { didTimeout: true, timeRemaining: () => 0 }));
  });
  await page.goto(`${site.origin}/overview/`);
  await page.keyboard.press('Control+k');
  await page.locator('site-search dialog[open]').waitFor();
  await page.keyboard.type('paging');
  await page.locator('.pagefind-ui__result-link').first().waitFor();
  assert.equal(await page.locator('site-search input:focus').inputValue(), 'paging');
});

test('search shows titles, headings and text of a page, and not the keywords that find it', async () => {
  await using tab = await openAt('/overview/', DESKTOP);
  const { page } = tab;
  await page.keyboard.press('Control+k');
  await page.locator('site-search dialog[open]').waitFor();
  await page.keyboard.type('idempotency');
  await page.locator('.pagefind-ui__result-link').first().waitFor();
  const keywords = page.locator('#starlight__search').getByText(/keywords/i);
  assert.equal(await keywords.filter({ visible: true }).count(), 0);
  await page.locator('site-search input').fill('request body required');
  await page.locator('.pagefind-ui__result-link', { hasText: 'Request Body required' }).first().waitFor();
});

for (const viewport of [DESKTOP, PHONE]) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`axe finds nothing in the results of a search, ${viewport.width} px wide and ${colorScheme}`, async () => {
      await using tab = await openTab(browser, site.origin, viewport);
      const { page } = tab;
      await page.emulateMedia({ colorScheme });
      await page.goto(`${site.origin}/reference/brandlovers/operations/setticketstatus/`);
      await page.keyboard.press('Control+k');
      await page.locator('site-search dialog[open]').waitFor();
      await page.keyboard.type('retry');
      await page.locator('.pagefind-ui__result-link').first().waitFor();
      await page.evaluate(axe.source);
      assert.deepEqual(await violationsOf(page), []);
    });
  }
}

async function assertIsThere(link: string): Promise<void> {
  const { pathname, hash } = new URL(link);
  const html = await readFile(join(DIST, pathname, 'index.html'), 'utf8');
  const id = decodeURIComponent(hash.slice(1));
  assert.ok(id === '' || html.includes(`id="${id}"`), `${link} leads to no place`);
}

for (const viewport of [DESKTOP, PHONE]) {
  test(`the first Tab offers to skip the navigation, ${viewport.width} px wide`, async () => {
    await using tab = await openAt('/guides/errors/', viewport);
    const { page } = tab;
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'Skip to content' });
    assert.ok(await skip.isVisible());
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    assert.ok(await hasFocus(page, 'main'), await page.evaluate(() => document.activeElement?.outerHTML ?? ''));
  });
}

test('on a phone the menu opens, leads on and closes', async () => {
  await using tab = await openAt('/guides/errors/', PHONE);
  const { page } = tab;
  const opened = page.locator('#starlight__sidebar:popover-open');
  await tabTo(page, '.sl-menu-button');
  assert.equal(await opened.count(), 0);
  await page.keyboard.press('Enter');
  await opened.waitFor();
  await tabTo(page, '#starlight__sidebar a');
  await page.keyboard.press('Escape');
  await opened.waitFor({ state: 'detached' });
  assert.ok(await hasFocus(page, '.sl-menu-button'), 'the focus is lost');
});

test('on a phone search opens, and Escape closes it where it was', async () => {
  await using tab = await openAt('/guides/errors/', PHONE);
  const { page } = tab;
  await page.locator('site-search input').waitFor({ state: 'attached' });
  await tabTo(page, 'site-search button');
  await page.keyboard.press('Enter');
  await page.locator('site-search dialog[open] input:focus').waitFor();
  await page.keyboard.type('deadline');
  await page.locator('.pagefind-ui__result-link').first().waitFor();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.equal(wide, PHONE.width);
  await page.keyboard.press('Escape');
  await page.locator('site-search dialog[open]').waitFor({ state: 'detached' });
  assert.ok(await hasFocus(page, 'site-search button'), 'the focus is lost');
  assert.deepEqual([tab.takeErrors(), tab.takeStrays()], [[], []]);
});
