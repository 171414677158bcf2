import { undiciFetch } from '@ticketbridge/http/undici';
import { proves } from '@ticketbridge/ledger';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AbsorbedCase, absorbedCases } from './absorbed-cases.ts';
import { type AnsweringServer, answeringServer } from './answering-server.ts';
import { type Ended, ended, mapAtOnce } from './at-once.ts';
import { rowsFor } from './body-cases.ts';
import { type FetchResult, initOf, vendors } from './clients.ts';
import { textOf, unlike, unlikeError } from './differences.ts';
import { describedCalls, NO_INPUT } from './generated-requests.ts';
import { VENDORS } from './spec.ts';

/** As each form of credential takes it: HTTP's Basic wants a colon. */
const SECRET = 'user:sk/5f+e2 c9';

const YOUNG = VENDORS.filter(({ isYoung }) => isYoung).map(({ name }) => name);

const cases: AbsorbedCase[] = [];
let server: AnsweringServer;
const viaUndici = undiciFetch();
beforeAll(async () => {
  server = await answeringServer(({ headers }) => cases[Number(headers['x-case'])]?.answer ?? expect.fail('no case'));
});
afterAll(async () => {
  await viaUndici.close();
  server.close();
});

/** Where a page asks a proxy for access, the platform's `fetch` rejects (Fetch standard, HTTP-network-or-cache fetch). */
const HIDDEN_BY_FETCH = 407;

/** The ways to call an operation, each with what it makes of what a client owes. */
const ENTRIES = { client: differenceOfClient, 'openapi-fetch': differenceOfFetch } as const;

describe.each(vendors)('$spec.name', ({ spec, create, createFetchClient }) => {
  const calls = describedCalls(Object(spec.document), SECRET);

  test.for(spec.operations)('$id takes every answer of the vendor', async (operation, { skip }) => {
    const { input } = calls.findLast((call) => call.operation === operation.id) ?? skip(NO_INPUT);
    const own = absorbedCases(spec, operation);
    const first = cases.push(...own) - own.length;
    const options = { baseUrl: server.origin, maxAttempts: 1 };
    const client = create(SECRET, options);
    const fetchClient = createFetchClient(SECRET, { ...options, fetch: viaUndici });
    const differences = await mapAtOnce(own, async (absorbed, index) => {
      const headers = { 'x-case': String(first + index) };
      const called = await ended(client[operation.id]?.(input, { headers }));
      const init = { ...initOf(operation, input), headers };
      const fetched = await ended(fetchClient.request(operation.method, operation.path, init));
      return [
        ...ENTRIES.client(absorbed, called).map((how) => `${absorbed.title}: the client ${how}`),
        ...ENTRIES['openapi-fetch'](absorbed, fetched).map((how) => `${absorbed.title}: openapi-fetch ${how}`),
      ];
    });
    expect(differences.flat()).toEqual([]);
    const shown = new Set(
      own.flatMap(({ rows, answer: { status } }) => [...rows.map(({ name }) => name), `${operation.id} ${status}`]),
    );
    const wanted = rowsFor(spec, operation)
      .filter(({ greys }) => greys.absorption === undefined)
      .map(({ name }) => name);
    // What is documented as others do it may hold what nobody can make a value of.
    if (!YOUNG.includes(spec.name)) expect(wanted.filter((row) => !shown.has(row))).toEqual([]);
    for (const row of wanted.filter((known) => shown.has(known)))
      proves({ vendor: spec.name, row, column: 'absorption' });
  });
});

function differenceOfClient({ expected: told, answer: { status } }: AbsorbedCase, given: Ended): string[] {
  const expected = status === HIDDEN_BY_FETCH ? { error: { kind: 'network', outcome: 'unknown', attempts: 1 } } : told;
  if ('value' in expected) return 'value' in given ? unlike(expected.value, given.value) : [`threw ${given.thrown}`];
  return 'thrown' in given ? unlikeError(expected.error, given.thrown) : [`resolved to ${textOf(given.value)}`];
}

function differenceOfFetch({ expected, answer: { status } }: AbsorbedCase, given: Ended): string[] {
  if ('thrown' in given) {
    return 'error' in expected && !isSettled(expected)
      ? unlikeError(expected.error, given.thrown)
      : [`threw ${given.thrown}`];
  }
  const { data, error, response }: FetchResult = Object(given.value);
  if (response.status !== status) return [`has the status ${response.status}`];
  if ('value' in expected) return unlike({ data: expected.value, error: undefined }, { data, error });
  if (!isSettled(expected) || data !== undefined) return [`resolved to ${textOf(given.value)}`];
  return 'body' in expected ? unlike(expected.body, error) : unlikeError(expected.error, error);
}

/** A documented refusal is a result there. */
function isSettled({ error }: { readonly error: object }): boolean {
  const { documented, kind }: { documented?: boolean; kind?: string } = error;
  return documented === true && kind !== 'redirect' && kind !== 'protocol';
}
