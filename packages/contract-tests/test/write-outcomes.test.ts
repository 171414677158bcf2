import { createServer, type RequestListener } from 'node:http';
import { type CallOptions, type ClientOptions, isTicketbridgeError, type TicketbridgeError } from '@ticketbridge/http';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { vendors } from './clients.ts';
import { describedCalls } from './generated-requests.ts';

/** What a test gives to every client that it makes. */
type Clients = ClientOptions;

interface Write {
  readonly id: string;
  call(clients: Clients, options?: CallOptions): Promise<unknown>;
  /** The request, as the server sees it. */
  readonly request: string;
  readonly success: number;
  /** The body of a success; `undefined` where there is none. */
  readonly body: unknown;
  /** JSON that the success is not documented to be; `undefined` where it may be anything. */
  readonly otherJson: string | undefined;
}

const OTHER_JSON = { object: '["t-1"]', array: '{"id": "t-1"}' } as const;

/** Every operation that writes, with what it requires. */
const WRITES: readonly Write[] = vendors.flatMap(({ spec, create }) =>
  describedCalls(Object(spec.document), 'user:a-secret')
    .filter(({ isMinimal, request: { method } }) => isMinimal && method !== 'GET' && method !== 'HEAD')
    .map(({ operation: id, input, request: { method, url }, answer: { status, value, type } }) => ({
      id,
      call: (clients, options) => create('user:a-secret', clients)[id]?.(input, options) ?? expect.fail(`no ${id}`),
      request: `${method} ${url.slice(spec.server.length)}`,
      success: status,
      body: value,
      otherJson: type && OTHER_JSON[type],
    })),
);

/** Where a test fails, it must not last; attempts are left at their default, or nothing would be proven. */
function clientsOf(baseUrl: string, more: ClientOptions = {}): Clients {
  return { baseUrl, deadline: 20_000, ...more };
}

interface Server {
  readonly baseUrl: string;
  readonly clients: Clients;
  /** The method and path of every request, in order. */
  readonly arrivals: readonly string[];
  /** Resolves when the first request has arrived, whole. */
  readonly arrived: Promise<void>;
}

