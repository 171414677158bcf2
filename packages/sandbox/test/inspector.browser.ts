import axe from 'axe-core';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Sandbox, type SandboxOptions, startSandbox } from '../src/index.ts';
import { asPartner, asSeller, start } from './calls.ts';
import { ask } from './spec-facts.ts';

const DESKTOP = 1380;
const PHONE = 390;
/** Of the sandbox's own data. */
const INVOICE = 'hv-2026-0001';

let browser: Browser;
beforeAll(async () => {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
});
afterAll(() => browser.close());

interface Visit {
  readonly sandbox: Sandbox;
  readonly page: Page;
  /** What went wrong in the page, and the origins that it asked. */
  readonly errors: readonly string[];
  readonly origins: ReadonlySet<string>;
}

/** The inspector of a sandbox in a window of this width. */
async function visit(
  width = DESKTOP,
  options: SandboxOptions = {},
  colorScheme: 'light' | 'dark' = 'light',
): Promise<Visit> {
  const sandbox = await start({ control: true, ...options });
  const page = await browser.newPage({ viewport: { width, height: 860 }, colorScheme });
  page.setDefaultTimeout(15_000);
  onTestFinished(() => page.close());
  const errors: string[] = [];
  const origins = new Set<string>();
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('console', (line) => line.type() === 'error' && errors.push(line.text()));
  page.on('request', (request) => origins.add(new URL(request.url()).origin));
  await page.goto(new URL('/_sandbox/', sandbox.brandlovers.baseUrl).href);
  await page.getByRole('status').getByText('live').waitFor();
  return { sandbox, page, errors, origins };
}

const tab = (page: Page, name: string): Locator => page.getByRole('tab', { name });
const thread = (page: Page, words: string): Locator => page.locator('.thread', { hasText: words });
const entries = (page: Page): Locator => page.getByRole('log', { name: 'Exchanges' }).locator('details');
const messages = (page: Page): Locator => page.getByRole('log', { name: 'Messages' });

test('the customer writes: the message is in the thread and, called for, the call is in the journal', async () => {
  const { sandbox, page, errors, origins } = await visit();
  await thread(page, INVOICE).click();
  const box = page.getByRole('textbox', { name: 'text' }).first();
  await box.fill('Klopt dit bedrag?');
  await box.press('Control+Enter');
  await messages(page).getByText('Klopt dit bedrag?').waitFor();
  expect(await box.inputValue()).toBe('');
  const { body } = await asPartner(sandbox)('GET', `/v2/invoices/${INVOICE}/tickets`);
  expect(JSON.stringify(body)).toContain('Klopt dit bedrag?');
  await entries(page).getByText('listInvoiceTickets').click();
  await entries(page).getByRole('heading', { name: 'Answer' }).waitFor();
  const shown = (await page.locator('#journal').textContent()) ?? '';
  expect(shown).toContain('Klopt dit bedrag?');
  for (const { apiKey } of sandbox.clubcollect.partners) expect(shown).not.toContain(apiKey);
  expect(errors).toEqual([]);
  expect([...origins]).toEqual([new URL(sandbox.brandlovers.baseUrl).origin]);
});

test('"applied, but the answer is lost" is one click; the journal says that the write was applied', async () => {
  const { sandbox, page } = await visit();
  await tab(page, 'Faults').click();
  await page.locator('#faults').getByLabel('Operation').first().selectOption('clubcollect.createInvoiceTicket');
  await page.getByRole('button', { name: 'Applied, but the answer is lost' }).click();
  await tab(page, 'Faults 1').waitFor();
  expect(sandbox.faults()).toMatchObject([{ kind: 'reset', applied: true, calls: 1 }]);
  const write = asPartner(sandbox)('POST', `/v2/invoices/${INVOICE}/tickets`, { message: 'Dag!' });
  await expect(write).rejects.toThrow();
  await tab(page, 'Journal').click();
  const lost = entries(page).filter({ hasText: 'createInvoiceTicket' });
  await lost.waitFor();
  expect(await lost.locator('summary').textContent()).toContain('faultcreateInvoiceTicketapplied');
  await page.getByRole('tab', { name: /^Faults$/ }).waitFor();
  await thread(page, INVOICE).getByText('Dag!').waitFor();
});

