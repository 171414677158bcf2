import { type CallEvent, type ClientOptions, type Credential, isTicketbridgeError } from '@ticketbridge/http';
import { describe, expect, test } from 'vitest';
import { lettersClient } from './letters.ts';
import { answering, inTurn, serve, stalling } from './server.ts';

/** An event on one line, without what differs from run to run. */
function line(event: CallEvent): string {
  switch (event.type) {
    case 'attempt':
      return `attempt ${event.attempt}`;
    case 'answer':
      return `answer ${event.attempt}: ${event.status ?? 'none'} ${event.kind ?? 'ok'}`;
    case 'retry':
      return `retry as ${event.attempt} because ${event.reason}`;
    case 'done':
      return `done after ${event.attempts}`;
    case 'failed':
      return `failed after ${event.error.attempts}: ${event.error.kind}`;
  }
}

async function eventsOf(
  options: ClientOptions & { readonly key?: Credential },
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const events: CallEvent[] = [];
  const client = lettersClient({ ...options, onEvent: (event) => void events.push(event) });
  const [result] = await Promise.allSettled([client.listTags({}, { signal })]);
  for (const event of events) {
    expect(event).toMatchObject({ vendor: 'letters', operation: 'listTags', call: 1 });
    if ('duration' in event) expect(event.duration).toBeGreaterThanOrEqual(0);
    if ('delay' in event) expect(event.delay).toBeGreaterThanOrEqual(0);
    if (event.type === 'failed') expect(result).toEqual({ status: 'rejected', reason: event.error });
  }
  return events.map(line);
}

describe('the events of a call tell its story in order', () => {
  test('a success', async () => {
    const { baseUrl } = await serve(answering(200, []));
    expect(await eventsOf({ baseUrl })).toEqual(['attempt 1', 'answer 1: 200 ok', 'done after 1']);
  });

  test('a success after a retry', async () => {
    const { baseUrl } = await serve(inTurn(answering(503), answering(200, [])));
    expect(await eventsOf({ baseUrl })).toEqual([
      'attempt 1',
      'answer 1: 503 server',
      'retry as 2 because server',
      'attempt 2',
      'answer 2: 200 ok',
      'done after 2',
    ]);
  });

  test('a credential that was asked for again', async () => {
    const { baseUrl } = await serve(inTurn(answering(401), answering(200, [])));
    expect(await eventsOf({ baseUrl, key: () => 'a-key' })).toEqual([
      'attempt 1',
      'answer 1: 401 unauthorized',
      'retry as 2 because unauthorized',
      'attempt 2',
      'answer 2: 200 ok',
      'done after 2',
    ]);
  });

  test('a failure', async () => {
    const { baseUrl } = await serve(answering(422));
    expect(await eventsOf({ baseUrl })).toEqual(['attempt 1', 'answer 1: 422 rejected', 'failed after 1: rejected']);
  });

  test('no answer', async () => {
    expect(await eventsOf({ fetch: () => Promise.reject(new Error('x')), maxAttempts: 1 })).toEqual([
      'attempt 1',
      'answer 1: none network',
      'failed after 1: network',
    ]);
  });

  test('a body that does not come', async () => {
    const response = new Response(new ReadableStream());
    expect(await eventsOf({ fetch: async () => response, timeout: 10, maxAttempts: 1 })).toEqual([
      'attempt 1',
      'answer 1: 200 timeout',
      'failed after 1: timeout',
    ]);
  });

  test('an abort in flight', async () => {
    const { baseUrl, arrived } = await serve(stalling);
    const controller = new AbortController();
    const events = eventsOf({ baseUrl }, controller.signal);
    await arrived(1);
    controller.abort();
    expect(await events).toEqual(['attempt 1', 'answer 1: none aborted', 'failed after 1: aborted']);
  });

  test('an abort before the start, or a credential that is not given: no attempt was made', async () => {
    expect(await eventsOf({}, AbortSignal.abort())).toEqual(['failed after 0: aborted']);
    expect(await eventsOf({ key: () => Promise.reject(new Error('x')) })).toEqual(['failed after 0: unauthorized']);
  });

  test('the calls of a client are numbered', async () => {
    const calls: string[] = [];
    const client = lettersClient({
      fetch: async () => Response.json([]),
      onEvent: ({ type, call }) => void (type === 'done' && calls.push(`${type} ${call}`)),
    });
    await client.listTags();
    await client.listTags();
    expect(calls).toEqual(['done 1', 'done 2']);
  });
});

describe('a hook that breaks, breaks nothing', () => {
  test.each<[string, () => unknown]>([
    [
      'it throws',
      () => {
        throw new Error('x');
      },
    ],
    ['it rejects', () => Promise.reject(new Error('x'))],
  ])('%s', async (_, onEvent) => {
    const unhandled: unknown[] = [];
    const listen = (reason: unknown) => void unhandled.push(reason);
    process.on('unhandledRejection', listen);
    const { baseUrl } = await serve(inTurn(answering(503), answering(200, ['a']), answering(422)));
    const client = lettersClient({ baseUrl, onEvent });
    expect(await client.listTags()).toEqual(['a']);
    await expect(client.listTags()).rejects.toSatisfy(isTicketbridgeError);
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', listen);
    expect(unhandled).toEqual([]);
  });
});
