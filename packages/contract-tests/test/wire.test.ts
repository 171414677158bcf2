import { inspect } from 'node:util';
import { createBrandlovers } from '@ticketbridge/brandlovers';
import { isTicketbridgeError, type TicketbridgeError } from '@ticketbridge/http';
import { describe, expect, test } from 'vitest';
import { vendors } from './clients.ts';
import { describedCalls } from './generated-requests.ts';
import { answering, nowhere, serve } from './server.ts';

/** As each form of credential takes them: HTTP's Basic wants a colon. */
const SECRETS = ['user:sk/5f+e2 c9', 'user-sk:5fe2c9'] as const;
const [SECRET] = SECRETS;

/** Every operation of every vendor, with what it requires and what that makes of the request. */
const calls = vendors.flatMap(({ spec, create }) =>
  spec.operations.flatMap(({ id, credentials }) => {
    const described = describedCalls(Object(spec.document), SECRET);
    const minimal = described.findLast(({ operation, isMinimal }) => operation === id && isMinimal);
    if (!minimal) return [];
    const { input, request, answer } = minimal;
    const call = (baseUrl: string, secret: string = SECRET) =>
      create(secret, { baseUrl, maxAttempts: 1 })[id]?.(input) ?? expect.fail(`There is no method ${id}`);
    const isSecretRead = credentials.length > 0 && !request.body && answer.value !== undefined;
    return [{ vendor: spec.name, id, server: spec.server, isSecretRead, request, call }];
  }),
);

async function failure(call: Promise<unknown>): Promise<TicketbridgeError> {
  const error = await call.then(
    () => new Error('the call succeeded'),
    (reason: unknown) => reason,
  );
  if (!isTicketbridgeError(error)) throw error;
  return error;
}

describe('on the socket', () => {
  test.each(calls)('$vendor: $id is the request that the spec describes', async ({ server, request, call }) => {
    const { body: _, ...described } = request;
    const { origin, arrivals } = await serve(answering(400));
    await failure(call(origin));
    const [{ method, url = '', headers } = expect.fail('Nothing arrived')] = arrivals;
    const { pathname, searchParams } = new URL(url, origin);
    const query = [...searchParams].map(([name, value]) => `${name}=${value}`).sort();
    expect({ method, url: `${server}${pathname}`, query, headers }).toMatchObject(described);
  });

  test('one 403 of BrandLovers means no access, the other too many requests', async () => {
    const { origin } = await serve(answering(403));
    const seller = createBrandlovers({ token: SECRET, baseUrl: origin, maxAttempts: 1 });
    expect((await failure(seller.listTicketMessages({ ticketId: 't-1' }))).kind).toBe('forbidden');
    expect((await failure(seller.setTicketStatus({ ticketId: 't-1', ticketStatus: 'CLOSED' }))).kind).toBe('throttled');
  });
});

describe('a redirect is not followed', () => {
  test.each(calls)('$vendor: $id', async ({ call }) => {
    const elsewhere = await serve(answering(200, '{}'));
    for (const status of [301, 302, 303, 307, 308]) {
      const { origin } = await serve(answering(status, '', { location: `${elsewhere.origin}/?key=${SECRET}` }));
      expect((await failure(call(origin))).kind).toBe('redirect');
    }
    expect(elsewhere.arrivals).toEqual([]);
  });
});

describe.each(SECRETS)('no error shows the credential %s', (secret) => {
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
  const reads = vendors.flatMap(
    ({ spec }) => calls.find(({ vendor, isSecretRead }) => vendor === spec.name && isSecretRead) ?? [],
  );
  const named = Object.entries(troubles).flatMap(([trouble, start]) =>
    reads.map(({ vendor, call }) => ({ vendor, trouble, start, call })),
  );

  test.each(named)('$vendor: $trouble', async ({ start, call }) => {
    const error = await failure(call(await start(), secret));
    const shown = [
      error.message,
      error.stack ?? '',
      String(error),
      JSON.stringify(error),
      inspect(error, { depth: 10, showHidden: true }),
      JSON.stringify(error.cause) ?? '',
    ].join('\n');
    for (const rendering of [secret, encodeURIComponent(secret), btoa(secret)]) expect(shown).not.toContain(rendering);
  });
});
