import { describe, expect, test } from 'vitest';
import type { Sandbox } from '../src/index.ts';
import { SandboxError } from '../src/index.ts';
import { at, items, text } from '../src/json.ts';
import { asPartner, asSeller, send, start } from './calls.ts';
import { ask } from './spec-facts.ts';

const company = 'hockeyclub-de-voorbeelden';
const onePage = { clubcollect: { pageSize: 100 } };

/** The messages of a ticket as the API shows them, oldest first. */
async function messages(sandbox: Sandbox, ticketId: string, seller = 0): Promise<readonly unknown[]> {
  const query = ask('listTicketMessages', { limit: 100 });
  const { status, body } = await asSeller(sandbox, seller)('GET', `/ticket/${ticketId}/messages?${query}`);
  expect(status).toBe(200);
  return items(at(body, 'messages'));
}

async function tickets(sandbox: Sandbox, status?: string, seller = 0): Promise<readonly unknown[]> {
  const query = ask('listTickets', { limit: 100 }) + (status === undefined ? '' : `&status=${status}`);
  const heard = await asSeller(sandbox, seller)('GET', `/tickets?${query}`);
  expect(heard.status).toBe(200);
  return items(at(heard.body, 'tickets'));
}

/** The tickets of an invoice, and its tickets in each list of a company. */
async function lists(sandbox: Sandbox, invoiceId: string, companyId = company) {
  const found: Record<string, readonly unknown[]> = {};
  for (const list of ['unanswered', 'answered', 'archived']) {
    const { status, body } = await asPartner(sandbox)('GET', `/v2/companies/${companyId}/tickets/${list}`);
    expect(status).toBe(200);
    const own = items(at(body, 'tickets')).filter((ticket) => at(ticket, 'invoice_id') === invoiceId);
    if (own.length > 0) found[list] = own.map((ticket) => at(ticket, 'message'));
  }
  return found;
}

describe('at BrandLovers', () => {
  test('a customer writes, whatever the status of the ticket', async () => {
    const sandbox = await start();
    const { createdAt } = sandbox.brandlovers.customerWrites('7300404', 'Obrigado!');
    expect((await messages(sandbox, '7300404')).at(-1)).toEqual({
      id: '7300404',
      createdAt,
      body: 'Obrigado!',
      visibility: 'CUSTOMER',
    });
    expect(await tickets(sandbox, 'CLOSED')).toEqual([
      expect.objectContaining({ ticketId: '7300404', updatedAt: createdAt }),
    ]);
  });

  test('a customer opens a ticket, of which the API shows what was given', async () => {
    const sandbox = await start();
    const customer = { name: 'Paula Exemplo', phoneNumber: '+55 11 90000-0099' };
    const { ticketId } = sandbox.brandlovers.customerOpensTicket({
      text: 'Cadê?',
      subject: 'Entrega',
      type: 'DELIVERY',
      customer,
    });
    expect((await tickets(sandbox)).at(-1)).toMatchObject({
      ticketId,
      status: 'OPEN',
      subject: 'Entrega',
      type: 'DELIVERY',
      customer,
    });
    expect(await messages(sandbox, ticketId)).toEqual([expect.objectContaining({ body: 'Cadê?' })]);
  });

  test('the seller and the id may be chosen', async () => {
    const sandbox = await start();
    sandbox.brandlovers.customerOpensTicket({ text: 'Oi', seller: 'Casa do Mar', ticketId: 'x/1' });
    expect(await messages(sandbox, 'x%2F1', 1)).toHaveLength(1);
  });

  test('a colleague writes a note, which only the seller reads', async () => {
    const sandbox = await start();
    sandbox.brandlovers.colleagueWrites('7300401', 'Ligar amanhã.', { visibility: 'INTERNAL' });
    sandbox.brandlovers.colleagueWrites('7300401', 'Ligamos amanhã.');
    expect((await messages(sandbox, '7300401')).slice(-2)).toEqual([
      expect.objectContaining({ body: 'Ligar amanhã.', visibility: 'INTERNAL' }),
      expect.objectContaining({ body: 'Ligamos amanhã.', visibility: 'CUSTOMER' }),
    ]);
  });

  test.each(['OPEN', 'REOPENED', 'CLOSED'] as const)('a ticket becomes %s and moves to that list', async (status) => {
    const sandbox = await start();
    for (const ticketId of ['7300401', '7300403', '7300404']) {
      sandbox.brandlovers.statusChanges(ticketId, status);
      const listed = (await tickets(sandbox, status)).find((ticket) => at(ticket, 'ticketId') === ticketId);
      expect(listed).toMatchObject({ status });
      expect(text(at(listed, 'closedAt')) === undefined).toBe(status !== 'CLOSED');
    }
    expect(await tickets(sandbox)).toHaveLength(12);
  });

  test('a ticket disappears from every list and from every call', async () => {
    const sandbox = await start();
    const before = await tickets(sandbox);
    sandbox.brandlovers.ticketDisappears('7300401');
    expect(await tickets(sandbox)).toEqual(before.slice(1));
    expect(await tickets(sandbox, 'OPEN')).not.toContainEqual(before[0]);
    const note = { visibility: 'INTERNAL', body: 'Ainda aí?' };
    expect((await asSeller(sandbox)('POST', '/ticket/7300401/message', note)).status).toBe(404);
  });

  test('one of two equal messages disappears', async () => {
    const sandbox = await start();
    const before = await messages(sandbox, '7300401');
    sandbox.brandlovers.messageDisappears('7300401', 3);
    expect(await messages(sandbox, '7300401')).toEqual([...before.slice(0, 3), ...before.slice(4)]);
  });
});

