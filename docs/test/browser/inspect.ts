import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { PHONE, type Tab } from './browse.ts';
import { walkByKeyboard } from './keyboard.ts';
import type { Look } from './looks.ts';

/** What was found on a page; each list of problems is empty on a good one. */
export interface Inspection {
  readonly path: string;
  readonly console: readonly string[];
  readonly strays: readonly string[];
  readonly axe: readonly string[];
  readonly overflow: readonly string[];
  readonly keyboard: readonly string[];
  /** Where its links lead, and the ids that can be led to. */
  readonly links: readonly string[];
  readonly ids: readonly string[];
}

/** WCAG 2.2 AA and below, and what axe calls best practices. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const RULES: axe.RunOptions = { runOnly: { type: 'tag', values: TAGS }, resultTypes: ['violations'] };

/** Opens a page, and for each look asks axe, looks for what is too wide, and walks it by keyboard. */
export async function inspect(tab: Tab, address: string, looks: readonly Look[]): Promise<Inspection> {
  const { page } = tab;
  const found = { axe: [] as string[], overflow: [] as string[], keyboard: [] as string[] };
  for (const { viewport, colorScheme } of looks) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.goto(address);
    await page.evaluate(axe.source);
    await page.evaluate(settled);
    const look = `${viewport === PHONE ? 'phone' : 'desktop'}, ${colorScheme}: `;
    const told = {
      axe: await violationsOf(page),
      overflow: await overflowOf(page),
      keyboard: await walkByKeyboard(page),
    };
    found.axe.push(...told.axe.map((problem) => look + problem));
    found.overflow.push(...told.overflow.map((problem) => look + problem));
    found.keyboard.push(...told.keyboard.map((problem) => look + problem));
  }
  const { links, ids } = await readAnchors(page);
  return { path: new URL(address).pathname, console: tab.takeErrors(), strays: tab.takeStrays(), ...found, links, ids };
}

/**
 * Runs in the page: waits until its scripts have made what scrolls reachable, which they do when they have nothing else to
 * do, and leaves out of further looks the code that only repeats the colours of code before it.
 */
async function settled(): Promise<void> {
  const blocks = [...document.querySelectorAll('pre')];
  const isLabelled = (pre: Element): boolean => pre.scrollWidth <= pre.clientWidth || pre.hasAttribute('tabindex');
  for (let frame = 0; frame < 120 && !blocks.every(isLabelled); frame += 1) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  const seen = new Map<string, number>();
  for (const pre of blocks) {
    const language = pre.getAttribute('data-language') ?? '';
    seen.set(language, (seen.get(language) ?? 0) + 1);
    if ((seen.get(language) ?? 0) > 2) pre.setAttribute('data-alike', '');
  }
}

/** Asks axe, whose source the page has, what is wrong with it. */
export async function violationsOf(page: Page): Promise<string[]> {
  const { violations } = await page.evaluate(
    (rules): Promise<axe.AxeResults> => Reflect.get(globalThis, 'axe').run({ exclude: '[data-alike] code' }, rules),
    RULES,
  );
  return violations.map(({ id, nodes }) => `${id} (${nodes.length}): ${nodes[0]?.html.slice(0, 300)}`);
}

async function overflowOf(page: Page): Promise<string[]> {
  const { wide, window } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  return wide > window ? [`${wide} px wide in a window of ${window}`] : [];
}

function readAnchors(page: Page): Promise<{ readonly links: string[]; readonly ids: string[] }> {
  return page.evaluate(() => ({
    links: Array.from(document.querySelectorAll<HTMLAnchorElement>('a[href]'), ({ href }) => href),
    ids: Array.from(document.querySelectorAll('[id]'), ({ id }) => id),
  }));
}