/** A server on loopback that closes with its test; the first request gets the first answer, the last all others. */
async function serve(answers: readonly RequestListener[]): Promise<Server> {
  const arrivals: string[] = [];
  const { promise: arrived, resolve: tell } = Promise.withResolvers<void>();
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const answer = answers[Math.min(arrivals.length, answers.length - 1)];
      const [path] = (request.url ?? '').split('?');
      arrivals.push(`${request.method} ${path}`);
      tell();
      answer?.(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  const baseUrl = `http://127.0.0.1:${address.port}`;
  return { baseUrl, clients: clientsOf(baseUrl), arrivals, arrived };
}

/** The error that a call fails with. */
async function failureOf(call: Promise<unknown>): Promise<TicketbridgeError> {
  const error = await call.then(
    (value) => new Error(`the call did not fail: ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  if (!isTicketbridgeError(error)) throw error;
  return error;
}

const answering =
  (status: number, body = '', headers: Readonly<Record<string, string>> = {}): RequestListener =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
  };
const stalling: RequestListener = () => {};
const resetting: RequestListener = ({ socket }) => socket.resetAndDestroy();
/** The start of a body, and then a reset. */
const resettingInBody =
  (status: number): RequestListener =>
  ({ socket }) => {
    const head = `HTTP/1.1 ${status} Whatever\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n`;
    socket.write(`${head}{"a`, () => socket.resetAndDestroy());
  };

/** The start of a body, and no more. */
const startingBody: RequestListener = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).write('{');
};

/** No answer that says what happened: it may have, and so it is not sent again. */
const UNKNOWN: Readonly<Record<string, { answer: RequestListener; options?: CallOptions; error: object }>> = {
  'a reset before the headers': { answer: resetting, error: { kind: 'network', status: undefined } },
  'a timeout': { answer: stalling, options: { timeout: 500 }, error: { kind: 'timeout', status: undefined } },
  'a passed deadline': { answer: stalling, options: { deadline: 500 }, error: { kind: 'timeout', status: undefined } },
  'a 500': { answer: answering(500), error: { kind: 'server', status: 500 } },
  'a 502': { answer: answering(502, '<html>'), error: { kind: 'server', status: 502 } },
  'a 503 that asks to come back': {
    answer: answering(503, '', { 'retry-after': '0' }),
    error: { kind: 'server', status: 503 },
  },
  'a 500 that is reset in its body': { answer: resettingInBody(500), error: { kind: 'server', status: 500 } },
};

const BROKEN_BODIES: Readonly<Record<string, string>> = {
  'broken JSON': '{"ticket_id": "t',
  'an HTML page': '<!doctype html><title>Oops</title>',
  'no body': '',
};

describe.each(WRITES)('$id', ({ call, request, success, body, otherJson }) => {
  const accepting = answering(success, JSON.stringify(body));
  const hasBody = body !== undefined;
  const accepted = hasBody ? body : { status: success };

  describe('is sent once, and its outcome is unknown, after', () => {
    test.concurrent.each(Object.entries(UNKNOWN))('%s', async (_, { answer, options, error }) => {
      const { clients, arrivals } = await serve([answer, accepting]);
      const failure = await failureOf(call(clients, options));
      expect(failure).toMatchObject({ ...error, outcome: 'unknown', attempts: 1 });
      expect(arrivals).toEqual([request]);
    });

    test('an abort in flight', async () => {
      const { clients, arrivals, arrived } = await serve([stalling, accepting]);
      const controller = new AbortController();
      const failing = failureOf(call(clients, { signal: controller.signal }));
      await arrived;
      const reason = new Error('no longer needed');
      controller.abort(reason);
      expect(await failing).toMatchObject({ kind: 'aborted', outcome: 'unknown', attempts: 1, cause: reason });
      expect(arrivals).toEqual([request]);
    });
  });

  describe('is sent again after a refusal, and no more often than that', () => {
    beforeEach(() => {
      // Without jitter, nothing is waited for.
      const random = vi.spyOn(Math, 'random').mockReturnValue(0);
      onTestFinished(() => random.mockRestore());
    });

    test.each([1, 2])('%i times 429, then accepted', async (refusals) => {
      const refusing = Array.from({ length: refusals }, () => answering(429));
      const { clients, arrivals } = await serve([...refusing, accepting]);
      expect(await call(clients)).toEqual(accepted);
      expect(arrivals).toEqual(Array.from({ length: refusals + 1 }, () => request));
    });

    test('429 to the end', async () => {
      const { clients, arrivals } = await serve([answering(429)]);
      const failure = await failureOf(call(clients));
      expect(failure).toMatchObject({ kind: 'throttled', status: 429, outcome: 'refused', attempts: 3 });
      expect(arrivals).toEqual([request, request, request]);
    });

    test('429 and then a reset: unknown, and sent no more', async () => {
      const { clients, arrivals } = await serve([answering(429), resetting, accepting]);
      expect(await failureOf(call(clients))).toMatchObject({ kind: 'network', outcome: 'unknown', attempts: 2 });
      expect(arrivals).toEqual([request, request]);
    });
  });

  describe(`is sent once, and ${hasBody ? 'is accepted although it fails' : 'succeeds'}, after a 200 with`, () => {
    const bodies = { ...BROKEN_BODIES, ...(otherJson !== undefined && { 'JSON of another type': otherJson }) };
    const faults = Object.entries(bodies).map(([name, text]) => [name, answering(200, text)] as const);
    test.each([...faults, ['a reset in its body', resettingInBody(200)] as const])('%s', async (_, answer) => {
      const { clients, arrivals } = await serve([answer, accepting]);
      if (hasBody) {
        const failure = await failureOf(call(clients));
        expect(failure).toMatchObject({ kind: 'protocol', status: 200, outcome: 'accepted', attempts: 1 });
      } else {
        expect(await call(clients)).toEqual({ status: 200 });
      }
      expect(arrivals).toEqual([request]);
    });
  });

  test('is sent once, and is accepted, when it is aborted in the body of a 200', async () => {
    const { baseUrl, arrivals } = await serve([startingBody, accepting]);
    const controller = new AbortController();
    const clients = clientsOf(baseUrl, {
      fetch: async (url, init) => {
        const response = await fetch(url, init);
        // By then the client waits for the body, if it wants one.
        setImmediate(() => controller.abort());
        return response;
      },
    });
    const result = call(clients, { signal: controller.signal });
    if (hasBody) expect(await failureOf(result)).toMatchObject({ kind: 'aborted', outcome: 'accepted', attempts: 1 });
    else expect(await result).toEqual({ status: 200 });
    expect(arrivals).toEqual([request]);
  });
});
