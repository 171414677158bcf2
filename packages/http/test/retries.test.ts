import { describe, expect, test } from 'vitest';
import { RetryBudget } from '../src/retry.ts';
import { failureOf } from './failure.ts';
import { lettersClient } from './letters.ts';
import { answering, inTurn, serve } from './server.ts';

/** The pauses that a call of a safe operation makes when its first answers are these. */
async function pausesAfter(status: number, headers: Record<string, string>): Promise<readonly number[]> {
  const { baseUrl } = await serve(inTurn(answering(status, {}, headers), answering(200, [])));
  const pauses: number[] = [];
  const client = lettersClient({
    baseUrl,
    onEvent: (event) => void (event.type === 'retry' && pauses.push(event.delay)),
  });
  expect(await client.listTags()).toEqual([]);
  return pauses;
}

const httpDate = (ms: number) => new Date(ms).toUTCString();

describe('what the vendor asks for with Retry-After is waited in full', () => {
  test('seconds', async () => {
    expect(await pausesAfter(503, { 'retry-after': '1' })).toEqual([1001]);
    expect(await pausesAfter(503, { 'retry-after': '0.3' })).toEqual([301]);
  });

  test('a date, by the clock of a vendor whose clock is wrong', async () => {
    const wrong = Date.UTC(2031, 0, 1);
    const headers = { date: httpDate(wrong), 'retry-after': httpDate(wrong + 1000) };
    expect(await pausesAfter(429, headers)).toEqual([1001]);
  });

  test.each([
    ['0', '0'],
    ['a date that is over', httpDate(0)],
  ])('no wait is asked for: %s', async (_, value) => {
    const [pause] = await pausesAfter(503, { 'retry-after': value });
    expect(pause).toBeLessThanOrEqual(200);
  });

  test.each(['soon', '-5', '1 minute', '5, 10', '', 'Mon'])('nonsense is not listened to: %j', async (value) => {
    const { baseUrl } = await serve(answering(503, {}, { 'retry-after': value }));
    const error = await failureOf(lettersClient({ baseUrl, maxAttempts: 1 }).listTags());
    expect(error.retryAfter).toBeUndefined();
  });

  test.each([
    ['60', 60_000],
    ['1.5', 1500],
    ['99999999999', 99_999_999_999_000],
    ['9'.repeat(400), Number.MAX_SAFE_INTEGER],
  ])('a wait that does not fit the deadline fails at once and is told: %s', async (value, retryAfter) => {
    const { baseUrl, arrivals } = await serve(answering(503, {}, { 'retry-after': value }));
    const events: string[] = [];
    const client = lettersClient({ baseUrl, deadline: 1500, onEvent: ({ type }) => events.push(type) });
    const error = await failureOf(client.listTags());
    expect(error).toMatchObject({ kind: 'server', status: 503, attempts: 1, retryAfter });
    expect(error.message).toContain(`wait ${retryAfter} ms`);
    expect(events).toEqual(['attempt', 'answer', 'failed']);
    expect(arrivals).toHaveLength(1);
  });

  test('a date far off, without a Date header, is told too', async () => {
    const { baseUrl } = await serve((_, response) => {
      response.sendDate = false;
      response.writeHead(503, { 'retry-after': httpDate(Date.now() + 3_600_000) }).end();
    });
    const { retryAfter, attempts } = await failureOf(lettersClient({ baseUrl }).listTags());
    expect(attempts).toBe(1);
    expect(retryAfter).toBeGreaterThan(3_000_000);
  });
});

describe('the pause between attempts', () => {
  test('has full jitter under a cap that doubles', async () => {
    const { baseUrl } = await serve(answering(500));
    const pauses: { readonly attempt: number; readonly delay: number }[] = [];
    const client = lettersClient({
      baseUrl,
      maxAttempts: 4,
      onEvent: (event) => void (event.type === 'retry' && pauses.push(event)),
    });
    await Promise.allSettled([client.listTags(), client.listTags(), client.listTags(), client.listTags()]);
    expect(new Set(pauses.map(({ delay }) => delay)).size).toBe(12);
    for (const [attempt, cap] of [
      [2, 200],
      [3, 400],
      [4, 800],
    ] as const) {
      const delays = pauses.filter((pause) => pause.attempt === attempt).map(({ delay }) => delay);
      expect(delays).toHaveLength(4);
      expect(Math.max(...delays)).toBeLessThanOrEqual(cap);
    }
  });
});

describe('how often a call is sent', () => {
  test.each([1, 2, 4])('at most maxAttempts: %i', async (maxAttempts) => {
    const { baseUrl, arrivals } = await serve(answering(503));
    expect((await failureOf(lettersClient({ baseUrl }).listTags({}, { maxAttempts }))).attempts).toBe(maxAttempts);
    expect(arrivals).toHaveLength(maxAttempts);
  });

  test('the body is the same each time', async () => {
    const { baseUrl, arrivals } = await serve(inTurn(answering(429), answering(200)));
    await lettersClient({ baseUrl }).sendLetter({ boxId: 'b', text: 'hello' });
    expect(arrivals.map(({ body }) => body)).toEqual(['{"text":"hello"}', '{"text":"hello"}']);
  });
});

describe('the retry budget', () => {
  test('200 parallel calls at a server that only answers 503 make at most 225 requests', async () => {
    const { baseUrl, arrivals } = await serve(answering(503));
    const client = lettersClient({ baseUrl });
    const calls = Array.from({ length: 200 }, () => failureOf(client.listTags()));
    expect(new Set((await Promise.all(calls)).map(({ kind }) => kind))).toEqual(new Set(['server']));
    expect(arrivals.length).toBeGreaterThan(200);
    expect(arrivals.length).toBeLessThanOrEqual(225);
  });

  test('ten successes earn a retry back', async () => {
    let isDown = true;
    const { baseUrl, arrivals } = await serve((request, response) =>
      answering(isDown ? 503 : 200, [])(request, response),
    );
    const client = lettersClient({ baseUrl, maxAttempts: 2 });
    await Promise.allSettled(Array.from({ length: 40 }, () => client.listTags()));
    expect(arrivals).toHaveLength(60);
    isDown = false;
    for (let call = 0; call < 11; call += 1) await client.listTags();
    isDown = true;
    await failureOf(client.listTags());
    expect(arrivals).toHaveLength(60 + 11 + 2);
  });

  test('is full again for a call that begins two seconds after the last failure, and for no earlier one', () => {
    const budget = new RetryBudget();
    const now = performance.now();
    const taken = Array.from({ length: 30 }, () => budget.take(now)).filter(Boolean);
    expect(taken).toHaveLength(20);
    expect(budget.take(performance.now() + 1900)).toBe(false);
    expect(budget.take(performance.now() + 2100)).toBe(true);
  });

  test('is not filled by a vendor that takes long to fail', () => {
    const budget = new RetryBudget();
    const longAgo = performance.now() - 60_000;
    const taken = Array.from({ length: 30 }, () => budget.take(longAgo)).filter(Boolean);
    expect(taken).toHaveLength(20);
  });

  test('belongs to one client', async () => {
    const { baseUrl } = await serve(answering(503));
    const [one, other] = [lettersClient({ baseUrl, maxAttempts: 2 }), lettersClient({ baseUrl, maxAttempts: 2 })];
    await Promise.allSettled(Array.from({ length: 30 }, () => one.listTags()));
    expect((await failureOf(one.listTags())).attempts).toBe(1);
    expect((await failureOf(other.listTags())).attempts).toBe(2);
  });
});
