import { describe, expect, test } from 'vitest';
import { defaultData as sellers } from '../src/brandlovers/default-data.ts';
import { defaultData as partners } from '../src/clubcollect/default-data.ts';
import * as specs from '../src/generated/specs.ts';
import { type BrandloversMessage, type BrandloversTicket, type ClubcollectTicket, SandboxError } from '../src/index.ts';
import { at, entries } from '../src/json.ts';
import { startFrom } from '../src/sandbox.ts';
import { asPartner, asSeller, start } from './calls.ts';
import { ask } from './spec-facts.ts';

const ticket = { ticketId: '1', status: 'OPEN', messages: [] };
const invoice = { invoiceId: 'i', tickets: [] };
const seller = { name: 'S', token: 't', tickets: [ticket] };
const partner = { name: 'P', apiKey: 'k', companies: [{ companyId: 'c', invoices: [invoice] }] };

function data(sellers: unknown[], partners: unknown[] = []): unknown {
  return { brandlovers: { sellers }, clubcollect: { partners } };
}

test('the data that the sandbox brings is data that it takes', async () => {
  const [own, given] = [await start(), await start({ data: { brandlovers: sellers, clubcollect: partners } })];
  for (const [call, path] of [
    [asSeller, `/tickets?${ask('listTickets', { limit: 100 })}`],
    [asPartner, '/v2/companies/hockeyclub-de-voorbeelden/tickets/unanswered'],
  ] as const) {
    expect((await call(given)('GET', path)).body).toEqual((await call(own)('GET', path)).body);
  }
});

test('the smallest data is two empty lists', async () => {
  const sandbox = await start({ data: { brandlovers: { sellers: [] }, clubcollect: { partners: [] } } });
  expect([sandbox.brandlovers.sellers, sandbox.clubcollect.partners]).toEqual([[], []]);
});

describe('wrong data is refused with the field and what would be right', () => {
  test.each([
    ['a list instead of an object', [], 'data must be an object; there are brandlovers, clubcollect'],
    ['a missing vendor', { brandlovers: { sellers: [] } }, 'data/clubcollect is missing'],
    [
      'an unknown field',
      data([{ ...seller, secret: 1 }]),
      'data/brandlovers/sellers/0/secret is unknown; there are name, token, tickets',
    ],
    [
      'a field that a model of the spec does not have',
      data([{ ...seller, tickets: [{ ...ticket, subjct: 'x' }] }]),
      'data/brandlovers/sellers/0/tickets/0/subjct is unknown: the spec gives Ticket no such field in data; did you mean subject?',
    ],
    [
      'a field that a model further in does not have',
      data([{ ...seller, tickets: [{ ...ticket, customer: { email: 'x' } }] }]),
      'data/brandlovers/sellers/0/tickets/0/customer/email is unknown: the spec gives CustomerReference no such field in data; there are name, phoneNumber',
    ],
    [
      'an empty token',
      data([{ ...seller, token: '' }]),
      'data/brandlovers/sellers/0/token must be text that a header can carry',
    ],
    [
      'a token with a line break',
      data([{ ...seller, token: 'a\nb' }]),
      'data/brandlovers/sellers/0/token must be text',
    ],
    [
      'a token with space around it',
      data([{ ...seller, token: ' t' }]),
      'data/brandlovers/sellers/0/token must be text',
    ],
    ['a token beyond Latin-1', data([{ ...seller, token: '€' }]), 'data/brandlovers/sellers/0/token must be text'],
    ['an empty key', data([], [{ ...partner, apiKey: '' }]), 'data/clubcollect/partners/0/apiKey must not be empty'],
    [
      'an unknown status',
      data([{ ...seller, tickets: [{ ...ticket, status: 'NEW' }] }]),
      'data/brandlovers/sellers/0/tickets/0/status must be one of OPEN, REOPENED, CLOSED',
    ],
    [
      'an invalid time',
      data([{ ...seller, tickets: [{ ...ticket, createdAt: 'yesterday' }] }]),
      'data/brandlovers/sellers/0/tickets/0/createdAt must be a date-time as RFC 3339 writes it',
    ],
    [
      'a field of the wrong type',
      data([{ ...seller, tickets: [{ ...ticket, subject: null }] }]),
      'data/brandlovers/sellers/0/tickets/0/subject must be a text',
    ],
    ['a list that is none', data([{ ...seller, tickets: {} }]), 'data/brandlovers/sellers/0/tickets must be a list'],
    ['a list of texts', data(['seller']), 'data/brandlovers/sellers/0 must be an object'],
    ['a missing field', data([{ name: 'S', token: 't' }]), 'data/brandlovers/sellers/0/tickets is missing'],
    [
      'an unknown sender',
      data(
        [],
        [
          {
            ...partner,
            companies: [
              {
                companyId: 'c',
                invoices: [
                  {
                    invoiceId: 'i',
                    tickets: [{ ticket_id: '1', message: 'm', sender: 'BOT', date: '2026-03-01T09:00:00Z' }],
                  },
                ],
              },
            ],
          },
        ],
      ),
      'data/clubcollect/partners/0/companies/0/invoices/0/tickets/0/sender must be one of CUSTOMER, COMPANY',
    ],
    ['a token twice', data([seller, { ...seller, tickets: [] }]), 'data/brandlovers/sellers/*/token must differ'],
    [
      'a ticket twice',
      data([seller, { ...seller, token: 'u' }]),
      'data/brandlovers/sellers/*/tickets/*/ticketId must differ',
    ],
    [
      'a key twice',
      data([], [partner, { ...partner, companies: [] }]),
      'data/clubcollect/partners/*/apiKey must differ',
    ],
    [
      'a company twice',
      data([], [partner, { ...partner, apiKey: 'l' }]),
      'data/clubcollect/partners/*/companies/*/companyId must differ',
    ],
    [
      'an invoice twice',
      data([], [{ ...partner, companies: [{ companyId: 'c', invoices: [invoice, invoice] }] }]),
      'data/clubcollect/partners/*/companies/*/invoices/*/invoiceId must differ',
    ],
  ])('%s', async (_, wrong, message) => {
    const error: unknown = await startFrom({ data: wrong }).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(SandboxError);
    expect(error).toMatchObject({ kind: 'invalid-input', message: expect.stringContaining(message) });
    expect(error).toMatchObject({ field: message.split(' ')[0] });
  });
});

