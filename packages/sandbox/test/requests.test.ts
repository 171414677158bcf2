import { describe, expect, test } from 'vitest';
import { asPartner, asSeller, send, start } from './calls.ts';

const order = { orderId: 'BL-1', type: 'DELIVERY', from: 'Loja Aurora', body: 'Olá!' };
const message = '/ticket/7300401/message';

/** What a seller's call may get wrong, and what the header says about it. */
const wrong: readonly [string, string, string, unknown, string][] = [
  ['a body without a required field', 'POST', '/ticket', {}, "body must have required property 'orderId'"],
  ['a field of the wrong type', 'POST', '/ticket', { ...order, type: 7 }, 'body/type must be string'],
  [
    'an undeclared field',
    'POST',
    '/ticket',
    { ...order, subject: 'x' },
    'body has a key that the spec does not declare',
  ],
  [
    'an undeclared field further in',
    'POST',
    '/ticket',
    { ...order, customer: { name: 'B', email: 'x' } },
    'body/customer has a key that the spec does not declare; it declares name, phoneNumber',
  ],
  [
    'an undeclared field of a nested message',
    'POST',
    '/ticket',
    { ...order, message: { visibility: 'INTERNAL', body: 'x', author: 'me' } },
    'body/message has a key that the spec does not declare; it declares visibility, body',
  ],
  [
    'a value outside a closed list',
    'POST',
    message,
    { visibility: 'PUBLIC', body: 'x' },
    'body/visibility must be one of CUSTOMER, INTERNAL',
  ],
  ['no body', 'POST', message, undefined, 'body is missing'],
  ['a body that is no object', 'POST', message, null, 'body must be object'],
  ['an undeclared query key', 'GET', '/tickets?sort=asc', undefined, 'it declares status, offset, limit'],
  ['a query key where none is declared', 'POST', '/ticket?dry=1', order, 'it declares none'],
  ['a query value of the wrong type', 'GET', '/tickets?limit=ten', undefined, 'query/limit must be integer'],
  ['a number written in another way', 'GET', '/tickets?limit=1e1', undefined, 'query/limit must be integer'],
  ['an empty query value', 'GET', '/tickets?offset=', undefined, 'query/offset must be integer'],
  ['a query value out of range', 'GET', '/tickets?offset=-1', undefined, 'query/offset must be >= 0'],
  ['a query key that comes twice', 'GET', '/tickets?limit=1&limit=2', undefined, 'query/limit must be integer'],
];

describe('BrandLovers answers 400 without a body, and a header says why, to', () => {
  test.each(wrong)('%s', async (_, method, path, body, reason) => {
    const heard = await asSeller(await start())(method, path, body);
    expect([heard.status, heard.text]).toEqual([400, '']);
    expect(heard.headers.get('x-sandbox-reason')).toContain(reason);
    expect(heard.headers.get('x-sandbox-refusal')).toBeNull();
  });
});

test.each([
  ['broken JSON', '{"orderId":', 'application/json'],
  ['bytes that are no UTF-8', Buffer.from(JSON.stringify({ ...order, body: 'Olá!' }), 'latin1'), 'application/json'],
  ['another Content-Type than the declared one', JSON.stringify(order), 'text/plain'],
])('BrandLovers answers 400 to %s', async (_, body, contentType) => {
  const { brandlovers } = await start();
  const authorization = brandlovers.sellers[0]?.token ?? '';
  const heard = await send(`${brandlovers.baseUrl}/ticket`, {
    method: 'POST',
    headers: { authorization, 'content-type': contentType },
    body,
  });
  expect([heard.status, heard.text]).toEqual([400, '']);
});

test('a Content-Type may carry a charset and capitals', async () => {
  const { brandlovers } = await start();
  const heard = await send(`${brandlovers.baseUrl}/ticket`, {
    method: 'POST',
    headers: {
      authorization: brandlovers.sellers[0]?.token ?? '',
      'content-type': 'Application/JSON; charset=utf-8',
    },
    body: JSON.stringify(order),
  });
  expect(heard.status).toBe(200);
});

test.each([
  [
    'an undeclared field',
    'POST',
    '/v2/invoices/hv-2026-0001/tickets',
    { message: 'x', sender: 'COMPANY' },
    'invalid_message',
  ],
  ['no body', 'POST', '/v2/invoices/hv-2026-0001/tickets', undefined, 'invalid_message'],
  [
    'a page of the wrong type',
    'GET',
    '/v2/companies/tennisclub-testveld/tickets/answered?page=x',
    undefined,
    'invalid_action',
  ],
  ['page 0', 'GET', '/v2/companies/tennisclub-testveld/tickets/answered?page=0', undefined, 'invalid_action'],
])('ClubCollect answers 422 with the code of the operation to %s', async (_, method, path, body, error) => {
  const heard = await asPartner(await start())(method, path, body);
  expect([heard.status, heard.body]).toEqual([422, { error }]);
});

test('what is wrong with the request is said before what is wrong with its target', async () => {
  const sandbox = await start();
  expect((await asSeller(sandbox)('POST', '/ticket/none/message', {})).status).toBe(400);
  expect((await asPartner(sandbox)('GET', '/v2/companies/none/tickets/none')).status).toBe(422);
});

test('an id is decoded from the path, whatever it holds', async () => {
  const ticket = { ticketId: 'a/b ç?', status: 'OPEN', messages: [] } as const;
  const seller = { name: 'S', token: 't', tickets: [ticket] };
  const data = { brandlovers: { sellers: [seller] }, clubcollect: { partners: [] } };
  const call = asSeller(await start({ data }));
  expect((await call('GET', `/ticket/${encodeURIComponent(ticket.ticketId)}/messages`)).status).toBe(200);
});
