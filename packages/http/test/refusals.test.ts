import type { RequestListener } from 'node:http';
import { describe, expect, test } from 'vitest';
import { failureOf } from './failure.ts';
import { INPUTS, lettersClient, SAFE, WRITES } from './letters.ts';
import { answering, head, inTurn, serve, writing } from './server.ts';

/** Long enough for an answer's headers to arrive on a busy machine. */
const TIMEOUT = 400;

/** What can go wrong with a refusal's body. */
const BODIES: Readonly<Record<string, (status: number) => RequestListener>> = {
  'does not come': (status) => writing(head(status, 100), 'stall'),
  'stalls in its middle': (status) => writing(`${head(status, 100)}{"error"`, 'stall'),
  'is reset': (status) => writing(`${head(status, 100)}{"error"`, 'reset'),
  'is cut off': (status) => writing(`${head(status, 100)}{"error"`, 'end'),
  'is too long': (status) => answering(status, { error: 'x', more: 'x'.repeat(2000) }),
  'is HTML': (status) => answering(status, '<p>no</p>'),
  'is broken JSON': (status) => answering(status, '{"error":'),
  'is no text': (status) => writing(`${head(status, 4)}\xff\xfe\xfd\xfc`, 'end'),
  'is empty': (status) => answering(status),
};

describe('a refusal means what its status says, when its body', () => {
  for (const [name, answer] of Object.entries(BODIES)) {
    test.each([...SAFE, ...WRITES])(`${name}: %s`, async (operation) => {
      const { baseUrl, arrivals } = await serve(answer(404));
      const client = lettersClient({ baseUrl, timeout: TIMEOUT, maxResponseBytes: 1000 });
      const error = await failureOf(client[operation](INPUTS[operation]));
      expect(error).toMatchObject({ kind: 'not-found', status: 404, outcome: 'refused', attempts: 1 });
      expect(error.code).toBeUndefined();
      expect(arrivals).toHaveLength(1);
    });
  }

  test.each([
    [422, 'rejected', 'refused'],
    [403, 'throttled', 'refused'],
    [500, 'server', 'unknown'],
  ])('does not come: %d on a write', async (status, kind, outcome) => {
    const { baseUrl, arrivals } = await serve(writing(head(status, 100), 'stall'));
    const client = lettersClient({ baseUrl, timeout: TIMEOUT, maxAttempts: 1 });
    expect(await failureOf(client.sendLetter({ boxId: 'b', text: 't' }))).toMatchObject({ kind, outcome, status });
    await arrivals[0]?.closed;
  });

  test('does not come within the deadline', async () => {
    const { baseUrl, arrivals } = await serve(writing(head(422, 100), 'stall'));
    const call = lettersClient({ baseUrl, deadline: TIMEOUT }).sendLetter({ boxId: 'b', text: 't' });
    expect(await failureOf(call)).toMatchObject({ kind: 'rejected', outcome: 'refused', attempts: 1, status: 422 });
    await arrivals[0]?.closed;
  });

  test('does not come, and the refusal is one that passes: the call is sent again', async () => {
    const { baseUrl } = await serve(inTurn(writing(head(429, 100), 'stall'), answering(200)));
    const client = lettersClient({ baseUrl, timeout: TIMEOUT });
    expect(await client.sendLetter({ boxId: 'b', text: 't' })).toEqual({ status: 200 });
  });
});
