import { describe, expect, test } from 'vitest';
import { readVendors } from '../src/documents.ts';
import { text } from '../src/json.ts';
import { judge } from '../src/judge.ts';
import type { Observed } from '../src/observe/observer.ts';
import { undeclaredHeaders } from '../src/sent-headers.ts';
import { readDocument } from '../src/spec.ts';
import { Trial } from '../src/vitest/trial.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

const { spec } = readVendors().get('brandlovers') ?? expect.fail('There is no such vendor');
const { pathname: base } = new URL(spec.server);
const { paging } = spec.operations.find(({ id }) => id === 'listTickets') ?? expect.fail('There is no such list');
const [limit, offset] = [text(paging, 'limit'), text(paging, 'offset')];
const [way] = spec.credentials;
if (way?.in !== 'header') throw new Error('The token is in no header');
const signed = { [way.name.toLowerCase()]: `${way.prefix}a-token` };

/** A request of a client of BrandLovers that its spec allows, with this changed. */
function sent(change: Partial<Observed> = {}): Observed {
  return {
    vendor: 'brandlovers',
    baseUrl: 'http://127.0.0.1:1',
    method: 'GET',
    url: `http://127.0.0.1:1/tickets?${limit}=1`,
    headers: signed,
    added: [],
    body: null,
    isSandbox: false,
    ...change,
  };
}

const draft = { orderId: 'o', type: 't', from: 'f', body: 'b' };

function writes(body: object, headers: object = JSON_TYPE): Observed {
  return sent({
    method: 'POST',
    url: 'http://127.0.0.1:1/ticket',
    headers: { ...signed, ...headers },
    body: JSON.stringify(body),
  });
}

describe('a request of a client that breaks its spec is told, with operation and place', () => {
  test.each([
    ['another path', sent({ url: 'http://127.0.0.1:1/threads' }), `GET: request GET ${base}/threads undeclared`],
    ['another server', sent({ url: 'http://127.0.0.1:2/tickets' }), 'GET: request GET /tickets undeclared'],
    ['another method', sent({ method: 'PUT' }), `PUT: request PUT ${base}/tickets undeclared`],
    [
      'an unknown query key',
      sent({ url: 'http://127.0.0.1:1/tickets?size=1' }),
      'listTickets: request query/size undeclared',
    ],
    [
      'a value of another type',
      sent({ url: `http://127.0.0.1:1/tickets?${limit}=1e1` }),
      `listTickets: request query/${limit} type`,
    ],
    ['no credential', sent({ headers: {} }), `listTickets: request header/${way.name} missing`],
    [
      'an unknown body key',
      writes({ ...draft, subject: 's' }),
      'createTicket: request body/subject additionalProperties',
    ],
    ['a missing body key', writes({ ...draft, from: undefined }), 'createTicket: request body/from required'],
    [
      'another Content-Type',
      writes(draft, { 'content-type': 'text/plain' }),
      'createTicket: request body content-type',
    ],
  ])('%s', (_, request, violation) => {
    expect([...judge({ requests: [request], calls: [] }).violations]).toEqual([`brandlovers.${violation}`]);
  });

  const headersOf = (headers: object, added: readonly string[] = []) => {
    const request = sent({ headers: { accept: 'application/json', ...signed, ...headers }, added });
    return [...judge({ requests: [request], calls: [] }).violations];
  };

  test.each<[string, object, string[], string]>([
    ['an own invention of the client', { 'x-attempt': '2' }, [], 'x-attempt'],
    ["the caller's and another one", { 'x-trace': '1', 'x-trace-id': '1' }, ['x-trace'], 'x-trace-id'],
    ['a name for the client that nobody gave', { 'user-agent': 'ours' }, [], 'user-agent'],
    ['a cookie', { cookie: 'a=b' }, [], 'cookie'],
  ])('a header that nobody declares: %s', (_, headers, added, told) => {
    expect(headersOf(headers, added)).toEqual([`brandlovers.listTickets: request header/${told} undeclared`]);
  });

  test('the headers that the caller adds are its own affair', () => {
    expect(headersOf({ cookie: 'a=b', 'x-trace': '1' }, ['cookie', 'x-trace'])).toEqual([]);
  });

  test('a credential at a place that the API does not name', () => {
    const key = { type: 'apiKey', in: 'query', name: 'key' };
    const document = {
      servers: [{ url: 'https://small.test' }],
      security: [{ key: [] }],
      paths: { '/': { get: { operationId: 'ask', responses: {} } } },
      components: { securitySchemes: { key } },
    };
    const [operation] = readDocument('small', document).operations;
    const told = operation && undeclaredHeaders(operation, new Headers({ authorization: 'k' }), []);
    expect(told).toEqual(['request header/authorization undeclared']);
  });
});

