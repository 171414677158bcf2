import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { launch, openTab } from './browse.ts';
import { DIST } from './dist.ts';
import { type Site, serve } from './serve.ts';

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

/** One page of each kind that has code, or grounds and colours of its own. */
const PATHS = [
  '/',
  '/guides/python/',
  '/packages/http/',
  '/reference/brandlovers/operations/setticketstatus/',
  '/reference/typescript/http/',
  '/reference/python/brandlovers-python/',
];

for (const path of PATHS) {
  test(`${path} is printed in light colours that can be read, and is dark again on the screen`, async () => {
    await using tab = await openTab(browser, site.origin);
    const { page } = tab;
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(`${site.origin}${path}`);
    await page.evaluate(axe.source);
    const screen = await groundsOf(page);
    await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
    await page.waitForFunction(() => matchMedia('print').matches);
    const printed = await groundsOf(page);
    assert.ok(screen.page < 0.3 && screen.code.every((ground) => ground < 0.3), JSON.stringify(screen));
    assert.ok(printed.page > 0.8 && printed.code.every((ground) => ground > 0.8), JSON.stringify(printed));
    assert.deepEqual(await unreadable(page), []);
    await page.emulateMedia({ colorScheme: 'dark', media: 'screen' });
    await page.waitForFunction(() => !matchMedia('print').matches);
    assert.deepEqual(await groundsOf(page), screen);
  });
}

/** Measures how light the grounds of the page and of its programs are, from 0 to 1. */
function groundsOf(page: Page): Promise<{ readonly page: number; readonly code: readonly number[] }> {
  return page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const lightness = (element: Element): number => {
      const [red = 0, green = 0, blue = 0] = (getComputedStyle(element).backgroundColor.match(/[\d.]+/g) ?? []).map(
        Number,
      );
      return (red + green + blue) / 3 / 255;
    };
    return {
      page: lightness(document.body),
      code: [...document.querySelectorAll('.expressive-code pre')].slice(0, 5).map(lightness),
    };
  });
}

async function unreadable(page: Page): Promise<string[]> {
  const { violations } = await page.evaluate(
    (): Promise<axe.AxeResults> => Reflect.get(globalThis, 'axe').run('main', { runOnly: ['color-contrast'] }),
  );
  return violations.flatMap(({ nodes }) => nodes.map(({ html }) => html.slice(0, 200)));
}