describe('a time of the data is one that can be sorted by', () => {
  const withDate = (date: string) => {
    const tickets = [{ ticket_id: '1', message: 'm', sender: 'CUSTOMER', date }];
    const companies = [{ companyId: 'c', invoices: [{ ...invoice, tickets }] }];
    const sellers = [{ ...seller, tickets: [{ ...ticket, createdAt: date }] }];
    return [data([], [{ ...partner, companies }]), data(sellers)];
  };

  test.each([
    '2026-06-30T23:59:60Z',
    '2026-06-30T23:59:60.5Z',
    '2026-07-01T00:59:60+01:00',
    '2026-03-01T09:00:00+01',
    '2026-03-01T09:00:00+0100',
    '2026-03-01T09:00:00',
    '2026-03-01T24:00:00Z',
    '2026-02-30T09:00:00Z',
  ])('%s is refused', async (date) => {
    for (const wrong of withDate(date)) {
      await expect(startFrom({ data: wrong })).rejects.toThrow(
        /(date|createdAt) must be a date-time as RFC 3339 writes it, without a leap second, such as 2026-03-01T09:00:00Z$/,
      );
    }
  });

  test.each([
    '2026-03-01T09:00:00Z',
    '2026-03-01t09:00:00.123456z',
    '2026-03-01 09:00:00-00:00',
    '2026-03-01T09:00:00+23:59',
  ])('%s is taken', async (date) => {
    expect(Date.parse(date)).not.toBeNaN();
    for (const right of withDate(date)) await (await startFrom({ data: right })).close();
  });
});

describe('the types of the data name every field that the spec has, and no other', () => {
  const ticket: Record<keyof Omit<BrandloversTicket, 'messages'>, true> = {
    ticketId: true,
    status: true,
    subject: true,
    description: true,
    type: true,
    priority: true,
    customer: true,
    metadata: true,
    createdAt: true,
    updatedAt: true,
    closedAt: true,
    sla: true,
  };
  // The sandbox gives a message the id of its ticket.
  const message: Record<keyof BrandloversMessage | 'id', true> = {
    id: true,
    createdAt: true,
    body: true,
    visibility: true,
  };
  const invoiceTicket: Record<keyof ClubcollectTicket, true> = {
    ticket_id: true,
    message: true,
    sender: true,
    date: true,
  };
  test.each([
    ['BrandloversTicket', ticket, 'brandlovers', 'Ticket'],
    ['BrandloversMessage', message, 'brandlovers', 'TicketMessage'],
    ['ClubcollectTicket', invoiceTicket, 'clubcollect', 'Ticket'],
  ] as const)('%s', (type, fields, vendor, schema) => {
    const named = new Set(Object.keys(fields));
    const declared = new Set(
      entries(at(specs, vendor, 'components', 'schemas', schema, 'properties')).map(([name]) => name),
    );
    const edits = [
      ...[...declared.difference(named)].map((field) => `add ${field}`),
      ...[...named.difference(declared)].map((field) => `remove ${field}`),
    ];
    const places = `${type} in packages/sandbox/src/${vendor}/data.ts, and its fields in this test`;
    expect(edits, `The spec has other fields: edit ${places}`).toEqual([]);
  });
});
