import { isTicketbridgeError } from '@ticketbridge/http';
import { describe, expect, test } from 'vitest';
import { type AnyClient, vendors } from './clients.ts';
import {
  type DescribedAnswer,
  describedAnswers,
  describedCalls,
  NO_INPUT,
  plainRequest,
} from './generated-requests.ts';
import type { Node } from './generated-values.ts';
import { VENDORS } from './spec.ts';

const YOUNG = VENDORS.filter(({ isYoung }) => isYoung).map(({ name }) => name);
/** As each form of credential takes it: HTTP's Basic wants a colon. */
const SECRET = 'user:sk/5f+e2 c9';

function answering({ status, value }: Pick<DescribedAnswer, 'status' | 'value'>): Response {
  const headers = { 'content-type': 'application/json' };
  return value === undefined
    ? new Response(null, { status })
    : new Response(JSON.stringify(value), { status, headers });
}

describe.each(vendors)('the client of $spec.name', ({ spec, create }) => {
  const document: Node = Object(spec.document);
  const calls = describedCalls(document, SECRET);
  const answers = describedAnswers(document);

  test('has one method per operation of its spec, and no other', () => {
    expect(Object.keys(create(SECRET)).sort()).toEqual(spec.operations.map(({ id }) => id).sort());
  });

  // What is documented as others do it may hold what nobody can make a value of.
  test.skipIf(YOUNG.includes(spec.name))('is called in each operation', () => {
    const called = new Set(calls.map(({ operation }) => operation));
    expect(spec.operations.map(({ id }) => id).filter((id) => !called.has(id))).toEqual([]);
  });

  test.for(spec.operations.map(({ id }) => id))('%s sends what the spec says', async (id, { skip }) => {
    const own = calls.filter(({ operation }) => operation === id);
    skip(own.length === 0, NO_INPUT);
    for (const { input, request, answer } of own) {
      const sent: unknown[] = [];
      const client = create(SECRET, {
        async fetch(url, init) {
          sent.push(plainRequest(url, init));
          return answering(answer);
        },
      });
      await callOf(client, id, input);
      expect(sent).toEqual([request]);
    }
  });

  const titled = answers.map((answer, index) => ({ title: `${answer.operation} ${answer.status}`, index, answer }));
  test.for(titled)('takes the answer $title (#$index)', async ({ answer }, { skip }) => {
    const { operation, status, value, kind } = answer;
    const { input } = calls.find((call) => call.operation === operation) ?? skip(NO_INPUT);
    const client = create(SECRET, { fetch: async () => answering(answer), maxAttempts: 1 });
    const given = await callOf(client, operation, input).catch((error: unknown) => error);
    if (status < 300) {
      expect(given).toEqual(value ?? { status });
      return;
    }
    if (!isTicketbridgeError(given)) throw given;
    expect(given).toMatchObject({ vendor: spec.name, operation, status });
    if (kind !== undefined) expect(given).toMatchObject({ kind, documented: true, outcome: 'refused' });
  });
});

function callOf(client: AnyClient, operation: string, input: object | undefined): Promise<unknown> {
  const method = client[operation];
  if (!method) throw new Error(`The client has no method ${operation}`);
  return method(input);
}
