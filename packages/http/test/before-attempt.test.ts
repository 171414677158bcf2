import { type CallOptions, causeOf } from '@ticketbridge/http';
import { describe, expect, test } from 'vitest';
import { failureOf } from './failure.ts';
import { INPUTS, lettersClient, SAFE, WRITES } from './letters.ts';
import { answering, inTurn, resetting, serve, stalling } from './server.ts';

const NEVER = new Promise<never>(() => {});
const STOP = new Error('not any more');
const stop = () => {
  throw STOP;
};

/** Throws STOP from the given call on. */
function stopAt(number: number): () => void {
  let calls = 0;
  return () => {
    calls += 1;
    if (calls === number) throw STOP;
  };
}

describe('beforeAttempt is awaited before each attempt', () => {
  test.each([...SAFE, ...WRITES])('once for one attempt: %s', async (operation) => {
    const { baseUrl, arrivals } = await serve(
      answering(200, operation === 'listTags' || operation === 'replaceTags' ? [] : {}),
    );
    const seen: number[] = [];
    const beforeAttempt = () => void seen.push(arrivals.length);
    await lettersClient({ baseUrl })[operation](INPUTS[operation], { beforeAttempt });
    expect(seen).toEqual([0]);
    expect(arrivals).toHaveLength(1);
  });

  test('after a refusal that may be repeated, a reset, and a credential that is asked for again', async () => {
    const answers = inTurn(answering(429), resetting, answering(401), answering(200, ['a']));
    const { baseUrl, arrivals } = await serve(answers);
    const seen: number[] = [];
    const client = lettersClient({ baseUrl, key: () => 'a-key' });
    await client.listTags({}, { beforeAttempt: async () => void seen.push(arrivals.length) });
    expect(seen).toEqual([0, 1, 2, 3]);
  });

  test('as the last thing: after the credential and the turn, and before the event of the attempt', async () => {
    const { baseUrl } = await serve(answering(200, []));
    const order: string[] = [];
    const client = lettersClient({
      baseUrl,
      maxConcurrent: 1,
      key: () => {
        order.push('key');
        return 'a-key';
      },
      onEvent: ({ type, call }) => void order.push(`${type} ${call}`),
    });
    const options = (name: string): CallOptions => ({ beforeAttempt: () => void order.push(name) });
    await Promise.all([client.listTags({}, options('first')), client.listTags({}, options('second'))]);
    expect(order.slice(0, 4)).toEqual(['key', 'key', 'first', 'attempt 1']);
    expect(order.indexOf('second')).toBeGreaterThan(order.indexOf('answer 1'));
    expect(order.indexOf('second')).toBeLessThan(order.indexOf('attempt 2'));
  });

  test('what it gives is ignored, also `false`', async () => {
    const { baseUrl } = await serve(answering(200, ['a']));
    const options = { beforeAttempt: () => false };
    expect(await Reflect.apply(lettersClient({ baseUrl }).listTags, undefined, [{}, options])).toEqual(['a']);
  });

  test("its time is the deadline's, not the attempt's timeout's", async () => {
    const client = lettersClient({ fetch: async () => Response.json(['a']), timeout: 20 });
    const beforeAttempt = () => {
      const until = performance.now() + 40;
      while (performance.now() < until);
    };
    expect(await client.listTags({}, { beforeAttempt })).toEqual(['a']);
  });
});

describe('what beforeAttempt throws ends the call', () => {
  test.each([...SAFE, ...WRITES])('nothing was sent, and it is not tried again: %s', async (operation) => {
    const { baseUrl, arrivals } = await serve(answering(200, []));
    for (const beforeAttempt of [stop, async () => stop()]) {
      const error = await failureOf(lettersClient({ baseUrl })[operation](INPUTS[operation], { beforeAttempt }));
      expect(error).toMatchObject({ kind: 'aborted', outcome: 'not-sent', attempts: 0, status: undefined });
      expect(error.message).toBe(`letters.${operation}: the function "beforeAttempt" failed (Error)`);
      expect(error.cause).toBeUndefined();
      expect(causeOf(error)).toBe(STOP);
    }
    expect(arrivals).toEqual([]);
  });

  test.each([
    ['a refusal', answering(429), 'sendLetter', 'refused'],
    ['an answer that says nothing of the effect', answering(503), 'listTags', 'unknown'],
  ] as const)('the outcome is that of the attempt before it: %s', async (_, answer, operation, outcome) => {
    const { baseUrl, arrivals } = await serve(answer);
    const options = { beforeAttempt: stopAt(2) };
    const error = await failureOf(lettersClient({ baseUrl })[operation](INPUTS[operation], options));
    expect(error).toMatchObject({ kind: 'aborted', outcome, attempts: 1, status: undefined });
    expect(arrivals).toHaveLength(1);
  });

  test('its place is given to the next call', async () => {
    const { baseUrl } = await serve(answering(200, ['a']));
    const client = lettersClient({ baseUrl, maxConcurrent: 1 });
    const stopped = Array.from({ length: 3 }, () => failureOf(client.listTags({}, { beforeAttempt: stop })));
    expect(await client.listTags()).toEqual(['a']);
    expect(await Promise.all(stopped)).toHaveLength(3);
  });
});

describe('a beforeAttempt that does not end', () => {
  test('ends with the deadline: its signal aborts, and nothing was sent', async () => {
    const { baseUrl, arrivals } = await serve(stalling);
    let given: AbortSignal | undefined;
    const beforeAttempt = (signal: AbortSignal) => {
      given = signal;
      return NEVER;
    };
    const call = lettersClient({ baseUrl, maxConcurrent: 1 }).sendLetter(INPUTS.sendLetter, {
      beforeAttempt,
      deadline: 1_000,
    });
    expect(await failureOf(call)).toMatchObject({ kind: 'timeout', outcome: 'not-sent', attempts: 0 });
    expect(given?.aborted).toBe(true);
    expect(arrivals).toEqual([]);
  });

  test('that rejects because its signal aborts is no failure of its own', async () => {
    const beforeAttempt = (signal: AbortSignal) =>
      new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(STOP)));
    const error = await failureOf(lettersClient({}).listTags({}, { beforeAttempt, deadline: 1_000 }));
    expect(error).toMatchObject({ kind: 'timeout', outcome: 'not-sent' });
    expect(causeOf(error)).toBeUndefined();
  });
});
