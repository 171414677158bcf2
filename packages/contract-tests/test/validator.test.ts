import { paging } from '@ticketbridge/brandlovers';
import type { Exchange } from '@ticketbridge/ledger';
import { createValidator, readDocument } from '@ticketbridge/ledger';
import { describe, expect, test } from 'vitest';
import { type Credential, readSpec, type Spec } from './spec.ts';

const [brandlovers, clubcollect] = [await readSpec('brandlovers'), await readSpec('clubcollect')];
const judgeBrandlovers = createValidator(brandlovers);
const judgeClubcollect = createValidator(clubcollect);
const { offset, limit } = paging.listTickets;
const [tokenWay, keyWay] = [wayOf(brandlovers), wayOf(clubcollect)];
const base = ({ server }: Spec): string => new URL(server).pathname;

/** The way of sending a secret that a spec names first. */
function wayOf({ credentials: [way] }: Spec): Credential {
  return way ?? expect.fail('The spec names no credential');
}

/** An address with a secret, where it travels in the query, and the headers where it does not. */
function signed(url: string, { in: place, name, prefix }: Credential, secret = 'a-secret') {
  if (place === 'header') return { url, headers: { [name]: prefix + secret } };
  const pair = new URLSearchParams({ [name]: prefix + secret });
  return { url: `${url}${url.includes('?') ? '&' : '?'}${pair}`, headers: {} };
}

type Change = Partial<Omit<Exchange, 'headers' | 'response'>> & {
  readonly headers?: Record<string, string>;
  /** Leaves the token out. */
  readonly unsigned?: true;
  readonly response?: { readonly status?: number; readonly headers?: Record<string, string>; readonly body?: unknown };
};

function exchange(change: Change): Exchange {
  const { status = 200, headers, body } = change.response ?? {};
  const { url = `http://127.0.0.1${base(brandlovers)}/tickets?status=OPEN&${limit}=5` } = change;
  const sent = change.unsigned ? { url, headers: {} } : signed(url, tokenWay);
  return {
    method: 'GET',
    body: undefined,
    ...change,
    url: sent.url,
    headers: new Headers({ ...sent.headers, ...change.headers }),
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
  const url = `http://127.0.0.1${base(brandlovers)}/ticket`;
  return exchange({ method: 'POST', url, body: JSON.stringify(body), headers: json, ...change });
}

/** A read of an invoice's tickets at ClubCollect. */
function reads(isSigned: boolean, headers: Record<string, string>): Exchange {
  const path = `http://127.0.0.1${base(clubcollect)}/v2/invoices/1/tickets`;
  const sent = isSigned ? signed(path, keyWay) : { url: path, headers: {} };
  const change = { url: sent.url, headers: { ...sent.headers, ...headers }, unsigned: true } as const;
  return exchange({ ...change, response: { body: { tickets: [] } } });
}

describe('an exchange that the spec describes has no violations', () => {
  test.each([
    ['a list', exchange({ response: { body: page } }), 'listTickets'],
    ['a write', writes(newTicket), 'createTicket'],
    ['a refusal without a body', exchange({ response: { status: 400 } }), 'listTickets'],
  ])('%s', (_, given, operation) => {
    expect(judgeBrandlovers(given)).toEqual({ operation, violations: [] });
  });

  test('a read with the key', () => {
    expect(judgeClubcollect(reads(true, json)).violations).toEqual([]);
  });
});

describe('a request that the spec does not describe is told', () => {
  const at = (url: string) => exchange({ url: `http://127.0.0.1${url}`, response: { body: page } });
  const tickets = (query: string) => at(`${base(brandlovers)}/tickets?${query}`);

  test.each([
    ['an unknown path', at(`${base(brandlovers)}/threads`), `request GET ${base(brandlovers)}/threads undeclared`],
    ['a path beside the server', at('/elsewhere/tickets'), 'request GET /elsewhere/tickets undeclared'],
    ['another method', { ...tickets(''), method: 'PUT' }, `request PUT ${base(brandlovers)}/tickets undeclared`],
    ['an extra query key', tickets('first=1'), 'request query/first undeclared'],
    ['a query key twice', tickets(`${limit}=1&${limit}=2`), `request query/${limit} repeated`],
    ['a query value of another type', tickets(`${limit}=ten`), `request query/${limit} type`],
    ['a query value out of range', tickets(`${offset}=-1`), `request query/${offset} minimum`],
    ['an unknown enum value', tickets('status=ALL'), 'request query/status enum'],
    [
      'no token',
      exchange({ unsigned: true, response: { body: page } }),
      `request ${tokenWay.in}/${tokenWay.name} missing`,
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
    ['no key', reads(false, json), `request ${keyWay.in}/${keyWay.name} missing`],
    ['no Content-Type', reads(true, {}), 'request header/content-type missing'],
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

describe('an answer is held to the media type that its spec says', () => {
  const content = (mediaType: string) => ({
    description: '',
    content: { [mediaType]: { schema: { type: 'object', required: ['title'] } } },
  });
  const responses = { 400: content('application/problem+json'), 404: content('text/html'), 409: { description: '' } };
  const get = { operationId: 'ask', responses };
  const spec = readDocument('small', { servers: [{ url: 'https://small.test' }], paths: { '/': { get } } });
  const judge = createValidator(spec);

  test.each([
    ['JSON of another name', 400, 'application/problem+json', '{"title":"No"}', []],
    ['JSON of another name that breaks its schema', 400, 'application/problem+json', '{}', ['/title required']],
    ['plain JSON in its place', 400, 'application/json', '{"title":"No"}', [' content-type']],
    ['what is no JSON', 404, 'text/html; charset=utf-8', '<p>No', []],
    ['what is none', 409, 'text/html', '<p>No', [' undocumented']],
  ])('%s', (_, status, contentType, body, violations) => {
    const response = { status, headers: new Headers({ 'content-type': contentType }), body };
    expect(judge.response('ask', response)).toEqual(violations.map((violation) => `response body${violation}`));
  });
});