describe('however a server answers, a call that ends in another way than it may is told', () => {
  const answered = (status: number, body = '') => sent({ answer: { status, headers: JSON_TYPE, body } });
  const ended = (request: Observed, error?: { isOurs: boolean; kind: string }, operation = 'listTickets') =>
    [...judge({ requests: [], calls: [{ operation, requests: [request], error }] }).violations].map(String);

  test('an error that is not ours', () => {
    expect(ended(answered(200, '{'), { isOurs: false, kind: 'undefined' })).toEqual([
      'brandlovers.listTickets: call threw what is no TicketbridgeError',
    ]);
  });

  test('a refusal that resolves', () => {
    expect(ended(answered(404))).toEqual(['brandlovers.listTickets: call resolved after a 404']);
  });

  test('a success without a body that throws', () => {
    const request = { ...writes(draft), answer: { status: 200, headers: {}, body: '' } };
    expect(ended(request, { isOurs: true, kind: 'protocol' }, 'createTicket')).toEqual([
      'brandlovers.createTicket: call threw protocol after a 200 that has no body to be wrong',
    ]);
  });

  test('an abort is no fault', () => {
    const request = { ...writes(draft), answer: { status: 200, headers: {}, body: '' } };
    expect(ended(request, { isOurs: true, kind: 'aborted' }, 'createTicket')).toEqual([]);
  });
});

test('a request that the spec allows proves what it shows, and its answer the pair', () => {
  const answer = { status: 200, headers: JSON_TYPE, body: JSON.stringify({ tickets: [{ status: 'CLOSED' }] }) };
  const request = sent({ url: `http://127.0.0.1:1/tickets?${limit}=1&status=OPEN`, answer });
  const { cells, violations } = judge({
    requests: [request],
    calls: [{ operation: 'listTickets', requests: [request], error: undefined }],
  });
  expect([...violations]).toEqual([]);
  expect([...cells].filter((cell) => / (emission|server|end-to-end)$/.test(cell)).sort()).toEqual([
    'brandlovers: listTickets 200 | emission',
    `brandlovers: listTickets query/${limit} min | emission`,
    `brandlovers: listTickets query/${offset} absent | emission`,
    'brandlovers: listTickets query/status enum OPEN | emission',
  ]);
  expect(cells).toContain('brandlovers: listTickets 200 /tickets/*/status enum CLOSED | absorption');
  expect(cells).toContain('brandlovers: listTickets 200 /metadata absent | absorption');
});

test('a refusal of a sandbox proves the class of a value that is out of its range', () => {
  const request = sent({
    url: `http://127.0.0.1:1/tickets?${limit}=0`,
    isSandbox: true,
    answer: { status: 400, headers: {}, body: '' },
  });
  expect([...judge({ requests: [request], calls: [] }).cells]).toEqual([
    `brandlovers: listTickets query/${limit} over | server`,
    `brandlovers: listTickets query/${limit} over | end-to-end`,
    'brandlovers: listTickets 400 | server',
    'brandlovers: listTickets 400 | end-to-end',
  ]);
});

test('however often tests that fail show a row, the first that passes proves it', () => {
  const cell = 'brandlovers: listTickets query/status enum CLOSED | emission';
  const ended = (hasPassed: boolean, count = 1) => {
    const trial = new Trial();
    const request = sent({ url: 'http://127.0.0.1:1/tickets?status=CLOSED' });
    trial.requests.push(...Array.from({ length: count }, () => ({ ...request })));
    return trial.end(hasPassed).cells.includes(cell);
  };
  const failed = [ended(false, 50), ...Array.from({ length: 50 }, () => ended(false))];
  expect(new Set(failed)).toEqual(new Set([true]));
  expect([ended(true), ended(true), ended(true)]).toEqual([true, true, true]);
});

describe('a test', () => {
  const outOfRange = sent({ url: `http://127.0.0.1:1/tickets?${limit}=0` });

  test('fails for a value that it did not say it sends', () => {
    const trial = new Trial();
    trial.requests.push(outOfRange);
    expect(trial.end(true).error?.message).toContain(`brandlovers.listTickets: request query/${limit} minimum`);
  });

  test('may send a value that it says it does', () => {
    const trial = new Trial();
    trial.invalid.push(`request query/${limit} minimum`);
    trial.requests.push(outOfRange);
    expect(trial.end(true)).toEqual({ cells: [], error: undefined });
  });

  test('fails when it says so of what no client sends', () => {
    const trial = new Trial();
    trial.invalid.push(`request query/${limit} minimum`);
    expect(trial.end(true).error?.message).toContain(
      `No client sent what the test says it does:\nrequest query/${limit} minimum`,
    );
  });

  test('cannot excuse what a client itself does wrong', () => {
    const trial = new Trial();
    trial.invalid.push(/./);
    trial.requests.push(sent({ url: 'http://127.0.0.1:1/tickets?size=1' }));
    expect(trial.end(true).error?.message).toContain('brandlovers.listTickets: request query/size undeclared');
  });
});
