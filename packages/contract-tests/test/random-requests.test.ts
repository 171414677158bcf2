import { readDocument } from '@ticketbridge/ledger';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { at } from './json.ts';
import { randomDraft } from './random-requests.ts';

const FOUR = '^(?=.*\\d)[a-z\\d]{4}$';

test.each([
  ['a pattern that looks ahead', { type: 'string', pattern: FOUR }, new RegExp(FOUR)],
  ['a range without a whole number', { type: 'number', minimum: 0.1, maximum: 0.2 }, /^0\.[12]/],
  ['a number that hardly any is', { type: 'integer', minimum: 0, not: { minimum: 8 } }, /^[0-7]$/],
  ['a least length', { type: 'string', minLength: 50 }, /^.{50,}$/su],
])('%s is kept by each random request', (_, code, expected) => {
  const schema = { type: 'object', required: ['code'], properties: { code } };
  const requestBody = { required: true, content: { 'application/json': { schema } } };
  const post = { operationId: 'send', requestBody, responses: { 200: { description: '' } } };
  const spec = readDocument('small', { servers: [{ url: 'https://small.test' }], paths: { '/': { post } } });
  for (const operation of spec.operations) {
    const bodies = fc.sample(
      randomDraft(spec, operation, () => []),
      { seed: 1, numRuns: 20 },
    );
    for (const { body = '' } of bodies) expect(String(at(JSON.parse(body), 'code'))).toMatch(expected);
  }
});
