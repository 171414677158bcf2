import { inspect } from 'node:util';
import { type Brandlovers, createBrandlovers } from '@ticketbridge/brandlovers';
import { type Clubcollect, createClubcollect } from '@ticketbridge/clubcollect';
import { isTicketbridgeError, type TicketbridgeError } from '@ticketbridge/http';
import { describe, expect, test } from 'vitest';
import { answering, nowhere, serve } from './server.ts';

const SECRET = 'sk/5f+e2 c9';

const partnerAt = (baseUrl: string, apiKey = SECRET): Clubcollect =>
  createClubcollect({ apiKey, baseUrl, maxAttempts: 1 });
const sellerAt = (baseUrl: string, token = SECRET): Brandlovers =>
  createBrandlovers({ token, baseUrl, maxAttempts: 1 });

const invoiceId = 'i-1';
const partnerCalls: Readonly<Record<keyof Clubcollect, (partner: Clubcollect) => Promise<unknown>>> = {
  listInvoiceTickets: (partner) => partner.listInvoiceTickets({ invoiceId }),
  createInvoiceTicket: (partner) => partner.createInvoiceTicket({ invoiceId, message: 'Dank u.' }),
  archiveInvoiceTickets: (partner) => partner.archiveInvoiceTickets({ invoiceId }),
  assignInvoiceTicketsToSupport: (partner) => partner.assignInvoiceTicketsToSupport({ invoiceId }),
  listCompanyTickets: (partner) => partner.listCompanyTickets({ companyId: 'club', status: 'answered' }),
};
const ticketId = 't-1';
const sellerCalls: Readonly<Record<keyof Brandlovers, (seller: Brandlovers) => Promise<unknown>>> = {
  createTicket: (seller) => seller.createTicket({ orderId: 'o', type: 't', from: 'f', body: 'b' }),
  addTicketMessage: (seller) => seller.addTicketMessage({ ticketId, visibility: 'INTERNAL', body: 'b' }),
  listTicketMessages: (seller) => seller.listTicketMessages({ ticketId }),
  setTicketStatus: (seller) => seller.setTicketStatus({ ticketId, ticketStatus: 'CLOSED' }),
  listTickets: (seller) => seller.listTickets(),
};

async function failure(call: Promise<unknown>): Promise<TicketbridgeError> {
  const error = await call.then(
    () => new Error('the call succeeded'),
    (reason: unknown) => reason,
  );
  if (!isTicketbridgeError(error)) throw error;
  return error;
}

describe('on the socket', () => {
  test.each(Object.entries(partnerCalls))('ClubCollect: %s carries Content-Type and the key', async (_, call) => {
    const { origin, arrivals } = await serve(answering(404, '{"error":"not_found"}'));
    await failure(call(partnerAt(origin)));
    expect(arrivals.map(({ headers }) => headers['content-type'])).toEqual(['application/json']);
    expect(new URL(arrivals[0]?.url ?? '', origin).searchParams.getAll('api_key')).toEqual([SECRET]);
  });

  test.each(Object.entries(sellerCalls))('BrandLovers: %s carries the token as it was given', async (_, call) => {
    const { origin, arrivals } = await serve(answering(400));
    await failure(call(sellerAt(origin)));
    expect(arrivals.map(({ headers }) => headers.authorization)).toEqual([SECRET]);
    expect(arrivals[0]?.url).not.toContain('?');
  });

  test('a read of BrandLovers without a body has no Content-Type, a write has', async () => {
    const { origin, arrivals } = await serve(answering(400));
    await failure(sellerCalls.listTickets(sellerAt(origin)));
    await failure(sellerCalls.createTicket(sellerAt(origin)));
    expect(arrivals.map(({ headers }) => headers['content-type'])).toEqual([undefined, 'application/json']);
  });

  test('one 403 means no access, the other too many requests', async () => {
    const { origin } = await serve(answering(403));
    expect((await failure(sellerCalls.listTicketMessages(sellerAt(origin)))).kind).toBe('forbidden');
    expect((await failure(sellerCalls.setTicketStatus(sellerAt(origin)))).kind).toBe('throttled');
  });
});

describe('a redirect is not followed', () => {
  const calls = [
    ...Object.entries(partnerCalls).map(
      ([name, call]) => [name, (baseUrl: string) => call(partnerAt(baseUrl))] as const,
    ),
    ...Object.entries(sellerCalls).map(([name, call]) => [name, (baseUrl: string) => call(sellerAt(baseUrl))] as const),
  ];

  test.each(calls)('%s', async (_, call) => {
    const elsewhere = await serve(answering(200, '{}'));
    for (const status of [301, 302, 303, 307, 308]) {
      const { origin } = await serve(answering(status, '', { location: `${elsewhere.origin}/?api_key=${SECRET}` }));
      expect((await failure(call(origin))).kind).toBe('redirect');
    }
    expect(elsewhere.arrivals).toEqual([]);
  });
});

describe.each([SECRET, 'sk-5fe2c9'])('no error shows the credential %s', (secret) => {
  const troubles: Readonly<Record<string, () => Promise<string>>> = {
    'a refusal that repeats the request': async () =>
      (await serve((request, response) => response.writeHead(404).end(JSON.stringify({ error: request.url })))).origin,
    'a refusal whose code is the credential': async () =>
      (await serve(answering(404, JSON.stringify({ error: secret })))).origin,
    'a redirect to itself': async () =>
      (await serve((request, response) => response.writeHead(302, { location: request.url }).end())).origin,
    'a failure that repeats the credential': async () => (await serve(answering(500, secret))).origin,
    'a success that cannot be used': async () => (await serve(answering(200, secret))).origin,
    'a connection that breaks': async () => (await serve((_, response) => response.destroy())).origin,
    'an answer that is not HTTP': async () =>
      (await serve((_, response) => response.socket?.end('nonsense\r\n'))).origin,
    'no server at all': nowhere,
  };
  const reads = {
    ClubCollect: (baseUrl: string) => partnerCalls.listInvoiceTickets(partnerAt(baseUrl, secret)),
    BrandLovers: (baseUrl: string) => sellerCalls.listTickets(sellerAt(baseUrl, secret)),
  };
  const named = Object.entries(troubles).flatMap(([trouble, start]) =>
    Object.entries(reads).map(([name, read]) => ({ name, trouble, start, read })),
  );

  test.each(named)('$name: $trouble', async ({ start, read }) => {
    const error = await failure(read(await start()));
    const shown = [
      error.message,
      error.stack ?? '',
      String(error),
      JSON.stringify(error),
      inspect(error, { depth: 10, showHidden: true }),
      JSON.stringify(error.cause) ?? '',
    ].join('\n');
    for (const rendering of [secret, encodeURIComponent(secret)]) expect(shown).not.toContain(rendering);
  });
});
