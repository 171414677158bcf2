import { describe, expect, test } from 'vitest';
import { failureOf } from './failure.ts';
import { INPUTS, lettersClient, SAFE, WRITES } from './letters.ts';
import { answering, dripping, head, inTurn, serve, stalling, writing } from './server.ts';

const NEVER = new Promise<never>(() => {});

/** Long enough for an answer's headers to arrive on a busy machine. */
const DEADLINE_IN_BODY = 400;

describe('a call ends with its deadline, whatever the vendor does', () => {
  test.each([...SAFE, ...WRITES])('no headers come: %s', async (operation) => {
    const { baseUrl } = await serve(stalling);
    const error = await failureOf(lettersClient({ baseUrl })[operation](INPUTS[operation], { deadline: 150 }));
    expect(error).toMatchObject({ kind: 'timeout', outcome: 'unknown', attempts: 1, status: undefined });
    expect(error.message).toBe(`letters.${operation}: no whole answer within the deadline of 150 ms`);
  });

  test.each([
    ['it breaks off without an end', writing(`${head(200, 100)}{"letters"`, 'stall')],
    ['it has no first byte', writing(head(200, 100), 'stall')],
    ['it comes a byte at a time', dripping],
  ])('the body does not come: %s', async (_, answer) => {
    const { baseUrl, arrivals } = await serve(answer);
    const call = lettersClient({ baseUrl, deadline: DEADLINE_IN_BODY }).listLetters({ boxId: 'b' });
    expect(await failureOf(call)).toMatchObject({ kind: 'timeout', outcome: 'accepted', attempts: 1, status: 200 });
    await arrivals[0]?.closed;
  });

  test('a fetch that ignores its signal', async () => {
    const client = lettersClient({ fetch: () => NEVER });
    expect(await failureOf(client.listTags({}, { deadline: 150 }))).toMatchObject({ kind: 'timeout', attempts: 1 });
  });

  test('a credential that is not given', async () => {
    const { baseUrl, arrivals } = await serve(answering(200, []));
    const client = lettersClient({ baseUrl, key: () => NEVER });
    expect(await failureOf(client.listTags({}, { deadline: 50 }))).toMatchObject({
      kind: 'timeout',
      outcome: 'not-sent',
      attempts: 0,
    });
    expect(arrivals).toEqual([]);
  });

  test.each([
    ['beside another call', { maxConcurrent: 1 }],
    ['after another call', { maxPerSecond: 0.001 }],
  ])('a turn that does not come: %s', async (_, pace) => {
    const { baseUrl, arrivals, arrived } = await serve(stalling);
    const client = lettersClient({ baseUrl, ...pace });
    const first = new AbortController();
    const other = failureOf(client.listTags({}, { signal: first.signal }));
    await arrived(1);
    expect(await failureOf(client.listTags({}, { deadline: 50 }))).toMatchObject({
      kind: 'timeout',
      outcome: 'not-sent',
      attempts: 0,
    });
    first.abort();
    await other;
    expect(arrivals).toHaveLength(1);
  });

  test('a credential that takes the whole deadline lets no request leave', async () => {
    const { baseUrl, arrivals } = await serve(answering(200, []));
    const key = () => {
      const until = performance.now() + 20;
      while (performance.now() < until);
      return 'late-key';
    };
    expect(await failureOf(lettersClient({ baseUrl, key, deadline: 10 }).listTags())).toMatchObject({
      kind: 'timeout',
      outcome: 'not-sent',
      attempts: 0,
    });
    expect(arrivals).toEqual([]);
  });
});

describe('the timeout is for an attempt, the deadline for the call', () => {
  test('an attempt that timed out is followed by another', async () => {
    const { baseUrl, arrivals } = await serve(inTurn(stalling, answering(200, ['a'])));
    const client = lettersClient({ baseUrl, timeout: DEADLINE_IN_BODY, deadline: 60_000 });
    expect(await client.listTags()).toEqual(['a']);
    expect(arrivals).toHaveLength(2);
  });

  test('the message names the timeout when that was reached', async () => {
    const { baseUrl } = await serve(stalling);
    const error = await failureOf(lettersClient({ baseUrl }).listTags({}, { timeout: 20, maxAttempts: 2 }));
    expect(error).toMatchObject({ kind: 'timeout', attempts: 2 });
    expect(error.message).toContain('within the timeout of 20 ms');
  });

  test("a client's patience holds for each call, a call's own comes first", async () => {
    const { baseUrl } = await serve(stalling);
    const client = lettersClient({ baseUrl, timeout: 20, maxAttempts: 1 });
    expect((await failureOf(client.listTags())).message).toContain('timeout of 20 ms');
    expect((await failureOf(client.listTags({}, { timeout: 30 }))).message).toContain('timeout of 30 ms');
  });
});

describe('what comes too late is let go of', () => {
  function lateBody() {
    const cancelled = Promise.withResolvers<void>();
    const body = new ReadableStream({ cancel: () => cancelled.resolve() });
    return { response: new Response(body), cancelled: cancelled.promise };
  }

  test('the body of an answer after the deadline', async () => {
    const { response, cancelled } = lateBody();
    const late = Promise.withResolvers<Response>();
    const client = lettersClient({ fetch: () => late.promise });
    await failureOf(client.listTags({}, { timeout: 20, maxAttempts: 1 }));
    late.resolve(response);
    await cancelled;
  });

  test('a body that stalls, of a fetch that ignores its signal', async () => {
    const { response, cancelled } = lateBody();
    const client = lettersClient({ fetch: async () => response });
    expect(await failureOf(client.listTags({}, { timeout: 20, maxAttempts: 1 }))).toMatchObject({
      kind: 'timeout',
      status: 200,
    });
    await cancelled;
  });

  test('an answer to an earlier attempt says nothing of the later one', async () => {
    const early = Promise.withResolvers<Response>();
    let requests = 0;
    const fetch = async () => {
      requests += 1;
      if (requests === 1) return early.promise;
      early.resolve(Response.json([]));
      await new Promise((resolve) => setImmediate(resolve));
      throw new Error('reset');
    };
    const call = lettersClient({ fetch }).listTags({}, { timeout: 20, maxAttempts: 2 });
    expect(await failureOf(call)).toMatchObject({ kind: 'network', outcome: 'unknown', attempts: 2 });
  });
});