describe('at ClubCollect', () => {
  test('a customer writes, and the conversation is unanswered', async () => {
    const sandbox = await start(onePage);
    const { ticketId, date } = sandbox.clubcollect.customerWrites('hv-2026-0002', 'Toch niet.');
    const { body } = await asPartner(sandbox)('GET', '/v2/invoices/hv-2026-0002/tickets');
    expect(items(at(body, 'tickets')).at(-1)).toEqual({
      ticket_id: ticketId,
      message: 'Toch niet.',
      sender: 'CUSTOMER',
      date,
    });
    expect(Object.keys(await lists(sandbox, 'hv-2026-0002'))).toEqual(['unanswered']);
  });

  test('somebody else at the company writes, and the conversation is answered', async () => {
    const sandbox = await start(onePage);
    sandbox.clubcollect.companyWrites('hv-2026-0001', 'Dat zoeken we uit.');
    expect((await lists(sandbox, 'hv-2026-0001')).answered).toHaveLength(4);
  });

  test.each([
    ['stays-archived', 'archived'],
    ['reopens', 'unanswered'],
  ] as const)('a customer writes on an archived invoice, which %s', async (messageAfterArchive, list) => {
    const sandbox = await start({ clubcollect: { pageSize: 100, messageAfterArchive } });
    sandbox.clubcollect.customerWrites('hv-2026-0003', 'Toch nog een vraag.');
    expect(Object.keys(await lists(sandbox, 'hv-2026-0003'))).toEqual([list]);
  });

  test('a club gets an invoice, which has no tickets until somebody writes', async () => {
    const sandbox = await start(onePage);
    const { invoiceId } = sandbox.clubcollect.clubGetsInvoice({ companyId: company });
    expect(await lists(sandbox, invoiceId)).toEqual({});
    expect((await asPartner(sandbox)('GET', `/v2/invoices/${invoiceId}/tickets`)).body).toEqual({ tickets: [] });
    sandbox.clubcollect.customerWrites(invoiceId, 'Wat is dit?');
    expect(await lists(sandbox, invoiceId)).toEqual({ unanswered: ['Wat is dit?'] });
  });

  test("the invoice's id may be chosen", async () => {
    const sandbox = await start(onePage);
    const invoice = { companyId: company, invoiceId: 'hv/2026' };
    expect(sandbox.clubcollect.clubGetsInvoice(invoice)).toEqual({ invoiceId: 'hv/2026' });
    expect((await asPartner(sandbox)('GET', '/v2/invoices/hv%2F2026/tickets')).status).toBe(200);
  });

  test('somebody archives an invoice, and takes it out again', async () => {
    const sandbox = await start(onePage);
    const before = await lists(sandbox, 'hv-2026-0001');
    sandbox.clubcollect.colleagueArchives('hv-2026-0001');
    expect(await lists(sandbox, 'hv-2026-0001')).toEqual({ archived: before.unanswered });
    sandbox.clubcollect.colleagueUnarchives('hv-2026-0001');
    expect(await lists(sandbox, 'hv-2026-0001')).toEqual(before);
  });

  test('a ticket disappears, and the list follows from the newest that is left', async () => {
    const sandbox = await start(onePage);
    sandbox.clubcollect.ticketDisappears('hv-2026-0001', 'hv-t-003');
    expect((await lists(sandbox, 'hv-2026-0001')).answered).toHaveLength(2);
  });

  test('an invoice disappears with its tickets', async () => {
    const sandbox = await start(onePage);
    sandbox.clubcollect.invoiceDisappears('hv-2026-0001');
    expect(await lists(sandbox, 'hv-2026-0001')).toEqual({});
    expect((await asPartner(sandbox)('GET', '/v2/invoices/hv-2026-0001/tickets')).status).toBe(404);
  });

  test('an invoice moves to another company of its partner', async () => {
    const sandbox = await start(onePage);
    const before = await lists(sandbox, 'hv-2026-0001');
    sandbox.clubcollect.invoiceMoves('hv-2026-0001', 'zwemvereniging-proefwater');
    expect(await lists(sandbox, 'hv-2026-0001')).toEqual({});
    expect(await lists(sandbox, 'hv-2026-0001', 'zwemvereniging-proefwater')).toEqual(before);
  });
});

