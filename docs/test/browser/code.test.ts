import assert from 'node:assert/strict';
import { glob } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launch, openTab, PHONE } from './browse.ts';
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

for (const viewport of [{ width: 1280, height: 800 }, PHONE]) {
  test(`programs are read as a whole, ${viewport.width} px wide`, async () => {
    await using tab = await openTab(browser, site.origin, viewport);
    for await (const file of glob('guides/*/index.html', { cwd: DIST })) {
      const path = `/${file.replace('index.html', '')}`;
      await tab.page.goto(`${site.origin}${path}`);
      const { wrapped, cut, covered } = await tab.page.evaluate(readPrograms);
      assert.deepEqual({ path, cut, covered }, { path, cut: [], covered: [] });
      if (viewport !== PHONE) assert.deepEqual({ path, wrapped }, { path, wrapped: [] });
    }
  });
}

/** Runs in the page: lists the lines of 100 columns that take two, what is cut off, and what the copy button lies on. */
function readPrograms(): { readonly wrapped: string[]; readonly cut: string[]; readonly covered: string[] } {
  const wordsOf = (code: Element): Range[] => {
    const words: Range[] = [];
    const texts = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      for (const { 0: word, index } of (text.textContent ?? '').matchAll(/\S+/g)) {
        const range = document.createRange();
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        words.push(range);
      }
    }
    return words;
  };
  const wrapped: string[] = [];
  const cut: string[] = [];
  const covered: string[] = [];
  for (const frame of document.querySelectorAll('.expressive-code .frame')) {
    const pre = frame.querySelector('pre');
    if (pre && pre.scrollWidth > pre.clientWidth) cut.push(pre.textContent);
    const button = frame.querySelector('.copy button')?.getBoundingClientRect();
    for (const code of frame.querySelectorAll('.ec-line .code')) {
      const line = code.textContent?.trimEnd() ?? '';
      const boxes = wordsOf(code).flatMap((word) => [...word.getClientRects()]);
      const isOneLine = new Set(boxes.map(({ top }) => Math.round(top / 8))).size <= 1;
      if (line.length <= 100 && !isOneLine) wrapped.push(line);
      const isUnder = ({ left, right, top, bottom }: DOMRect): boolean =>
        button !== undefined &&
        left < button.right &&
        right > button.left &&
        top < button.bottom &&
        bottom > button.top;
      if (boxes.some(isUnder)) covered.push(line);
    }
  }
  return { wrapped, cut, covered };
}
