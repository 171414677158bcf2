import { expect, test } from 'vitest';
import type { JournalEntry } from '../src/index.ts';
import { asPartner, asSeller, send, sendAsPartner, start } from './calls.ts';
import { successOf } from './spec-facts.ts';

const newTicket = { orderId: '1', type: 'T', from: 'F', body: 'B' };

test('an exchange is in the journal when its answer is heard', async () => {
  const sandbox = await start();
  await asSeller(sandbox)('POST', '/ticket', newTicket);
  expect(sandbox.journal.entries()).toEqual([
    {
      id: 1,
      at: expect.stringMatching(/^\d{4}-.*Z$/),
      vendor: 'brandlovers',
      operation: 'createTicket',
      account: 'Loja Aurora',
      method: 'POST',
      target: expect.stringMatching(/\/ticket$/),
      status: successOf('createTicket'),
      verdict: 'answered',
      isApplied: true,
      milliseconds: expect.any(Number),
      requestBody: newTicket,
    },
  ]);
});

test('each verdict says how a request was judged', async () => {
  const sandbox = await start();
  sandbox.answerNext('createTicket', successOf('createTicket'));
  await asSeller(sandbox)('POST', '/ticket', newTicket);
  await asSeller(sandbox)('POST', '/ticket', {});
  await asSeller(sandbox)('PUT', '/ticket/none/status', { ticketStatus: 'CLOSED' });
  await asSeller(sandbox, 0, 'nobody')('GET', '/tickets');
  await sendAsPartner(sandbox, '/v2/invoices/hv-2026-0001/tickets');
  await send(new URL('/none', sandbox.brandlovers.baseUrl).href);
  expect(
    sandbox.journal
      .entries()
      .map(({ verdict, status, operation, isApplied }) => [verdict, status, operation, isApplied]),
  ).toEqual([
    ['planned', successOf('createTicket'), 'createTicket', false],
    ['invalid', 400, 'createTicket', false],
    ['answered', 404, 'setTicketStatus', false],
    ['refused', 401, 'listTickets', false],
    ['refused', 415, 'listInvoiceTickets', false],
    ['refused', 404, undefined, false],
  ]);
});

test('no entry shows a credential, wherever it stood', async () => {
  const sandbox = await start();
  const key = sandbox.clubcollect.partners[0]?.apiKey ?? '';
  await asPartner(sandbox)('POST', '/v2/invoices/hv-2026-0001/tickets', { message: `My key is ${key}!` });
  await asPartner(sandbox)('GET', `/v2/invoices/${key}/tickets`);
  await asSeller(sandbox)('GET', `/tickets?status=${encodeURIComponent(`x${key}`)}`);
  const shown = JSON.stringify(sandbox.journal.entries());
  expect(shown).not.toContain(key);
  expect(shown).toContain('[redacted]');
});

test('a journal tells whoever listens, until they have heard enough', async () => {
  const sandbox = await start();
  const heard: JournalEntry[] = [];
  sandbox.journal.subscribe(() => {
    throw new Error('ignored');
  });
  const stop = sandbox.journal.subscribe((entry) => void heard.push(entry));
  await asSeller(sandbox)('GET', '/tickets');
  stop();
  await asSeller(sandbox)('GET', '/tickets');
  expect(heard.map(({ id }) => id)).toEqual([1]);
  sandbox.journal.clear();
  expect(sandbox.journal.entries()).toEqual([]);
  await asSeller(sandbox)('GET', '/tickets');
  expect(sandbox.journal.entries().map(({ id }) => id)).toEqual([3]);
});

test('the last thousand exchanges are kept', async () => {
  const sandbox = await start();
  const url = new URL('/none', sandbox.brandlovers.baseUrl).href;
  for (let sent = 0; sent < 1010; sent += 10) await Promise.all(Array.from({ length: 10 }, () => send(url)));
  const ids = sandbox.journal.entries().map(({ id }) => id);
  expect([ids.length, ids[0], ids.at(-1)]).toEqual([1000, 11, 1010]);
});