test('a fault of any kind is planned by its form, which says what the kind does', async () => {
  const { sandbox, page } = await visit();
  await tab(page, 'Faults').click();
  const form = page.locator('.form');
  await form.getByLabel('kind').selectOption('throttle');
  expect(await form.textContent()).toContain('Calls beyond so many within a second are refused');
  await form.getByLabel('Operation').selectOption('brandlovers.listTickets');
  await form.getByLabel('per second').fill('2000');
  await form.getByRole('button', { name: 'Plan it' }).click();
  await page.getByRole('alert').getByText('perSecond must be a whole number from 0 to 1000').waitFor();
  await form.getByLabel('per second').fill('0');
  await form.getByText('More').click();
  await form.getByLabel('script').fill('no');
  await form.getByRole('button', { name: 'Plan it' }).click();
  await page.getByRole('alert').getByText('script must be JSON, such as [false, true]').waitFor();
  await form.getByLabel('script').fill('[true]');
  await form.getByRole('button', { name: 'Plan it' }).click();
  await page.getByRole('button', { name: 'Clear throttle' }).click();
  await page.getByText('Nothing is planned').waitFor();
  expect(sandbox.faults()).toEqual([]);
});

test('a documented answer to the next call is chosen among those of its operation', async () => {
  const { sandbox, page } = await visit();
  await tab(page, 'Faults').click();
  const card = page.locator('.card', { hasText: 'A documented answer' });
  await card.getByLabel('operation').selectOption('brandlovers.setTicketStatus');
  await card.getByLabel('status').selectOption('403');
  await card.getByRole('button', { name: 'Answer so' }).click();
  await page.getByRole('alert').getByText('Planned').waitFor();
  const { status } = await asSeller(sandbox)('PUT', '/ticket/7300401/status', { ticketStatus: 'CLOSED' });
  expect(status).toBe(403);
});

test('the journal is filtered by verdict and by text', async () => {
  const { sandbox, page } = await visit();
  await asSeller(sandbox)('GET', '/tickets');
  await asSeller(sandbox)('GET', '/ticket/7300401/messages');
  await asSeller(sandbox)('GET', `/tickets?${ask('listTickets', { limit: 'many' })}`);
  await page.getByRole('button', { name: 'invalid 1' }).click();
  await expect.poll(() => entries(page).count()).toBe(2);
  await page.getByRole('searchbox', { name: 'Filter by operation' }).fill('7300401/messages');
  await expect.poll(() => entries(page).locator('summary').allTextContents()).toEqual([expect.stringMatching(/200/)]);
  sandbox.journal.clear();
  await page.getByText('Calls of the APIs appear here').waitFor();
});

test('a switch that is set stands out and is counted, until it is at its default again', async () => {
  const { sandbox, page } = await visit();
  await tab(page, 'Switches').click();
  const limit = page.getByLabel('brandlovers.maxLimit', { exact: true });
  expect([await limit.inputValue(), await limit.getAttribute('placeholder')]).toEqual(['', 'no maximum']);
  await limit.fill('2');
  await limit.press('Enter');
  await tab(page, 'Switches 1').waitFor();
  expect(sandbox.switches.list()).toContainEqual(expect.objectContaining({ name: 'brandlovers.maxLimit', value: 2 }));
  await limit.fill('0');
  await limit.press('Enter');
  await page.getByRole('alert').getByText('brandlovers.maxLimit must be a whole number from 1').waitFor();
  expect(await limit.inputValue()).toBe('2');
  await page.getByLabel('clubcollect.pastTheEnd', { exact: true }).selectOption('404');
  await tab(page, 'Switches 2').waitFor();
  await page.getByRole('button', { name: 'All to default' }).click();
  await page.getByRole('tab', { name: /^Switches$/ }).waitFor();
  expect(await limit.inputValue()).toBe('');
});