describe('a wrong argument is refused with its name and what would be right', () => {
  type Wrong = readonly [string, (sandbox: Sandbox) => unknown, string];
  const CASES: readonly Wrong[] = [
    ['an unknown ticket', ({ brandlovers }) => brandlovers.customerWrites('7', 'Oi'), 'ticketId must be the id of'],
    ['an empty text', ({ brandlovers }) => brandlovers.customerWrites('7300401', ''), 'text must be a text'],
    [
      'an unknown seller',
      ({ brandlovers }) => brandlovers.customerOpensTicket({ text: 'Oi', seller: 'Casa do Mal' }),
      'seller must be the name of a seller; did you mean Casa do Mar? there are Loja Aurora, Casa do Mar',
    ],
    [
      'a ticket that there is, of another seller',
      ({ brandlovers }) => brandlovers.customerOpensTicket({ text: 'Oi', ticketId: '8100201' }),
      'ticketId must differ from all others',
    ],
    [
      'an index past the last message',
      ({ brandlovers }) => brandlovers.messageDisappears('7300401', 6),
      "index must be below 6, the number of the ticket's messages",
    ],
    [
      'an index that is none',
      ({ brandlovers }) => brandlovers.messageDisappears('7300401', -1),
      'index must be a whole number from 0',
    ],
    ['an unknown invoice', ({ clubcollect }) => clubcollect.customerWrites('hv', 'Hallo'), 'invoiceId must be the id'],
    [
      'an unknown company',
      ({ clubcollect }) => clubcollect.clubGetsInvoice({ companyId: 'zwemvereniging' }),
      'companyId must be the id of a company; there are hockeyclub-de-voorbeelden, zwemvereniging-proefwater, tennis',
    ],
    [
      'an invoice that there is',
      ({ clubcollect }) => clubcollect.clubGetsInvoice({ companyId: company, invoiceId: 'tt-2026-0001' }),
      'invoiceId must differ from all others',
    ],
    [
      "a company of another partner's",
      ({ clubcollect }) => clubcollect.invoiceMoves('hv-2026-0001', 'tennisclub-testveld'),
      'companyId must be the id of a company; there are hockeyclub-de-voorbeelden, zwemvereniging-proefwater',
    ],
    [
      'a ticket of another invoice',
      ({ clubcollect }) => clubcollect.ticketDisappears('hv-2026-0001', 'hv-t-004'),
      'ticketId must be the id of a ticket of the invoice',
    ],
  ];

  test.each(['.', '..', 'a\nb', '\u007f', '\ud800', 'x'.repeat(20_000)])(
    'an id that no path carries: %j',
    async (id) => {
      const { brandlovers, clubcollect } = await start();
      const right =
        'must be from 1 to 512 characters, without control characters and lone surrogates, and neither . nor ..';
      expect(() => brandlovers.customerOpensTicket({ text: 'Oi', ticketId: id })).toThrow(`ticketId ${right}`);
      expect(() => clubcollect.clubGetsInvoice({ companyId: company, invoiceId: id })).toThrow(`invoiceId ${right}`);
    },
  );

  test.each(CASES)('%s', async (_, act, message) => {
    const sandbox = await start();
    expect(() => act(sandbox)).toThrow(SandboxError);
    expect(() => act(sandbox)).toThrow(message);
    expect(() => act(sandbox)).toThrow(expect.objectContaining({ field: message.split(' ')[0] }));
  });

  // As a caller without types may give them.
  const UNTYPED: readonly [string, string, readonly unknown[], string][] = [
    ['brandlovers', 'customerWrites', [], 'ticketId is missing'],
    ['brandlovers', 'customerWrites', ['7300401', 7], 'text must be a text'],
    ['brandlovers', 'statusChanges', ['7300401', 'NEW'], 'status must be one of OPEN, REOPENED, CLOSED'],
    ['brandlovers', 'colleagueWrites', ['7300401', 'Oi', { visbility: 'INTERNAL' }], 'visbility is unknown; did you'],
    ['brandlovers', 'customerOpensTicket', [], 'input must be an object'],
    ['brandlovers', 'customerOpensTicket', [{}], 'text is missing'],
    ['brandlovers', 'customerOpensTicket', [{ text: 'Oi', customer: { email: 'x' } }], 'customer/email is unknown'],
    ['clubcollect', 'clubGetsInvoice', [{ companyId: company, tickets: [] }], 'tickets is unknown'],
  ];

  test.each(UNTYPED)('%s.%s(...%j)', async (vendor, name, given, message) => {
    const method: unknown = at(await start(), vendor, name);
    if (typeof method !== 'function') throw new Error('There is no such method');
    expect(() => method(...given)).toThrow(
      expect.objectContaining({ kind: 'invalid-input', field: message.split(' ')[0] }),
    );
    expect(() => method(...given)).toThrow(message);
  });
});

test('over HTTP each is a POST of the same arguments by name', async () => {
  const sandbox = await start({ control: true });
  const act = (path: string, body: unknown) =>
    send(new URL(`/_sandbox/${path}`, sandbox.brandlovers.baseUrl).href, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const opened = await act('brandlovers/customerOpensTicket', { text: 'Oi', customer: { name: 'Paula Exemplo' } });
  expect(opened.status).toBe(200);
  expect((await tickets(sandbox)).at(-1)).toMatchObject({ ticketId: at(opened.body, 'ticketId') });
  expect((await act('clubcollect/invoiceDisappears', { invoiceId: 'hv-2026-0001' })).status).toBe(204);
  expect(await act('clubcollect/invoiceDisappears', { invoiceId: 'hv-2026-0001' })).toMatchObject({
    status: 422,
    body: { refusal: 'invalid-input', detail: "invoiceId must be the id of a partner's invoice" },
  });
});
