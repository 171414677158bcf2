import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launch, openTab } from './browse.ts';
import { DIST } from './dist.ts';
import { type Inspection, inspect } from './inspect.ts';
import { brokenLinks } from './links.ts';
import { looksOf } from './looks.ts';
import { type Site, serve } from './serve.ts';

let site: Site;
let browser: Browser;
let inspections: readonly Inspection[];

before(async () => {
  site = await serve(DIST);
  browser = await launch();
  const paths = await pathsOf(DIST);
  assert.ok(paths.length > 50, `${paths.length} pages: run "pnpm docs:build" first`);
  const started = performance.now();
  inspections = await inspectAll(paths);
  console.log(`${paths.length} pages in ${Math.round((performance.now() - started) / 1000)} s`);
});
after(async () => {
  await browser?.close();
  await site?.[Symbol.asyncDispose]();
});

async function pathsOf(folder: string): Promise<string[]> {
  const paths: string[] = [];
  for await (const file of glob('**/*.html', { cwd: folder })) paths.push(`/${file.replace(/index\.html$/, '')}`);
  return paths.sort();
}

/** Two at a time, since two cores are what there is. */
async function inspectAll(paths: readonly string[]): Promise<Inspection[]> {
  const queue = [...looksOf(paths)];
  const found: Inspection[] = [];
  const work = async (): Promise<void> => {
    await using tab = await openTab(browser, site.origin);
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [path, looks] = next;
      found.push(await inspect(tab, `${site.origin}${path}`, looks));
    }
  };
  await Promise.all([work(), work()]);
  return found;
}

const PROMISES = {
  console: 'writes an error or a warning to the console',
  strays: 'asks another machine for something',
  axe: 'violates WCAG 2.2 AA or what axe calls a best practice',
  overflow: 'is wider than its window',
  keyboard: 'has something that the keyboard alone does not reach, in order and seen',
} as const;

for (const key of ['console', 'strays', 'axe', 'overflow', 'keyboard'] as const) {
  test(`no page ${PROMISES[key]}`, () => {
    assert.deepEqual(
      inspections.flatMap((inspection) => inspection[key].map((problem) => `${inspection.path} ${problem}`)),
      [],
    );
  });
}

test('no two pages have the same title, by which search and tabs tell them apart', async () => {
  const titles = new Map<string, string[]>();
  for await (const file of glob('**/*.html', { cwd: DIST })) {
    const [, title = ''] = /<title>([^<]*)<\/title>/.exec(await readFile(join(DIST, file), 'utf8')) ?? [];
    titles.set(title.toLowerCase(), [...(titles.get(title.toLowerCase()) ?? []), file]);
  }
  assert.deepEqual(
    [...titles].filter(([title, files]) => files.length > 1 || /^(overview|reference)\b/.test(title)),
    [],
  );
});

test('quotation marks are those that were written, which somebody may copy', async () => {
  for await (const file of glob('**/*.html', { cwd: DIST })) {
    const html = await readFile(join(DIST, file), 'utf8');
    // Starlight's own words for the links of headings.
    const ours = html.replaceAll(/Section titled “[^<]*”/g, '');
    assert.deepEqual(ours.match(/\w[“”‘’]|[“”‘’]\w/g), null, file);
  }
});

test('every link of every page leads to a page, and its anchor to a place of it', async () => {
  assert.deepEqual(await brokenLinks(inspections, site.origin), []);
});