test('"Start over" makes everything fresh, and keeps the filters', async () => {
  const { sandbox, page } = await visit();
  await page.getByRole('searchbox', { name: 'Filter threads' }).fill(INVOICE);
  await thread(page, INVOICE).click();
  const before = await messages(page).textContent();
  sandbox.clubcollect.customerWrites(INVOICE, 'Nog een vraag');
  await messages(page).getByText('Nog een vraag').waitFor();
  await page.getByRole('textbox', { name: 'text' }).first().fill('unsent');
  await asSeller(sandbox)('GET', '/tickets');
  await entries(page).first().waitFor();
  await page.getByRole('button', { name: 'Start over' }).click();
  await page.getByText('Calls of the APIs appear here').waitFor();
  await expect.poll(() => messages(page).textContent()).toBe(before);
  expect(await page.getByRole('textbox', { name: 'text' }).first().inputValue()).toBe('');
  expect(await page.locator('.thread').count()).toBe(1);
});

test('what a person types stays while others write, and a conversation that is deleted says so', async () => {
  const { sandbox, page } = await visit();
  await thread(page, INVOICE).click();
  const box = page.getByRole('textbox', { name: 'text' }).first();
  await box.fill('half a sent');
  sandbox.clubcollect.companyWrites(INVOICE, 'Wij kijken ernaar');
  await messages(page).getByText('Wij kijken ernaar').waitFor();
  expect(await box.inputValue()).toBe('half a sent');
  expect(await box.evaluate((element) => element === document.activeElement)).toBe(true);
  sandbox.clubcollect.invoiceDisappears(INVOICE);
  await page.getByText('This conversation is gone').waitFor();
});

test('a customer opens a ticket, which is then shown', async () => {
  const { sandbox, page } = await visit();
  await page.getByRole('button', { name: 'New…' }).click();
  const form = page.getByRole('form', { name: 'A customer opens a ticket' });
  await form.getByLabel('text').fill('Cadê meu pedido?');
  await form.getByRole('button').click();
  await messages(page).getByText('Cadê meu pedido?').waitFor();
  expect(JSON.stringify(sandbox.inspect())).toContain('Cadê meu pedido?');
});

test('the clock is set, moved and released', async () => {
  const { sandbox, page } = await visit();
  await page.getByRole('button', { name: 'Clock' }).click();
  await page.getByLabel('Time, as ISO 8601').fill('2030-01-01T09:00:00Z');
  await page.getByRole('button', { name: 'Set' }).click();
  await page.getByRole('button', { name: "not the machine's" }).waitFor();
  await page.getByRole('button', { name: '+1 hour' }).click();
  await expect.poll(() => sandbox.clock.now()).toBe('2030-01-01T10:00:00.000Z');
  await page.getByRole('button', { name: 'Run with the machine' }).click();
  await expect.poll(() => sandbox.clock.now()).not.toContain('2030');
});

test('markup in a message, a name or a request is text', async () => {
  const { sandbox, page, errors } = await visit();
  const markup = '<img src=x onerror="window.isHacked = true">';
  sandbox.brandlovers.customerOpensTicket({ text: markup, subject: markup, customer: { name: markup } });
  await thread(page, markup).click();
  await messages(page).getByText(markup).waitFor();
  await asSeller(sandbox)('GET', `/tickets?${markup}`);
  await entries(page).first().click();
  expect(await page.locator('img').count()).toBe(0);
  expect(await page.evaluate(() => Reflect.get(window, 'isHacked'))).toBe(undefined);
  expect(errors).toEqual([]);
});

test('it says that the sandbox has stopped, and goes on with the next one', async () => {
  const { sandbox, page } = await visit();
  await sandbox.close();
  const status = page.getByRole('status');
  await status.getByText('The sandbox has stopped').waitFor();
  await page.getByRole('button', { name: 'Start over' }).click();
  await page.getByRole('alert').getByText('The sandbox does not answer').waitFor();
  const next = await startSandbox({ control: true, port: Number(new URL(sandbox.brandlovers.baseUrl).port) });
  onTestFinished(() => next.close());
  await status.getByText('live').waitFor();
  await asSeller(next)('GET', '/tickets');
  await entries(page).getByText('listTickets').waitFor();
});

