import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codePoint } from '../../../vitest.text.ts';
import type { Sandbox } from '../src/index.ts';
import { asPartner, asSeller, start } from './calls.ts';
import { queryNames, signed } from './spec-facts.ts';

const nasty = [
  '',
  '9'.repeat(309),
  '-1',
  '1e3',
  '%',
  '%00',
  '%0d%0a',
  '%ff',
  '..',
  '%2e%2e',
  '__proto__',
  'constructor',
  'null',
  '[]',
  '"',
  'é',
  '\u0000',
  ' ',
  'x'.repeat(20_000),
];

const word = fc.oneof(
  fc.constantFrom(...nasty),
  fc.string({ unit: 'binary-ascii', maxLength: 12 }),
  fc.nat().map(String),
);

const numbers = ['0', '1', '2', '-1', '1e3', '0x1', '9007199254740991', '9007199254740993', '9'.repeat(309)];

/** Ids that the sandbox knows, for each place in a path. */
const known: Readonly<Record<string, readonly string[]>> = {
  ticket: ['7300401', '7300402'],
  invoice: ['hv-2026-0001', 'hv-2026-0006'],
  company: ['hockeyclub-de-voorbeelden'],
  list: ['unanswered', 'answered', 'archived'],
};

/** Method, path (behind its vendor) and query keys; the last two routes lead nowhere. */
const routes: readonly (readonly [string, string, ...string[]])[] = [
  ['POST', 'brandlovers/ticket'],
  ['GET', 'brandlovers/tickets', ...queryNames('listTickets')],
  ['POST', 'brandlovers/ticket/{ticket}/message'],
  ['GET', 'brandlovers/ticket/{ticket}/messages', ...queryNames('listTicketMessages')],
  ['PUT', 'brandlovers/ticket/{ticket}/status'],
  ['GET', 'clubcollect/v2/invoices/{invoice}/tickets'],
  ['POST', 'clubcollect/v2/invoices/{invoice}/tickets'],
  ['POST', 'clubcollect/v2/invoices/{invoice}/tickets/actions/archive'],
  ['POST', 'clubcollect/v2/invoices/{invoice}/tickets/actions/assign_to_support'],
  ['GET', 'clubcollect/v2/companies/{company}/tickets/{list}', ...queryNames('listCompanyTickets')],
  ['GET', '/{list}'],
  ['OPTIONS', '*'],
];

/** Mostly what is usual, so that a request fails for one reason at a time. */
function mostly<T, U>(usual: fc.Arbitrary<T>, unusual: fc.Arbitrary<U>): fc.Arbitrary<T | U> {
  return fc.oneof({ weight: 4, arbitrary: usual }, { weight: 1, arbitrary: unusual });
}

const header = fc.tuple(
  fc.oneof(
    fc.constantFrom('host', 'content-type', 'authorization', 'expect', 'content-length', 'connection', 'upgrade'),
    fc.constant('transfer-encoding'),
    word,
  ),
  fc.oneof(fc.constantFrom('chunked', '100-continue', 'close', 'application/json', 'websocket'), word),
);

const body = fc.oneof(
  fc.constant(''),
  fc
    .constantFrom(
      { message: 'Dank u.' },
      { visibility: 'CUSTOMER', body: 'Olá!' },
      { ticketStatus: 'CLOSED' },
      { orderId: '1', type: 'T', from: 'F', body: 'B' },
    )
    .map((value) => JSON.stringify(value)),
  fc.json(),
  fc.string({ unit: codePoint, maxLength: 40 }),
  fc
    .record(
      { message: fc.jsonValue(), body: fc.jsonValue(), visibility: word, ticketStatus: word },
      { requiredKeys: [] },
    )
    .map((value) => JSON.stringify(value)),
);

/** What an operation that takes no body is sent is mostly nothing. */
const bodies = fc.record({ body, always: fc.nat(4) }).map(({ body, always }) => ({ body, always: always === 0 }));

const request = fc.record({
  route: fc.constantFrom(...routes),
  otherMethod: mostly(fc.constant(undefined), fc.oneof(fc.constantFrom('DELETE', 'HEAD', 'CONNECT', 'M-SEARCH'), word)),
  origin: mostly(fc.constant(''), fc.oneof(fc.constantFrom('http://localhost', 'http://', 'x://y'), word)),
  ids: fc.tuple(mostly(fc.constant(undefined), word), mostly(fc.constant(undefined), word)),
  which: fc.nat(2),
  query: mostly(
    fc.record({ key: fc.nat(2), value: mostly(fc.constantFrom(...numbers), word) }),
    fc.array(
      fc.tuple(
        fc.oneof(fc.constantFrom(...queryNames('listTickets'), ...queryNames('listCompanyTickets'), 'api_key'), word),
        word,
      ),
      { maxLength: 2 },
    ),
  ),
  authorized: mostly(fc.constant(true), fc.constant(false)),
  lengthTold: mostly(fc.constant(true), fc.constant(false)),
  headers: mostly(fc.constant<[string, string][]>([]), fc.array(header, { maxLength: 3 })),
  sent: bodies,
});

