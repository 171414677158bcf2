import { describe, expect, test } from 'vitest';
import type { Exchange } from './recording-fetch.ts';
import { readSpec } from './spec.ts';
import { createValidator } from './validator.ts';

const judgeBrandlovers = createValidator(await readSpec('brandlovers'));
const judgeClubcollect = createValidator(await readSpec('clubcollect'));

type Change = Partial<Omit<Exchange, 'headers' | 'response'>> & {
  readonly headers?: Record<string, string>;
  readonly response?: { readonly status?: number; readonly headers?: Record<string, string>; readonly body?: unknown };
};

function exchange(change: Change): Exchange {
  const { status = 200, headers, body } = change.response ?? {};
  return {
    method: 'GET',
    url: 'http://127.0.0.1/marketplace/v1/tickets?status=OPEN&limit=5',
    body: undefined,
    ...change,
    headers: new Headers({ authorization: 'token', ...change.headers }),
    response: {
      status,
      headers: new Headers(headers ?? (body === undefined ? {} : json)),
      body: body === undefined ? '' : JSON.stringify(body),
    },
  };
}

const json = { 'content-type': 'application/json' };
const page = { tickets: [{ ticketId: '1', createdAt: '2026-03-01T09:00:00Z' }], metadata: [] };
const newTicket = { orderId: 'o', type: 't', from: 'f', body: 'b' };

/** A write of BrandLovers with this body. */
function writes(body: unknown, change: Change = {}): Exchange {
  const url = 'http://127.0.0.1/marketplace/v1/ticket';
  return exchange({ method: 'POST', url, body: JSON.stringify(body), headers: json, ...change });
}

/** A read of an invoice's tickets at ClubCollect. */
function reads(query: string, headers: Record<string, string>): Exchange {
  const url = `http://127.0.0.1/api/v2/invoices/1/tickets${query}`;
  return exchange({ url, headers, response: { body: { tickets: [] } } });
}

describe('an exchange that the spec describes has no violations', () => {
  test.each([
    ['a list', exchange({ response: { body: page } }), 'listTickets'],
    ['a write', writes(newTicket), 'createTicket'],
    ['a refusal without a body', exchange({ response: { status: 400 } }), 'listTickets'],
  ])('%s', (_, given, operation) => {
    expect(judgeBrandlovers(given)).toEqual({ operation, violations: [] });
  });

  test('a read with the key in its query', () => {
    expect(judgeClubcollect(reads('?api_key=k', json)).violations).toEqual([]);
  });
});

describe('a request that the spec does not describe is told', () => {
  const at = (url: string) => exchange({ url: `http://127.0.0.1${url}`, response: { body: page } });

  test.each([
    ['an unknown path', at('/marketplace/v1/threads'), 'request GET /marketplace/v1/threads undeclared'],
    ['a path beside the server', at('/v2/tickets'), 'request GET /v2/tickets undeclared'],
    [
      'another method',
      { ...at('/marketplace/v1/tickets'), method: 'PUT' },
      'request PUT /marketplace/v1/tickets undeclared',
    ],
    ['an extra query key', at('/marketplace/v1/tickets?page=1'), 'request query/page undeclared'],
    ['a query key twice', at('/marketplace/v1/tickets?limit=1&limit=2'), 'request query/limit repeated'],
    ['a query value of another type', at('/marketplace/v1/tickets?limit=ten'), 'request query/limit type'],
    ['a query value out of range', at('/marketplace/v1/tickets?offset=-1'), 'request query/offset minimum'],
    ['an unknown enum value', at('/marketplace/v1/tickets?status=ALL'), 'request query/status enum'],
    [
      'no token',
      exchange({ headers: { authorization: '' }, response: { body: page } }),
      'request header/authorization missing',
    ],
    ['a body where there is none', exchange({ body: '{}', response: { body: page } }), 'request body undeclared'],
    ['a missing body', writes(undefined), 'request body missing'],
    [
      'a body of another type',
      writes(newTicket, { headers: { 'content-type': 'text/plain' } }),
      'request body content-type',
    ],
    ['broken JSON', writes(newTicket, { body: '{' }), 'request body not-json'],
    ['a missing field', writes({ ...newTicket, from: undefined }), 'request body/from required'],
    ['an extra field', writes({ ...newTicket, subject: 's' }), 'request body/subject additionalProperties'],
    [
      'a nested extra field',
      writes({ ...newTicket, customer: { nam: 'n' } }),
      'request body/customer/nam additionalProperties',
    ],
  ])('%s', (_, given, violation) => {
    expect(judgeBrandlovers(given).violations).toEqual([violation]);
  });

  test.each([
    ['no key', reads('', json), 'request query/api_key missing'],
    ['no Content-Type', reads('?api_key=k', {}), 'request header/content-type missing'],
  ])('%s', (_, given, violation) => {
    expect(judgeClubcollect(given).violations).toEqual([violation]);
  });
});

describe('a response that the spec does not describe is told', () => {
  test.each([
    ['an undocumented status', { status: 404 }, 'response status 404 undocumented'],
    ['a body where none is documented', { status: 400, body: {} }, 'response body undocumented'],
    ['no body where one is documented', { body: undefined }, 'response body content-type'],
    ['another media type', { headers: { 'content-type': 'text/html' }, body: page }, 'response body content-type'],
    ['an extra property', { body: { ...page, total: 1 } }, 'response body/total additionalProperties'],
    [
      'a nested extra property',
      { body: { tickets: [{ orderId: 'o' }] } },
      'response body/tickets/0/orderId additionalProperties',
    ],
    ['a value of another type', { body: { tickets: [{ ticketId: 1 }] } }, 'response body/tickets/0/ticketId type'],
    ['a time that is none', { body: { tickets: [{ sla: 'soon' }] } }, 'response body/tickets/0/sla format'],
  ])('%s', (_, response, violation) => {
    expect(judgeBrandlovers(exchange({ response })).violations).toEqual([violation]);
  });
});