test('without data there are no threads, and it says so', async () => {
  const { page } = await visit(DESKTOP, { data: { brandlovers: { sellers: [] }, clubcollect: { partners: [] } } });
  await page.getByText('There are no threads.').waitFor();
});

describe.each([
  ['light', DESKTOP],
  ['dark', PHONE],
] as const)('in %s, %i wide', (scheme, width) => {
  test('axe knows no fault of any view, and nothing is wider than the window', async () => {
    const { sandbox, page } = await visit(width, {}, scheme);
    sandbox.addFault({ kind: 'reset', operation: 'createTicket', applied: true });
    sandbox.switches.set({ brandlovers: { maxLimit: 2 } });
    sandbox.clock.set('2030-01-01T09:00:00Z');
    await tab(page, 'Switches 1').waitFor();
    await asSeller(sandbox)('GET', '/tickets');
    await asSeller(sandbox)('GET', `/tickets?${ask('listTickets', { limit: 'many' })}`);
    await page.evaluate(axe.source);
    const judged = async (view: string) => {
      const { violations } = await page.evaluate(() => Reflect.get(globalThis, 'axe').run());
      const told = violations.map(({ id, nodes }: { id: string; nodes: { html: string }[] }) => [id, nodes[0]?.html]);
      const scrolled = await page.evaluate(() => document.documentElement.scrollWidth);
      expect([view, told, scrolled]).toEqual([view, [], width]);
    };
    await judged('threads');
    await thread(page, '7300401').click();
    await page.getByText('Something else happens').click();
    await judged('conversation');
    for (const view of ['Journal', 'Faults', 'Switches', 'Connect']) {
      await tab(page, view).click();
      if (view === 'Journal') await entries(page).last().click();
      await judged(view);
    }
    await page.locator('#clock').click();
    await judged('clock');
  });
});

test('on a phone the tabs lead everywhere, and back', async () => {
  const { page } = await visit(PHONE);
  await thread(page, INVOICE).click();
  expect(await page.locator('#threads').isVisible()).toBe(false);
  await page.getByRole('button', { name: '← Threads' }).click();
  await tab(page, 'Threads').focus();
  await page.keyboard.press('ArrowRight');
  expect(await page.locator('#journal').isVisible()).toBe(true);
  await page.keyboard.press('ArrowLeft');
  expect(await thread(page, INVOICE).isVisible()).toBe(true);
});

test('with 10 000 threads a hundred calls cost a few looks at the state, and the page answers', async () => {
  const tickets = Array.from({ length: 10_000 }, (_, index) => ({
    ticketId: `t-${index}`,
    status: 'OPEN' as const,
    messages: [{ createdAt: '2026-03-01T09:00:00Z', body: `Pedido ${index}`, visibility: 'CUSTOMER' as const }],
  }));
  const data = { brandlovers: { sellers: [{ name: 'Loja', token: 'token', tickets }] }, clubcollect: { partners: [] } };
  const { sandbox, page } = await visit(DESKTOP, { data });
  let looks = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/state')) looks += 1;
  });
  const call = asSeller(sandbox);
  for (let index = 0; index < 100; index += 1) {
    await call('POST', `/ticket/t-${index}/message`, { visibility: 'CUSTOMER', body: `Resposta ${index}` });
  }
  await thread(page, 'Resposta 99').waitFor();
  expect(await entries(page).count()).toBe(100);
  expect(looks).toBeLessThan(20);
  const started = Date.now();
  await page.getByRole('searchbox', { name: 'Filter threads' }).fill('Pedido 9999');
  await thread(page, 't-9999').click();
  await messages(page).getByText('Pedido 9999').waitFor();
  console.log(`The page read the state ${looks} times; a thread was found and opened in ${Date.now() - started} ms.`);
});
