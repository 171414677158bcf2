import { isTicketbridgeError } from '@ticketbridge/http';
import { createValidator, sendsInvalid } from '@ticketbridge/ledger';
import { describe, expect, test } from 'vitest';
import { cases } from './cases.ts';
import { type FetchResult, initOf, vendors } from './clients.ts';
import { describedAnswers, describedCalls, plainRequest } from './generated-requests.ts';
import { plannedCase } from './planned-case.ts';
import { recordingFetch } from './recording-fetch.ts';
import { documentedPairs, hasHandlers, type Operation } from './spec.ts';
import { type Form, startWorld } from './world.ts';

/** As each form of credential takes it: HTTP's Basic wants a colon. */
const SECRET = 'user:sk/5f+e2 c9';

describe.each(vendors)('$spec.name in the calls of openapi-fetch', ({ spec, createFetchClient }) => {
  const calls = describedCalls(Object(spec.document), SECRET);

  test.each(spec.operations)('$id sends what the spec says', async (operation) => {
    for (const { input, request, answer } of calls.filter((call) => call.operation === operation.id)) {
      const sent: unknown[] = [];
      const client = createFetchClient(SECRET, {
        async fetch(url, init) {
          sent.push(plainRequest(url, init));
          return answering(answer.status, answer.value);
        },
      });
      const { error } = await client.request(operation.method, operation.path, initOf(operation, input));
      expect({ sent, error }).toEqual({ sent: [request], error: undefined });
    }
  });

  const titled = describedAnswers(Object(spec.document)).map((answer, index) => ({ ...answer, index }));
  test.each(titled)('takes the answer $operation $status (#$index)', async ({ operation: id, status, value }) => {
    const operation = spec.operations.find((known) => known.id === id) ?? expect.fail(id);
    const { input } = calls.find((call) => call.operation === id) ?? {};
    const client = createFetchClient(SECRET, { fetch: async () => answering(status, value), maxAttempts: 1 });
    const result = await client
      .request(operation.method, operation.path, initOf(operation, input))
      .catch((thrown: unknown) => ({ thrown, response: undefined }));
    if (!operation.answers.has(status) || (status >= 300 && status < 400)) {
      expect(result).toMatchObject({ thrown: { vendor: spec.name, operation: id, status } });
      return;
    }
    expect(result).not.toHaveProperty('thrown');
    expect(result.response?.status).toBe(status);
    if (status < 300) expect(result).toMatchObject({ data: value ?? { status } });
    else if (value) expect(result).toMatchObject({ error: value });
    else
      expect(result).toMatchObject({ error: { name: 'TicketbridgeError', operation: id, status, documented: true } });
  });
});

function answering(status: number, value: unknown): Response {
  if (value === undefined) return new Response(null, { status });
  return new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json' } });
}

describe('openapi-fetch, spec and sandbox agree', () => {
  const specs = vendors.map(({ spec }) => spec).filter(({ name }) => hasHandlers(name));
  const pairs = specs.flatMap((spec) => documentedPairs(spec).map((pair) => ({ spec, ...pair })));

  test.each(pairs)('$operation.id $status', async ({ spec, operation, status, answer }) => {
    const known = cases[operation.id]?.[status] ?? plannedCase(spec, operation.id, status);
    const { fetch, exchanges } = recordingFetch();
    const results: FetchResult[] = [];
    sendsInvalid(...(known.violates ?? []));
    await known.call(
      await startWorld(
        fetch,
        throughOpenapiFetch(
          specs.flatMap(({ operations }) => operations),
          results,
        ),
      ),
    );

    const [{ response: { body } = expect.fail('no answer') } = expect.fail('no exchange')] = exchanges;
    expect(exchanges.map((exchange) => createValidator(spec)(exchange))).toEqual([
      { operation: operation.id, violations: known.violates ?? [] },
    ]);
    const [{ data, error, response } = expect.fail('no result')] = results;
    expect(response.status).toBe(status);
    if (answer.kind === undefined) {
      expect({ data, error }).toEqual({ data: answer.schema ? known.value : { status }, error: undefined });
    } else if (answer.schema) {
      expect({ data, error }).toEqual({ data: undefined, error: JSON.parse(body) });
    } else {
      expect(data).toBeUndefined();
      if (!isTicketbridgeError(error)) throw error;
      expect(error).toMatchObject({ operation: operation.id, status, kind: answer.kind, documented: true });
    }
  });
});

/** Gives a client whose methods call openapi-fetch, and keep its results. */
function throughOpenapiFetch(operations: readonly Operation[], results: FetchResult[]): Form {
  return (client, fetchClient) =>
    // A copy: a proxy may not say otherwise than a frozen object.
    new Proxy(
      { ...client },
      {
        get: (_, id) => async (input: object) => {
          const operation = operations.find((known) => known.id === id) ?? expect.fail(String(id));
          const init = initOf(operation, input);
          const result = await Reflect.get(fetchClient, operation.method)(operation.path, init);
          results.push(result);
        },
      },
    );
}
