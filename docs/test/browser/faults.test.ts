import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launch, openTab } from './browse.ts';
import { type Inspection, inspect } from './inspect.ts';
import { brokenLinks } from './links.ts';
import { LOOKS } from './looks.ts';
import { type Site, serve } from './serve.ts';

// Each check is shown a page with the fault that it is there for.

let site: Site;
let browser: Browser;
let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ticketbridge-site-'));
  site = await serve(folder);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const page = (fault: string): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>A page</title><link rel="icon" href="data:,"></head>
<body><main><h1 id="top">A page</h1><p><a href="#top">To the top</a></p>${fault}<p><a href="/">Home</a></p></main></body>
</html>`;

async function inspectPage(fault: string): Promise<Inspection> {
  await writeFile(join(folder, 'index.html'), page(fault));
  await using tab = await openTab(browser, site.origin);
  return await inspect(tab, `${site.origin}/`, LOOKS.slice(0, 2));
}

test('a good page has no fault', async () => {
  const { path, links, ids, ...problems } = await inspectPage('');
  assert.deepEqual(problems, { console: [], strays: [], axe: [], overflow: [], keyboard: [] });
  assert.deepEqual([path, links.length, ids], ['/', 2, ['top']]);
});

type Check = 'console' | 'strays' | 'axe' | 'overflow' | 'keyboard';

const FAULTS: readonly (readonly [fault: string, check: Check, found: RegExp, html: string])[] = [
  ['a warning', 'console', /^careful$/, '<script>console.warn("careful")</script>'],
  ['an error that nobody catches', 'console', /is not defined/, '<script>nothing()</script>'],
  ['a picture that is not there', 'console', /404/, '<img src="/no.png" alt="A picture">'],
  [
    'a picture from elsewhere',
    'strays',
    /^https:\/\/a\.example\/b\.png$/,
    '<img src="https://a.example/b.png" alt="b">',
  ],
  ['a picture without words', 'axe', /light: image-alt/, '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'],
  [
    ...(['text that cannot be read in the dark', 'axe', /dark: color-contrast/] as const),
    '<style>@media (prefers-color-scheme: dark) { body { color: #222; background: #000 } }</style>',
  ],
  ['a level of headings that is left out', 'axe', /heading-order/, '<h4>Too deep</h4>'],
  ['what is wider than a phone', 'overflow', /^phone/, '<div style="width: 500px">Wide</div>'],
  ['what only a mouse can click', 'keyboard', /instead of <div onclick/, '<div onclick="alert()">Click</div>'],
  ['an order of its own', 'keyboard', /instead of <a tabindex="3"/, '<a tabindex="3" href="#top">First</a>'],
  ['a focus that is not seen', 'keyboard', /no focus is seen on <a /, '<style>a:focus { outline: none }</style>'],
  [
    ...(['a trap', 'keyboard', /reached nothing instead of <a href="\/"/] as const),
    '<button onkeydown="event.preventDefault()">Stay</button>',
  ],
];

for (const [fault, check, found, html] of FAULTS) {
  test(`${fault} is found`, async () => {
    const { [check]: problems } = await inspectPage(html);
    assert.ok(
      problems.some((problem) => found.test(problem)),
      JSON.stringify(problems),
    );
  });
}

test('a fault of one look is not held against another', async () => {
  const { overflow } = await inspectPage('<div style="width: 500px">Wide</div>');
  assert.deepEqual(overflow, ['phone, dark: 508 px wide in a window of 390']);
});

test('links that lead nowhere are found', async () => {
  const links = ['/nowhere/', '#nowhere', 'http://a.example/', 'javascript:alert()'];
  const inspection = await inspectPage(links.map((link) => `<a href="${link}">Link</a> `).join(''));
  assert.deepEqual(await brokenLinks([inspection], site.origin), [
    '/: /nowhere/ leads to no page',
    '/: /#nowhere leads to no place of its page',
    '/: http://a.example/ leads to another machine unsafely',
    '/: javascript:alert() leads to another machine unsafely',
  ]);
});
