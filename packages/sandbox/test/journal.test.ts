import { spawnSync } from 'node:child_process';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { JournalEntry, Sandbox } from '../src/index.ts';
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

test.each([undefined, null, 'x', {}])('%j is no listener', async (value) => {
  const { journal } = await start();
  expect(() => Reflect.apply(journal.subscribe, journal, [value])).toThrow('listener must be a function');
});

test('what a listener throws changes no answer, and is noticed', () => {
  const script = `
    import { startSandbox } from ${JSON.stringify(new URL('../src/index.ts', import.meta.url).href)};
    const sandbox = await startSandbox();
    process.on('uncaughtException', ({ message }) => console.log('noticed', message));
    sandbox.journal.subscribe(() => { throw new Error('mistaken'); });
    const { status } = await fetch(sandbox.brandlovers.baseUrl + '/tickets');
    console.log('answered', status);
    await sandbox.close();`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect(stdout).toBe('noticed mistaken\nanswered 401\n');
});

test('the last thousand exchanges are kept', async () => {
  const sandbox = await start();
  const url = new URL('/none', sandbox.brandlovers.baseUrl).href;
  for (let sent = 0; sent < 1010; sent += 10) await Promise.all(Array.from({ length: 10 }, () => send(url)));
  const ids = sandbox.journal.entries().map(({ id }) => id);
  expect([ids.length, ids[0], ids.at(-1)]).toEqual([1000, 11, 1010]);
});

/** The entries of a stream, as they come. */
async function* entriesOf(response: Response): AsyncGenerator<unknown> {
  let text = '';
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    const events = text.split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) yield JSON.parse(event.split('\ndata: ')[1] ?? '');
  }
}

describe('the stream', () => {
  const streamOf = async (sandbox: Sandbox, query = '', headers: Record<string, string> = {}) => {
    const end = new AbortController();
    onTestFinished(() => end.abort());
    const url = new URL(`/_sandbox/journal/stream${query}`, sandbox.brandlovers.baseUrl);
    const response = await fetch(url, { headers, signal: end.signal });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    return entriesOf(response);
  };
  const next = async (entries: AsyncGenerator<unknown>) => (await entries.next()).value;

  test('sends each entry as it is made', async () => {
    const sandbox = await start({ control: true });
    await asSeller(sandbox)('GET', '/tickets');
    const entries = await streamOf(sandbox);
    await asSeller(sandbox)('POST', '/ticket', newTicket);
    await asSeller(sandbox)('POST', '/ticket', {});
    const [, second, third] = sandbox.journal.entries();
    expect([await next(entries), await next(entries)]).toEqual([second, third]);
  });

  test.each([
    ['`after`', '?after=1', {}],
    ['what a browser last heard', '?after=0', { 'last-event-id': '1' }],
  ])('begins after %s', async (_, query, headers) => {
    const sandbox = await start({ control: true });
    for (let call = 0; call < 3; call += 1) await asSeller(sandbox)('GET', '/tickets');
    const entries = await streamOf(sandbox, query, headers);
    await asSeller(sandbox)('GET', '/tickets');
    const ids = [];
    for (let read = 0; read < 3; read += 1) ids.push(await next(entries));
    expect(ids).toMatchObject([{ id: 2 }, { id: 3 }, { id: 4 }]);
  });

  test('ends when the sandbox closes', async () => {
    const sandbox = await start({ control: true });
    const entries = await streamOf(sandbox);
    const ended = expect(next(entries)).rejects.toThrow();
    await sandbox.close();
    await ended;
  });
});