type Request = typeof request extends fc.Arbitrary<infer T> ? T : never;

function queryOf({ query }: Request, keys: readonly string[]): string[] {
  if (Array.isArray(query)) return query.map(([name, value]) => `${name}=${value}`);
  const key = keys[query.key % keys.length];
  return key === undefined ? [] : [`${key}=${query.value}`];
}

/** Writes a request down as bytes, with credentials where it is authorized. */
function bytesOf(sandbox: Sandbox, request: Request): Buffer {
  const [method, template, ...keys] = request.route;
  const ids = [...request.ids];
  const path = template.replaceAll(/\{(\w+)\}/g, (_, place: string) => {
    const usual = known[place] ?? [];
    return ids.shift() ?? usual[request.which % usual.length] ?? '';
  });
  const query = queryOf(request, keys);
  const asked = `${path}${query.length > 0 ? `?${query.join('&')}` : ''}`;
  const { target, headers } = targetOf(sandbox, asked, request.authorized);
  const body = method === 'GET' && !request.sent.always ? '' : request.sent.body;
  const fields: [string, unknown][] = [['host', 'localhost'], ...Object.entries(headers)];
  if (request.authorized) fields.push(['content-type', 'application/json']);
  if (request.lengthTold) fields.push(['content-length', Buffer.byteLength(body)]);
  const lines = [...fields, ...request.headers].map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return Buffer.from(`${request.otherMethod ?? method} ${request.origin}${target} HTTP/1.1\r\n${lines}\r\n${body}`);
}

/** Puts a path of a route where its vendor's API is, with a secret where there is to be one. */
function targetOf(
  { brandlovers, clubcollect }: Sandbox,
  asked: string,
  authorized: boolean,
): ReturnType<typeof signed> {
  const [, vendor, path = ''] = /^(brandlovers|clubcollect)(\/.*)$/s.exec(asked) ?? [];
  const secretIf = (secret: string | undefined) => (authorized ? secret : undefined);
  if (vendor === 'brandlovers') return signed(vendor, path, secretIf(brandlovers.sellers[0]?.token));
  if (vendor === 'clubcollect') return signed(vendor, path, secretIf(clubcollect.partners[0]?.apiKey));
  return { target: asked, headers: {} };
}

/** Sends bytes, then nothing more, and reads every answer. */
async function answers({ brandlovers }: Sandbox, bytes: Buffer): Promise<string> {
  const socket = connect(Number(new URL(brandlovers.baseUrl).port), '127.0.0.1');
  socket.end(bytes);
  return text(socket).catch(() => '');
}

test('no request, whatever its bytes, gets a 500 or ends the process', { timeout: 120_000 }, async () => {
  const sandbox = await start();
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(request, async (sent) => {
      const heard = await answers(sandbox, bytesOf(sandbox, sent));
      const statuses = [...heard.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => status ?? '');
      for (const status of statuses) seen.add(status);
      // A gap of the sandbox answers 501.
      expect(statuses.filter((status) => status.startsWith('5') && status !== '501')).toEqual([]);
      expect(heard).not.toContain('x-sandbox-fault');
    }),
    { numRuns: process.env.EXHAUSTIVE ? 8_000 : 750 },
  );
  // The requests reach every layer, and do not end at the first.
  for (const status of ['200', '204', '400', '401', '404', '405', '422']) expect(seen).toContain(status);
  expect((await asSeller(sandbox)('GET', '/tickets')).status).toBe(200);
  expect((await asPartner(sandbox)('GET', '/v2/companies/hockeyclub-de-voorbeelden/tickets/answered')).status).toBe(
    200,
  );
});

test('random bytes never get a 500 and never end the process', async () => {
  const sandbox = await start();
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
      expect(await answers(sandbox, Buffer.from(bytes))).not.toMatch(/^HTTP\/1\.1 5/m);
    }),
    { numRuns: process.env.EXHAUSTIVE ? 600 : 30 },
  );
  expect((await asSeller(sandbox)('GET', '/tickets')).status).toBe(200);
});
