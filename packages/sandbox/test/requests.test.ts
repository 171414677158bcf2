import { describe, expect, test } from 'vitest';
import { asPartner, asSeller, sendAsPartner, sendAsSeller, start } from './calls.ts';
import { ask, nameOf, queryNames } from './spec-facts.ts';

const order = { orderId: 'BL-1', type: 'DELIVERY', from: 'Loja Aurora', body: 'Olá!' };
const message = '/ticket/7300401/message';
const club = '/v2/companies/hockeyclub-de-voorbeelden/tickets';
const invoice = '/v2/invoices/hv-2026-0001/tickets';

/** The path of a list with a value of one of its paging parameters. */
const tickets = (fact: string, value: string): string => `/tickets?${ask('listTickets', { [fact]: value })}`;
const answered = (value: string): string => `${club}/answered?${ask('listCompanyTickets', { page: value })}`;
const limit = nameOf('listTickets', 'limit');
const offset = nameOf('listTickets', 'offset');
const page = nameOf('listCompanyTickets', 'page');

/** What a seller's call may get wrong, and what the header says about it. */
const wrong: readonly [string, string, string, unknown, string][] = [
  ['a body without a required field', 'POST', '/ticket', {}, 'body/orderId is missing'],
  ['a field of the wrong type', 'POST', '/ticket', { ...order, type: 7 }, 'body/type must be a text'],
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
    'body/customer has a key that the spec does not declare: "email"; it declares name, phoneNumber',
  ],
  [
    'an undeclared field of a nested message',
    'POST',
    '/ticket',
    { ...order, message: { visibility: 'INTERNAL', body: 'x', author: 'me' } },
    'body/message has a key that the spec does not declare: "author"; it declares visibility, body',
  ],
  [
    'a value outside a closed list',
    'POST',
    message,
    { visibility: 'PUBLIC', body: 'x' },
    'body/visibility must be one of CUSTOMER, INTERNAL',
  ],
  ['no body', 'POST', message, undefined, 'body is missing'],
  ['a body that is no object', 'POST', message, null, 'body must be an object'],
  [
    'an undeclared query key',
    'GET',
    '/tickets?sort=asc',
    undefined,
    `it declares ${queryNames('listTickets').join(', ')}`,
  ],
  ['a query key where none is declared', 'POST', '/ticket?dry=1', order, 'it declares none'],
  [
    'a query value of the wrong type',
    'GET',
    tickets('limit', 'ten'),
    undefined,
    `query/${limit} must be a whole number from 1 to 9007199254740991`,
  ],
  [
    'a number written in another way',
    'GET',
    tickets('limit', '1e1'),
    undefined,
    `query/${limit} must be a whole number from 1 to 9007199254740991`,
  ],
  [
    'an empty query value',
    'GET',
    tickets('offset', ''),
    undefined,
    `query/${offset} must be a whole number from 0 to 9007199254740991`,
  ],
  [
    'a query value out of range',
    'GET',
    tickets('offset', '-1'),
    undefined,
    `query/${offset} must be a whole number from 0 to 9007199254740991`,
  ],
  [
    'a query value beyond what is counted exactly',
    'GET',
    tickets('offset', '9007199254740992'),
    undefined,
    `query/${offset} must be a whole number from 0 to 9007199254740991`,
  ],
  [
    'a query key that comes twice',
    'GET',
    `${tickets('limit', '1')}&${limit}=2`,
    undefined,
    `query/${limit} must be a whole number from 1 to 9007199254740991`,
  ],
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
  ['invalid UTF-8', Buffer.from(JSON.stringify({ ...order, body: 'Olá!' }), 'latin1'), 'application/json'],
  ['another Content-Type than the declared one', JSON.stringify(order), 'text/plain'],
])('BrandLovers answers 400 to %s', async (_, body, contentType) => {
  const heard = await sendAsSeller(await start(), '/ticket', {
    method: 'POST',
    headers: { 'content-type': contentType },
    body,
  });
  expect([heard.status, heard.text]).toEqual([400, '']);
});

test('a Content-Type may carry a charset and capitals', async () => {
  const heard = await sendAsSeller(await start(), '/ticket', {
    method: 'POST',
    headers: { 'content-type': 'Application/JSON; charset=utf-8' },
    body: JSON.stringify(order),
  });
  expect(heard.status).toBe(200);
});

test.each([
  ['a body without a message', 'POST', invoice, {}, 'invalid_message'],
  ['a blank message', 'POST', invoice, { message: ' ' }, 'invalid_message'],
  ['a message of the wrong type', 'POST', invoice, { message: 7 }, 'invalid_message'],
  ['an unknown state', 'GET', `${club}/open`, undefined, 'invalid_action'],
])('ClubCollect answers 422 with the code of the operation to %s', async (_, method, path, body, error) => {
  const heard = await asPartner(await start())(method, path, body);
  expect([heard.status, heard.body]).toEqual([422, { error }]);
});

