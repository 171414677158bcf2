import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { buildLedger } from './build.ts';
import { renderPage } from './page.ts';
import { planSections } from './rows.ts';

const PROVEN = 'brandlovers: listTickets 200 | emission';
const FAILED = 'brandlovers: listTickets 200 | server';
const EXCUSED = 'brandlovers: listTickets 200 | absorption';
const TESTS = [
  { file: 'packages/facade/test/a.test.ts', name: 'a </script> test that lists', outcome: 'passed' },
  { file: 'packages/facade/test/b.test.ts', name: 'a test that fails', outcome: 'failed' },
];

const PROBLEMS = [
  'packages/facade has a stale record',
  'Failed: packages/facade/test/b.test.ts > a test that fails: no',
];

let browser: Browser;
let address: string;
beforeAll(async () => {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const cells = new Map([
    [PROVEN, [0]],
    [FAILED, [1]],
  ]);
  const records = { tests: TESTS, cells, reservations: new Map(), isExhaustive: true, problems: PROBLEMS };
  const { ledger } = buildLedger(await planSections(), records, {
    excuses: new Map([[EXCUSED, { reason: 'nobody can tell', place: 'excuses.yaml:1' }]]),
    problems: ['excuses.yaml:9: an excuse without a reason'],
  });
  const folder = await mkdtemp(join(tmpdir(), 'ticketbridge-'));
  await writeFile(join(folder, 'contract.html'), await renderPage(ledger));
  address = pathToFileURL(join(folder, 'contract.html')).href;
  return () => rm(folder, { recursive: true });
});
afterAll(() => browser.close());

/** The page in a window of this width, with what went wrong in it and what it asked for. */
async function visit(width: number, colorScheme: 'light' | 'dark' = 'light') {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
  onTestFinished(() => page.close());
  const errors: string[] = [];
  const requests: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(address);
  return { page, errors, requests };
}

const cell = (page: Page, column: string) => page.getByRole('button', { name: `listTickets 200, ${column}:` });
const open = (page: Page) => page.locator('summary', { hasText: 'GET /tickets' }).click();

describe.each([
  ['a desktop', 1280],
  ['a phone', 390],
  ['a small phone', 360],
])('at the width of %s', (_, width) => {
  test('the summary comes first, nothing is fetched, nothing is wider than the window', async () => {
    const { page, errors, requests } = await visit(width);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toMatch(
      /^\d+ of \d+ promises are not proven\.$/,
    );
    expect(await page.locator('.card').first().textContent()).toContain('1/28 operations and statuses');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    await open(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    const heads = page.locator('thead th').filter({ visible: true });
    const boxes = await heads.evaluateAll((all) =>
      all.map((head) => {
        const [own, text] = [head, head.firstElementChild ?? head].map((one) => one.getBoundingClientRect());
        return own && text ? [text.left - own.left, own.right - text.right] : [];
      }),
    );
    expect(
      boxes
        .slice(1, 5)
        .flat()
        .filter((room) => room < 0),
    ).toEqual([]);
    expect({ errors, requests }).toEqual({ errors: [], requests: [address] });
  });

  test('a cell names the test that proved it, and why it is not green', async () => {
    const { page } = await visit(width);
    await open(page);
    const dialog = page.getByRole('dialog');
    const shows = async (column: string, ...texts: readonly string[]) => {
      await cell(page, column).click();
      const text = await dialog.textContent();
      for (const expected of texts) expect(text).toContain(expected);
      await page.keyboard.press('Escape');
    };
    await shows(
      'emission',
      'brandlovers: listTickets 200',
      'a </script> test that lists',
      'packages/facade/test/a.test.ts',
    );
    await shows('server', 'a test of it failed', 'a test that fails');
    await shows('absorption', 'nobody can tell');
    await shows('end-to-end', 'no test proves it');
  });
});

test('whatever fails the report stands at the top, with the number of red cells', async () => {
  const { page } = await visit(390);
  const told = await page.locator('#problems li').allTextContents();
  expect(told).toEqual([
    ...PROBLEMS,
    'excuses.yaml:9: an excuse without a reason',
    expect.stringMatching(/^\d+ red cells: no test proves them/),
  ]);
  expect(await page.locator('.ring .arc-red').count()).toBe(4);
  await page.getByRole('button', { name: 'Show them' }).click();
  expect(await page.getByRole('checkbox', { name: 'red' }).isChecked()).toBe(true);
});

test.each([
  ['light', 1280],
  ['dark', 390],
] as const)('axe knows no fault of the %s page at the width of %i', async (scheme, width) => {
  const { page } = await visit(width, scheme);
  await open(page);
  await page.addScriptTag({ content: axe.source });
  const { violations } = await page.evaluate(() => Reflect.get(globalThis, 'axe').run());
  const told = violations.map(({ id, nodes }: { id: string; nodes: { html: string }[] }) => [id, nodes[0]?.html]);
  expect(told).toEqual([]);
});

describe('the filter', () => {
  test('finds rows by their names and by their tests', async () => {
    const { page } = await visit(1280);
    const found = page.locator('#found');
    const search = page.getByRole('searchbox');
    await search.fill('listTickets 200 sla format');
    expect(await found.textContent()).toBe('2 rows');
    await search.fill('test that lists');
    expect(await found.textContent()).toBe('1 row');
    expect(await cell(page, 'emission').isVisible()).toBe(true);
    await search.fill('no such thing');
    await page.getByRole('button', { name: 'Show all' }).click();
    expect(await search.inputValue()).toBe('');
  });

  test('shows the rows that have a cell of a state', async () => {
    const { page } = await visit(1280);
    await page.getByLabel('amber').check();
    expect(await page.locator('#found').textContent()).toBe('1 row');
    expect(await cell(page, 'absorption').isVisible()).toBe(true);
  });
});

test('dark and light are switched by a button', async () => {
  const { page } = await visit(1280, 'dark');
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await paper();
  await page.getByRole('button', { name: 'Switch between dark and light' }).click();
  expect(await paper()).not.toBe(dark);
});
