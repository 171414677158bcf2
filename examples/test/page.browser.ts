import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPage, openPageOf, QUESTION, TOKEN } from './page.ts';

let browser: Browser;
beforeAll(async () => {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
});
afterAll(() => browser.close());

/** The page in a window of its own, with all that it sent. */
async function visit() {
  const { sandbox, origin } = await openPage();
  const page = await browser.newPage();
  const sent: { readonly origin: string; readonly headers: string; readonly path: string }[] = [];
  page.on('request', (request) => {
    const { origin, pathname } = new URL(request.url());
    sent.push({ origin, headers: JSON.stringify(request.headers()), path: `${request.method()} ${pathname}` });
  });
  await page.goto(origin);
  return { sandbox, origin, page, sent };
}

test('a ticket is read and answered, and the page sends to its own origin, without the credential', async () => {
  const { page, sent, origin } = await visit();
  await page.getByRole('button', { name: 'Entrega atrasada' }).click();
  const messages = page.getByRole('list', { name: 'Messages' }).getByRole('listitem');
  await messages.getByText(QUESTION).waitFor();
  await page.getByLabel('Reply to the customer').fill('Saiu para entrega.');
  await page.getByRole('button', { name: 'Send' }).click();
  await messages.getByText('Saiu para entrega.').waitFor();
  expect(await messages.count()).toBe(2);
  expect(sent.map(({ path }) => path).filter((path) => path.startsWith('POST'))).toEqual([
    'POST /api/ticket/t-1/message',
  ]);
  expect(new Set(sent.map(({ origin }) => origin))).toEqual(new Set([origin]));
  expect(JSON.stringify(sent)).not.toContain(TOKEN);
  await page.close();
});

test('a reply that is refused without a body is said to be refused, and stays in its field', async () => {
  const { page, sandbox } = await visit();
  await page.getByRole('button', { name: 'Entrega atrasada' }).click();
  const field = page.getByLabel('Reply to the customer');
  await field.fill('Saiu para entrega.');
  sandbox.answerNext('addTicketMessage', 404);
  await page.getByRole('button', { name: 'Send' }).click();
  const alert = page.getByRole('alert');
  await alert.waitFor();
  expect(await alert.textContent()).toBe('It was refused and did not reach the customer. (not-found)');
  expect(await field.inputValue()).toBe('Saiu para entrega.');
  await page.close();
});

test('a reply of which nobody knows is said to be so, and is sent once', async () => {
  const { page, sandbox, sent } = await visit();
  await page.getByRole('button', { name: 'Entrega atrasada' }).click();
  await page.getByText(QUESTION).waitFor();
  await page.getByLabel('Reply to the customer').fill('Saiu para entrega.');
  await sandbox.close();
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByRole('alert').waitFor();
  expect(await page.getByRole('alert').textContent()).toContain('It may have reached the customer.');
  expect(sent.filter(({ path }) => path.startsWith('POST'))).toHaveLength(1);
  await page.close();
});

test("Chromium sends a reply once, whatever the vendor's status", async () => {
  const statuses = Array.from({ length: 400 }, (_, index) => 200 + index);
  let next = statuses.values();
  const { origin, arrivals } = await openPageOf(({ method }, response) => {
    response
      .writeHead((method === 'POST' && next.next().value) || 200, { 'content-type': 'application/json' })
      .end('{}');
  });
  const page = await browser.newPage();
  await page.goto(origin);
  await page.waitForLoadState('networkidle');
  for (const status of statuses) {
    arrivals.length = 0;
    next = [status, 200, 200, 200].values();
    await page.evaluate(async () => {
      const headers = { 'content-type': 'application/json' };
      await fetch('/api/ticket/t-1/message', { method: 'POST', headers, body: '{}' }).catch(() => {});
    });
    expect([status, arrivals]).toEqual([status, ['POST /v1/ticket/t-1/message']]);
  }
  await page.close();
});

test('while a reply is being sent its field and its button are locked, and it is sent once', async () => {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const { origin, arrivals } = await openPageOf(async ({ method }, response) => {
    const body = { tickets: [{ ticketId: 't-1', subject: 'Entrega atrasada' }], messages: [] };
    if (method === 'POST') await released;
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  const page = await browser.newPage();
  await page.goto(origin);
  await page.getByRole('button', { name: 'Entrega atrasada' }).click();
  const field = page.getByLabel('Reply to the customer');
  await field.fill('Saiu para entrega.');
  const posted = page.waitForRequest((request) => request.method() === 'POST');
  // In one task.
  await page.evaluate(() => {
    const form = document.querySelector('form');
    form?.requestSubmit();
    form?.requestSubmit();
  });
  await posted;
  await field.focus();
  await page.keyboard.type(' Desculpe.');
  expect(await field.inputValue()).toBe('Saiu para entrega.');
  expect(await page.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
  release();
  await page.locator('textarea:not([readonly])').waitFor();
  expect(await field.inputValue()).toBe('');
  await field.fill('Mais uma.');
  expect(arrivals.filter((arrival) => arrival.startsWith('POST'))).toHaveLength(1);
  await page.close();
});