describe('a documented code is used only for what it means; ClubCollect answers with the marked refusal to', () => {
  test.each([
    ['an undeclared query key', 'GET', `${club}/answered?sort=asc`, undefined, `"sort"; it declares ${page}`],
    ['an undeclared query key when writing', 'POST', `${invoice}?dry=1`, { message: 'x' }, '"dry"; it declares none'],
    ['an undeclared field', 'POST', invoice, { message: 'x', sender: 'COMPANY' }, '"sender"; it declares message'],
    ['no body', 'POST', invoice, undefined, 'body is missing'],
    ['a body that is a list', 'POST', invoice, [], 'body must be an object'],
    ['a body that is null', 'POST', invoice, null, 'body must be an object'],
    ['a body that is a text', 'POST', invoice, 'message', 'body must be an object'],
    ['a page of the wrong type', 'GET', answered('x'), undefined, `query/${page} must be a whole number from 1`],
    ['page 0', 'GET', answered('0'), undefined, `query/${page} must be a whole number from 1 to 9007199254740991`],
  ])('%s', async (_, method, path, body, detail) => {
    const heard = await asPartner(await start())(method, path, body);
    expect(heard.status).toBe(400);
    expect(heard.headers.get('x-sandbox-refusal')).toBe('invalid-request');
    expect(heard.body).toMatchObject({ detail: expect.stringContaining(detail) });
  });

  test.each([
    ['broken JSON', '{', 'application/json', 'body is not JSON'],
    ['invalid UTF-8', Buffer.from('{"message":"ção"}', 'latin1'), 'application/json', 'body is not JSON'],
  ])('%s', async (_, body, contentType, detail) => {
    const heard = await sendAsPartner(await start(), invoice, {
      method: 'POST',
      headers: { 'content-type': contentType },
      body,
    });
    expect([heard.status, heard.headers.get('x-sandbox-refusal')]).toEqual([400, 'invalid-request']);
    expect(heard.body).toMatchObject({ detail });
  });

  test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])('a field named %s', async (name) => {
    const heard = await sendAsPartner(await start(), invoice, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"message":"x","${name}":"y"}`,
    });
    expect([heard.status, heard.headers.get('x-sandbox-refusal')]).toEqual([400, 'invalid-request']);
  });
});

describe('an undeclared key is named, unless it holds a credential', () => {
  test.each([
    ['a key', (token: string) => `x${token}y`],
    ['a key in capitals', (token: string) => token.toUpperCase()],
    ['a key that is encoded twice', (token: string) => encodeURIComponent(encodeURIComponent(`${token}-`))],
  ])('%s', async (_, keyOf) => {
    const sandbox = await start();
    for (const credential of [
      sandbox.brandlovers.sellers[1]?.token ?? '',
      sandbox.clubcollect.partners[0]?.apiKey ?? '',
    ]) {
      const key = keyOf(credential);
      for (const heard of [
        await asSeller(sandbox)('GET', `/tickets?${key}=1`),
        await asSeller(sandbox)('POST', '/ticket', { ...order, [decodeURIComponent(key)]: 1 }),
        await asPartner(sandbox)('GET', `${club}/answered?${key}=1`),
      ]) {
        expect(heard.status).toBe(400);
        const said = heard.text + JSON.stringify([...heard.headers]);
        expect(said).toContain('a key that holds a credential');
        expect(said.toLowerCase()).not.toContain(credential);
      }
    }
  });

  test('a credential of a few letters hides no key but itself', async () => {
    const sellers = [{ name: 'S', token: 't', tickets: [] }];
    const partners = [{ name: 'P', apiKey: 'seven77', companies: [] }];
    const sandbox = await start({ data: { brandlovers: { sellers }, clubcollect: { partners } } });
    const reasonOf = async (key: string) =>
      (await asSeller(sandbox)('GET', `/tickets?${key}=1`)).headers.get('x-sandbox-reason');
    for (const key of ['limt', 'tt', 'seven777']) expect(await reasonOf(key)).toContain(`: "${key}"; it declares`);
    for (const key of ['t', 'T', '%2574', 'SEVEN77']) expect(await reasonOf(key)).toContain('a key that holds a cred');
  });

  test('a long one is cut off', async () => {
    const heard = await asSeller(await start())('GET', `/tickets?${'k'.repeat(5000)}=1`);
    expect(heard.headers.get('x-sandbox-reason')).toContain(`"${'k'.repeat(64)}..."`);
  });
});

describe('a number is written with digits alone and exact; refused like every bad value is', () => {
  const values = [
    '9'.repeat(309),
    '9'.repeat(20),
    '9007199254740992',
    '1e3',
    '+1',
    '%2B1',
    '0x1',
    '',
    '%20',
    '1.0',
    '1n',
    '²',
  ];
  test.each(values)('%s', async (value) => {
    const sandbox = await start();
    for (const [call, path, bad] of [
      [asSeller(sandbox), tickets('offset', ''), 'x'],
      [asSeller(sandbox), tickets('limit', ''), 'x'],
      [asSeller(sandbox), `/ticket/7300401/messages?${ask('listTicketMessages', { offset: '' })}`, 'x'],
      [asPartner(sandbox), answered(''), 'x'],
    ] as const) {
      const [heard, known] = [await call('GET', path + value), await call('GET', path + bad)];
      expect([heard.status, heard.body]).toEqual([known.status, known.body]);
      expect(heard.status).toBe(400);
    }
  });

  test('the largest that JavaScript holds exactly is taken', async () => {
    const sandbox = await start();
    expect((await asSeller(sandbox)('GET', tickets('offset', '9007199254740991'))).body).toMatchObject({ tickets: [] });
    expect((await asPartner(sandbox)('GET', answered('9007199254740991'))).body).toMatchObject({
      tickets: [],
      page: { page_number: Number.MAX_SAFE_INTEGER },
    });
  });
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
