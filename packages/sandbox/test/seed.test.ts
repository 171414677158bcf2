import { describe, expect, test } from 'vitest';
import { defaultData } from '../src/default-data.ts';
import { readSeed } from '../src/read-seed.ts';

const ticket = { ticketId: '1', status: 'OPEN', messages: [] };
const invoice = { invoiceId: 'i', tickets: [] };
const seller = { name: 'S', token: 't', tickets: [ticket] };
const partner = { name: 'P', apiKey: 'k', companies: [{ companyId: 'c', invoices: [invoice] }] };

function data(sellers: unknown[], partners: unknown[] = []): unknown {
  return { brandlovers: { sellers }, clubcollect: { partners } };
}

test('the data that the sandbox brings is data that it takes', () => {
  expect(readSeed(JSON.parse(JSON.stringify(defaultData)))).toEqual(defaultData);
});

test('the smallest data is two empty lists', () => {
  expect(readSeed(data([]))).toEqual(data([]));
});

describe('wrong data is refused with the field and what would be right', () => {
  test.each([
    ['no object', [], 'data must be object'],
    ['a missing vendor', { brandlovers: { sellers: [] } }, "data must have required property 'clubcollect'"],
    ['an unknown field', data([{ ...seller, secret: 1 }]), 'data/brandlovers/sellers/0/secret is not declared'],
    ['an empty token', data([{ ...seller, token: '' }]), 'data/brandlovers/sellers/0/token must NOT have fewer than 1'],
    [
      'an unknown status',
      data([{ ...seller, tickets: [{ ...ticket, status: 'NEW' }] }]),
      'data/brandlovers/sellers/0/tickets/0/status must be one of OPEN, REOPENED, CLOSED',
    ],
    [
      'a time that is none',
      data([{ ...seller, tickets: [{ ...ticket, createdAt: 'yesterday' }] }]),
      'data/brandlovers/sellers/0/tickets/0/createdAt must match format "date-time"',
    ],
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
    ['a ticket twice', data([seller, { ...seller, token: 'u' }]), 'data/brandlovers/sellers/*/tickets/*/ticketId must'],
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
  ])('%s', (_, wrong, message) => {
    expect(() => readSeed(wrong)).toThrow(message);
  });
});
