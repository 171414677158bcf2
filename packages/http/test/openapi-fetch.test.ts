import { inspect } from 'node:util';
import { type Api, type CallEvent, type ClientOptions, causeOf, type TicketbridgeError } from '@ticketbridge/http';
import { createFetchClient } from '@ticketbridge/http/openapi-fetch';
import { wrapAsPathBasedClient } from 'openapi-fetch';
import { describe, expect, test } from 'vitest';
import { failureOf } from './failure.ts';
import { KEY, letters } from './letters.ts';
import {
  answering,
  dripping,
  head,
  inTurn,
  nobody,
  resetting,
  type Server,
  serve,
  stalling,
  writing,
} from './server.ts';

const { listLetters, sendLetter, listTags } = letters.operations;
if (!listLetters || !sendLetter || !listTags) throw new Error('letters has changed');
/** Its reads document a body of their refusals, its write documents none. */
const api: Api = {
  ...letters,
  operations: {
    ...letters.operations,
    listLetters: {
      ...listLetters,
      errors: { ...listLetters.errors, 302: 'redirect', 503: 'server' },
      errorBodies: { 404: 'object', 302: 'object', 503: 'object' },
    },
    listTags: { ...listTags, errorBodies: { 403: 'unknown' } },
  },
};
const { errorCodeKeys: _, ...withoutCodes } = api;

const LETTERS = '/boxes/{boxId}/letters';
const READ = { params: { path: { boxId: 'b' } } };
const WRITE = { ...READ, body: { text: 'hello' } };

function clientAt(baseUrl: string, options: ClientOptions = {}, table: Api = api) {
  return createFetchClient<object>(table, { ...{ key: KEY }, baseUrl, ...options });
}
type Client = ReturnType<typeof clientAt>;

/** Calls as from JavaScript: the types forbid much of it. */
async function call(client: Client, method: string, path: string, init?: unknown) {
  const result: unknown = await Reflect.apply(client.request, undefined, [method, path, init]);
  const { data, error, response } = Object(result);
  if (!(response instanceof Response)) throw new Error(`no result of openapi-fetch: ${inspect(result)}`);
  return { data, error, response, keys: Object.keys(Object(result)) };
}

async function use(client: Client, middleware: object): Promise<void> {
  Reflect.apply(client.use, undefined, [middleware]);
}

describe('a call of openapi-fetch is a call of the client', () => {
  test('its parameters, its body and its headers go where the operation says', async () => {
    const { baseUrl, arrivals } = await serve(answering(200, {}));
    const client = clientAt(baseUrl);
    await call(client, 'get', LETTERS, {
      params: { path: { boxId: 'a/b ü' }, query: { limit: 2, labels: ['x', 'y'] } },
      headers: { 'x-mine': '1' },
    });
    await call(client, 'POST', LETTERS, { ...WRITE, params: { path: { boxId: 'b' }, header: { trace: 't-1' } } });
    expect(arrivals).toMatchObject([
      { method: 'GET', url: '/base/boxes/a%2Fb%20%C3%BC/letters?limit=2&labels=x&labels=y', body: '' },
      { method: 'POST', url: '/base/boxes/b/letters', body: '{"text":"hello"}' },
    ]);
    expect(arrivals.map(({ headers }) => headers)).toMatchObject([
      { 'x-key': KEY, 'x-mine': '1' },
      { 'x-key': KEY, trace: 't-1', 'content-type': 'application/json' },
    ]);
  });

  test('it is sent again where that does no harm, and its events are told', async () => {
    const { baseUrl } = await serve(inTurn(answering(503), answering(200, { n: 1 })));
    const events: CallEvent['type'][] = [];
    const client = clientAt(baseUrl, { onEvent: ({ type }) => void events.push(type) });
    expect(await call(client, 'get', LETTERS, READ)).toMatchObject({ data: { n: 1 }, response: { status: 200 } });
    expect(events).toEqual(['attempt', 'answer', 'retry', 'attempt', 'answer', 'done']);
  });

  test('its `beforeAttempt` is awaited before each attempt, and what it throws ends it', async () => {
    const { baseUrl, arrivals } = await serve(inTurn(answering(503), answering(200, { n: 1 })));
    const seen: number[] = [];
    const beforeAttempt = async () => void seen.push(arrivals.length);
    expect(await call(clientAt(baseUrl), 'get', LETTERS, { ...READ, beforeAttempt })).toMatchObject({ data: { n: 1 } });
    expect(seen).toEqual([0, 1]);
    const thrown = new Error('not any more');
    const stopped = { ...WRITE, beforeAttempt: () => Promise.reject(thrown) };
    const error = await failureOf(call(clientAt(baseUrl), 'post', LETTERS, stopped));
    expect(error).toMatchObject({ kind: 'aborted', outcome: 'not-sent', attempts: 0 });
    expect(causeOf(error)).toBe(thrown);
    expect(arrivals).toHaveLength(2);
  });

  test('its own methods and request do the same, whatever the case of the method', async () => {
    const { baseUrl, arrivals } = await serve(answering(200, []));
    const client = clientAt(baseUrl);
    const names = Object.keys(client).filter((name) => name === name.toUpperCase());
    expect(names).toEqual(['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE']);
    await Reflect.apply(client.GET, undefined, ['/tags']);
    await call(client, 'get', '/tags');
    await call(client, 'GET', '/tags');
    expect(arrivals.map(({ method, url }) => `${method} ${url}`)).toEqual(Array(3).fill('GET /base/tags'));
  });

  test("the caller's frame is in the error's stack", async () => {
    const { baseUrl } = await serve(answering(500));
    const error = await failureOf(call(clientAt(baseUrl, { maxAttempts: 1 }), 'get', LETTERS, READ));
    expect(error.stack).toContain('openapi-fetch.test.ts');
  });
});

describe('a success', () => {
  test('without a documented body has its status as data', async () => {
    const { baseUrl } = await serve(answering(200, '', { 'content-length': '0' }));
    const { data, keys, response } = await call(clientAt(baseUrl), 'post', LETTERS, WRITE);
    expect({ data, keys, status: response.status }).toEqual({
      data: { status: 200 },
      keys: ['data', 'response'],
      status: 200,
    });
  });

  test('without content too', async () => {
    const { baseUrl } = await serve(answering(204));
    const { data, keys } = await call(clientAt(baseUrl), 'put', '/tags', { body: { tags: ['a'] } });
    expect({ data, keys }).toEqual({ data: { status: 204 }, keys: ['data', 'response'] });
  });

  test("has the answer's headers, and no second body", async () => {
    const { baseUrl } = await serve(answering(200, { n: 1 }, { 'x-page': '7' }));
    const { response } = await call(clientAt(baseUrl), 'get', LETTERS, READ);
    expect([response.headers.get('x-page'), response.body]).toEqual(['7', null]);
  });
});

describe('a documented refusal', () => {
  test('is the documented body', async () => {
    const body = { error: 'no_box', hint: 'a secret of the customer' };
    const { baseUrl } = await serve(answering(404, body));
    const { error, keys, response } = await call(clientAt(baseUrl), 'get', LETTERS, READ);
    expect({ error, keys, status: response.status }).toEqual({ error: body, keys: ['error', 'response'], status: 404 });
  });

  test('is the documented body where the API has no codes to look for', async () => {
    const { baseUrl } = await serve(answering(404, { why: 'no box' }));
    const { error } = await call(clientAt(baseUrl, {}, withoutCodes), 'get', LETTERS, READ);
    expect(error).toEqual({ why: 'no box' });
  });

  test.each<[string, Parameters<typeof serve>[0]]>([
    ['none', answering(404)],
    ['HTML', answering(404, '<p>no</p>')],
    ['broken JSON', answering(404, '{"error":')],
    ['JSON of another type', answering(404, ['no'])],
    ['one that does not come', writing(head(404, 100), 'stall')],
    ['one that breaks off', writing(`${head(404, 100)}{"error"`, 'reset')],
  ])('with a documented body, but %s, is the TicketbridgeError', async (_, answer) => {
    const { baseUrl } = await serve(answer);
    const { error, response } = await call(clientAt(baseUrl, { timeout: 400 }), 'get', LETTERS, READ);
    expect(error).toMatchObject({ name: 'TicketbridgeError', kind: 'not-found', status: 404, outcome: 'refused' });
    expect(response.status).toBe(404);
  });

  test.each([false, null, 0, ''])('with the body %j is truthy', async (body) => {
    const { baseUrl } = await serve(answering(403, JSON.stringify(body)));
    const { error } = await call(clientAt(baseUrl, { maxAttempts: 1 }), 'get', '/tags');
    expect(error).toMatchObject({ kind: 'throttled', status: 403 });
  });

  test.each(['', '{"message":"a secret of the customer"}'])(
    'without a documented body is the error: %j',
    async (body) => {
      const { baseUrl } = await serve(answering(400, body));
      const { error, response } = await call(clientAt(baseUrl), 'post', LETTERS, WRITE);
      expect(error).toMatchObject({ kind: 'rejected', status: 400, outcome: 'refused', documented: true });
      expect(inspect(error, { showHidden: true, depth: 9 })).not.toContain('secret');
      expect(response.status).toBe(400);
    },
  );

  test('is also a server error that is documented', async () => {
    const { baseUrl } = await serve(answering(503, { error: 'down' }));
    const { error } = await call(clientAt(baseUrl, { maxAttempts: 1 }), 'get', LETTERS, READ);
    expect(error).toEqual({ error: 'down' });
  });

  test('is that of the last attempt', async () => {
    const { baseUrl } = await serve(inTurn(answering(503, { error: 'first' }), answering(404)));
    const { error } = await call(clientAt(baseUrl), 'get', LETTERS, READ);
    expect(error).toMatchObject({ kind: 'not-found', attempts: 2 });
  });
});

describe('what gives no usable answer is thrown', () => {
  test.each<[string, Parameters<typeof serve>[0], Partial<TicketbridgeError>]>([
    ['an undocumented refusal', answering(409, { error: 'x' }), { kind: 'rejected', status: 409, outcome: 'refused' }],
    ['an undocumented 403', answering(404), { kind: 'not-found', status: 404 }],
    ['a server error', answering(500), { kind: 'server', outcome: 'unknown' }],
    ['a redirect', answering(302, '', { location: '/' }), { kind: 'redirect' }],
    ['a reset', resetting, { kind: 'network', outcome: 'unknown' }],
    ['no answer', stalling, { kind: 'timeout', outcome: 'unknown' }],
  ])('%s', async (_, answer, expected) => {
    const { baseUrl } = await serve(answer);
    const client = clientAt(baseUrl, { maxAttempts: 1, timeout: 400 });
    expect(await failureOf(call(client, 'post', LETTERS, WRITE))).toMatchObject(expected);
  });

  test('a redirect, although it is documented', async () => {
    const { baseUrl } = await serve(answering(302, { error: 'moved' }, { location: '/' }));
    expect(await failureOf(call(clientAt(baseUrl), 'get', LETTERS, READ))).toMatchObject({ kind: 'redirect' });
  });

  test('a success that cannot be used', async () => {
    const { baseUrl } = await serve(answering(200, '<p>ok</p>'));
    const error = await failureOf(call(clientAt(baseUrl), 'get', LETTERS, READ));
    expect(error).toMatchObject({ kind: 'protocol', outcome: 'accepted' });
  });

  test('no connection', async () => {
    const error = await failureOf(call(clientAt(await nobody(), { maxAttempts: 1 }), 'post', LETTERS, WRITE));
    expect(error).toMatchObject({ kind: 'network', outcome: 'not-sent' });
  });

  test('an abort, also of the body of a documented refusal', async () => {
    const { baseUrl, arrived } = await serve(inTurn(stalling, writing(head(404, 100), 'stall')));
    for (const count of [1, 2]) {
      const controller = new AbortController();
      const given = call(clientAt(baseUrl), 'get', LETTERS, { ...READ, signal: controller.signal });
      arrived(count).then(() => controller.abort(new Error('enough')));
      expect(await failureOf(given)).toMatchObject({ kind: 'aborted', cause: { message: 'enough' } });
    }
  });

  test('a body that never ends, at its deadline', async () => {
    const { baseUrl } = await serve(dripping);
    const error = await failureOf(call(clientAt(baseUrl), 'get', LETTERS, { ...READ, deadline: 200 }));
    expect(error).toMatchObject({ kind: 'timeout', outcome: 'accepted' });
  });
});

/** The rows of what must not be sent: what is given, and the field that names it. */
const REFUSED: Readonly<Record<string, [method: unknown, path: unknown, init: unknown, field: string | undefined]>> = {
  'an unknown path': ['GET', '/boxes/b/letters', {}, 'path'],
  'a URL': ['GET', 'https://evil.example/tags', {}, 'path'],
  'no path': ['GET', undefined, {}, 'path'],
  'another method': ['DELETE', '/tags', {}, 'method'],
  'no method': [undefined, '/tags', {}, 'method'],
  'a method that is no text': [Symbol('GET'), '/tags', {}, 'method'],
  ...Object.fromEntries(
    [
      ['baseUrl', 'https://evil.example'],
      ['fetch', fetch],
      ['Request', Request],
      ['querySerializer', () => 'a=b'],
      ['bodySerializer', JSON.stringify],
      ['pathSerializer', () => '/'],
      ['parseAs', 'text'],
      ['middleware', [{ onRequest: () => new Response() }]],
      ['redirect', 'follow'],
      ['credentials', 'include'],
      ['method', 'DELETE'],
      ['cache', 'no-store'],
      ['keepalive', true],
      ['nonsense', 1],
      ['timeout', 0],
      ['signal', {}],
    ].map(([name, value]) => [`the option ${name}`, ['GET', '/tags', { [String(name)]: value }, name]]),
  ),
  'an init that is no object': ['GET', '/tags', 'x', undefined],
  'params that are no object': ['GET', LETTERS, { params: null }, 'params'],
  'a credential header': ['GET', '/tags', { headers: { 'X-Key': 'other' } }, 'headers.X-Key'],
  "a header of the client's own": ['GET', '/tags', { headers: { accept: 'text/html' } }, 'headers.accept'],
  "a credential header among the operation's": [
    'GET',
    '/tags',
    { params: { header: { 'x-key': 'k' } } },
    'params.header.x-key',
  ],
  cookies: ['GET', '/tags', { params: { cookie: { a: 'b' } } }, 'params.cookie'],
  'an unknown query parameter': [
    'GET',
    LETTERS,
    { params: { ...READ.params, query: { limt: 1 } } },
    'params.query.limt',
  ],
  'a path parameter in the query': ['GET', LETTERS, { params: { query: { boxId: 'b' } } }, 'params.query.boxId'],
  'a path parameter in the body': ['POST', LETTERS, { body: { boxId: 'b', text: 't' } }, 'body.boxId'],
  'a header in the body': ['POST', LETTERS, { ...READ, body: { text: 't', trace: 't' } }, 'body.trace'],
  'a field of the body in the query': [
    'POST',
    LETTERS,
    { params: { ...READ.params, query: { text: 't' } } },
    'params.query.text',
  ],
  'a missing path parameter': ['GET', LETTERS, {}, 'params.path.boxId'],
  'no init where one is needed': ['GET', LETTERS, undefined, 'params.path.boxId'],
  'an id that is another path': ['GET', LETTERS, { params: { path: { boxId: '..' } } }, 'params.path.boxId'],
  'an empty id': ['GET', LETTERS, { params: { path: { boxId: '' } } }, 'params.path.boxId'],
  'a query parameter of the wrong type': [
    'GET',
    LETTERS,
    { params: { ...READ.params, query: { limit: '1' } } },
    'params.query.limit',
  ],
  'an item of the wrong type': [
    'GET',
    LETTERS,
    { params: { ...READ.params, query: { labels: [1] } } },
    'params.query.labels[0]',
  ],
  'a header that cannot be sent': [
    'POST',
    LETTERS,
    { params: { ...READ.params, header: { trace: 'ü' } }, body: { text: 't' } },
    'params.header.trace',
  ],
  'a missing field of the body': ['POST', LETTERS, { ...READ, body: {} }, 'body.text'],
  'no body where one is needed': ['POST', LETTERS, READ, 'body.text'],
  'an unknown field of the body': [
    'POST',
    LETTERS,
    { ...READ, body: { text: 't', to: { name: 'n', zip: '1' } } },
    'body.to.zip',
  ],
  'a body that is a text': ['POST', LETTERS, { ...READ, body: '{"text":"t"}' }, 'body'],
  'a body that is a form': ['POST', LETTERS, { ...READ, body: new FormData() }, 'body'],
  'a body where there is none': ['GET', '/tags', { body: {} }, 'body'],
  'a body with a field __proto__': [
    'POST',
    LETTERS,
    { ...READ, body: JSON.parse('{"text":"t","__proto__":{}}') },
    'body.__proto__',
  ],
};

describe('refused before anything is sent', () => {
  test.each(Object.entries(REFUSED))('%s', async (_, [method, path, init, field]) => {
    const { baseUrl, arrivals } = await serve(answering(200, []));
    const client = clientAt(baseUrl);
    const error = await failureOf(Reflect.apply(client.request, undefined, [method, path, init]));
    expect(error).toMatchObject({ kind: 'invalid-input', vendor: 'letters', field, outcome: 'not-sent' });
    expect(error.message).not.toContain('evil');
    expect(arrivals).toEqual([]);
  });

  test.each(['baseUrl', 'fetch', 'nonsense'])('the option %s through wrapAsPathBasedClient', async (name) => {
    const { baseUrl, arrivals } = await serve(answering(200, []));
    const client = clientAt(baseUrl);
    const byPath: object = wrapAsPathBasedClient(client);
    const { GET } = Object(Reflect.get(byPath, '/tags'));
    const error = await failureOf(GET({ [name]: 'https://evil.example' }));
    expect(error).toMatchObject({ kind: 'invalid-input', field: name, outcome: 'not-sent' });
    expect(arrivals).toEqual([]);
  });

  test.each(['querySerializer', 'Request', 'credentials', 'redirect', 'nonsense'])("the client's option %s", (name) => {
    expect(() => clientAt('http://localhost', { [name]: {} })).toThrow(
      expect.objectContaining({ kind: 'invalid-input', field: name }),
    );
  });
});

describe('a middleware observes', () => {
  const SERVED = { n: 1 };
  async function observed(middleware: object, answer = answering(200, SERVED)): Promise<Server & { client: Client }> {
    const server = await serve(answer);
    const client = clientAt(server.baseUrl, { maxAttempts: 1 });
    await use(client, middleware);
    return { ...server, client };
  }

  test('the request without its credential, and the answer without its body', async () => {
    const seen: unknown[] = [];
    const { client, baseUrl } = await observed({
      async onRequest({ request, schemaPath, params }: { request: Request; schemaPath: string; params: object }) {
        seen.push([request.method, request.url, [...request.headers.keys()], await request.text(), schemaPath, params]);
      },
      onResponse({ response }: { response: Response }) {
        seen.push([response.status, response.body]);
      },
    });
    await call(client, 'post', LETTERS, { ...WRITE, headers: { 'x-mine': '1' } });
    expect(seen).toEqual([
      [
        'POST',
        `${baseUrl}/boxes/b/letters`,
        ['content-type', 'x-mine'],
        '{"text":"hello"}',
        LETTERS,
        expect.objectContaining({ path: { boxId: 'b' } }),
      ],
      [200, null],
    ]);
  });

  test('the error that the caller gets', async () => {
    const seen: unknown[] = [];
    const { client } = await observed({ onError: ({ error }: { error: unknown }) => void seen.push(error) }, resetting);
    expect([await failureOf(call(client, 'get', LETTERS, READ))]).toEqual(seen);
  });

  test.each<
    [
      string,
      (options: { request: Request; params: object; options: { fetch: (request: Request) => unknown } }) => unknown,
    ]
  >([
    ['answers it', () => Response.json({ fake: true })],
    ['replaces it', ({ request }) => new Request(request, { headers: { 'x-dry-run': '1' } })],
    ['changes its headers', ({ request }) => request.headers.set('x-dry-run', '1')],
    [
      'changes its headers and gives it back',
      ({ request }) => {
        request.headers.set('x-dry-run', '1');
        return request;
      },
    ],
    ['gives something else', () => 'nonsense'],
    [
      'throws',
      () => {
        throw new Error('not now');
      },
    ],
  ])('one that %s keeps the request from being sent', async (_, onRequest) => {
    for (const handler of [onRequest, async (options: Parameters<typeof onRequest>[0]) => onRequest(options)]) {
      const { client, arrivals } = await observed({ onRequest: handler });
      const error = await failureOf(call(client, 'post', LETTERS, WRITE));
      expect(error).toMatchObject({ kind: 'invalid-input', field: 'middleware', outcome: 'not-sent', attempts: 0 });
      expect(error.operation).toBe('sendLetter');
      expect(inspect(error)).not.toContain('not now');
      expect(arrivals).toEqual([]);
    }
  });

  test('what one threw is given by causeOf', async () => {
    const thrown = new Error('not now');
    const { client } = await observed({ onRequest: () => Promise.reject(thrown) });
    expect(causeOf(await failureOf(call(client, 'post', LETTERS, WRITE)))).toBe(thrown);
  });

  test.each<[string, object]>([
    ['gives the request back', { onRequest: ({ request }: { request: Request }) => request }],
    [
      'changes the parameters',
      { onRequest: ({ params }: { params: { path: object } }) => void Object.assign(params.path, { boxId: 'c' }) },
    ],
    [
      'sends by itself',
      {
        onRequest: ({ request, options }: { request: Request; options: { fetch: (request: Request) => unknown } }) =>
          void options.fetch(request),
      },
    ],
    ['answers otherwise', { onResponse: () => new Response(null, { status: 404 }) }],
    ['gives nonsense for the answer', { onResponse: () => 'nonsense' }],
    [
      'fails at the answer',
      {
        onResponse: () => {
          throw new Error('no');
        },
      },
    ],
    ['never ends at the answer', { onResponse: () => new Promise(() => {}) }],
  ])('one that %s has no effect', async (_, middleware) => {
    const { client, arrivals } = await observed(middleware);
    const { data, error, response } = await call(client, 'get', LETTERS, { ...READ, deadline: 400 });
    expect({ data, error, status: response.status }).toEqual({ data: SERVED, error: undefined, status: 200 });
    expect(arrivals.map(({ url }) => url)).toEqual(['/base/boxes/b/letters']);
  });

  test.each<[string, (options: { error: unknown }) => unknown]>([
    ['an answer', () => Response.json({ fake: true })],
    ['another error', () => new Error('harmless')],
    ['nonsense', () => 'nonsense'],
  ])('one that makes %s of an error has no effect', async (_, onError) => {
    const { client } = await observed({ onError }, resetting);
    expect(await failureOf(call(client, 'post', LETTERS, WRITE))).toMatchObject({
      kind: 'network',
      outcome: 'unknown',
    });
  });

  test('one that never ends at the request does not keep a call beyond its deadline, and sends nothing later', async () => {
    let go = () => {};
    const waiting = new Promise<void>((resolve) => {
      go = resolve;
    });
    const { client, arrivals } = await observed({ onRequest: () => waiting });
    const error = await failureOf(call(client, 'post', LETTERS, { ...WRITE, deadline: 50 }));
    expect(error).toMatchObject({ kind: 'timeout', outcome: 'not-sent', attempts: 0 });
    go();
    await new Promise((resolve) => setImmediate(resolve));
    expect(arrivals).toEqual([]);
  });

  test("its time counts as the call's", async () => {
    const { client } = await observed(
      { onRequest: () => new Promise((resolve) => setTimeout(resolve, 150)) },
      stalling,
    );
    const startedAt = performance.now();
    expect(await failureOf(call(client, 'get', LETTERS, { ...READ, deadline: 300 }))).toMatchObject({
      kind: 'timeout',
    });
    expect(performance.now() - startedAt).toBeLessThan(430);
  });

  interface Given {
    readonly request: Request;
    readonly response: Response;
    readonly error: TicketbridgeError;
    readonly params: { readonly path: object };
    readonly options: { readonly fetch: (request: Request) => Promise<unknown> };
  }
  const define = (target: object, name: string, value: unknown) => Object.defineProperty(target, name, { value });

  test.each<[string, (given: Given) => unknown]>([
    [
      'makes another by its constructor',
      ({ request }) => Reflect.construct(request.constructor, [request, { headers: { 'x-dry-run': '1' } }]),
    ],
    [
      'makes one of another URL',
      ({ request }) => Reflect.construct(request.constructor, ['http://127.0.0.1:1/', request]),
    ],
    ['makes one that is the same', ({ request }) => new Request(request)],
    ['gives a clone', ({ request }) => request.clone()],
    [
      'sends and then changes it',
      ({ request, options }) => {
        options.fetch(request).catch(() => {});
        request.headers.set('x-dry-run', '1');
      },
    ],
    ['awaits its own sending', ({ request, options }) => options.fetch(request)],
    ['removes a header', ({ request }) => request.headers.delete('content-type')],
    ['appends to a header', ({ request }) => request.headers.append('content-type', 'text/plain')],
    ['defines its URL', ({ request }) => define(request, 'url', 'http://127.0.0.1:1/')],
    ['defines its method', ({ request }) => define(request, 'method', 'GET')],
    ['defines its headers', ({ request }) => define(request, 'headers', new Headers())],
    ['makes it unreadable', ({ request }) => define(request, 'headers', null)],
  ])('one that %s keeps the request from being sent, wherever it stands', async (_, onRequest) => {
    for (const place of [0, 1, 2]) {
      const { baseUrl, arrivals } = await serve(answering(200, SERVED));
      const client = clientAt(baseUrl);
      for (const index of [0, 1, 2]) await use(client, { onRequest: index === place ? onRequest : () => {} });
      expect(await failureOf(call(client, 'post', LETTERS, WRITE))).toMatchObject({
        kind: 'invalid-input',
        field: 'middleware',
        outcome: 'not-sent',
      });
      expect(arrivals).toEqual([]);
    }
  });

  test('one that changes the request after it has ended keeps it from being sent', async () => {
    let shown: Request | undefined;
    const { client, arrivals } = await observed({
      onRequest: ({ request }: Given) => {
        shown = request;
      },
    });
    await use(client, { onRequest: () => shown?.headers.set('x-dry-run', '1') });
    expect(await failureOf(call(client, 'post', LETTERS, WRITE))).toMatchObject({ field: 'middleware' });
    expect(arrivals).toEqual([]);
  });

  test.each<[string, (given: Given) => unknown]>([
    ['sets a field', ({ error }) => Object.assign(error, { outcome: 'not-sent' })],
    ['defines a field', ({ error }) => define(error, 'outcome', 'not-sent')],
    ['deletes a field', ({ error }) => Reflect.deleteProperty(error, 'outcome')],
    ['sets the message', ({ error }) => Object.assign(error, { message: 'harmless', stack: '' })],
    ['changes its prototype', ({ error }) => Object.setPrototypeOf(error, null)],
    ['throws it', ({ error }) => Promise.reject(error)],
  ])('one that %s of an error changes neither what the caller nor what another gets', async (_, onError) => {
    const seen: TicketbridgeError[] = [];
    const { client } = await observed({ onError: ({ error }: Given) => void seen.push(error) }, resetting);
    await use(client, { onError });
    const error = await failureOf(call(client, 'post', LETTERS, WRITE));
    expect(error).toMatchObject({ kind: 'network', outcome: 'unknown', status: undefined });
    expect(error.message).toContain('letters.sendLetter');
    expect(error.stack).toContain('openapi-fetch.test.ts');
    expect(seen).toEqual([error]);
    expect([seen[0]?.stack, causeOf(seen[0])]).toEqual([error.stack, causeOf(error)]);
  });

  test.each<[string, (given: Given) => unknown]>([
    ['sets a header', ({ response }) => response.headers.set('x-page', '8')],
    ['deletes a header', ({ response }) => response.headers.delete('x-page')],
    ['defines the status', ({ response }) => define(response, 'status', 404)],
    ['defines the headers', ({ response }) => define(response, 'headers', new Headers())],
    ['reads the body', ({ response }) => response.text()],
    ['fails', () => Promise.reject(new Error('no'))],
    ['answers otherwise', () => new Response(null, { status: 404 })],
  ])('one that %s of an answer changes neither what the caller nor what another gets', async (_, onResponse) => {
    const seen: unknown[] = [];
    const facts = ({ status, headers, bodyUsed }: Response) => [status, headers.get('x-page'), bodyUsed];
    const { client } = await observed(
      { onResponse: ({ response }: Given) => void seen.push(facts(response)) },
      answering(200, SERVED, { 'x-page': '7' }),
    );
    await use(client, { onResponse });
    const { response } = await call(client, 'get', LETTERS, READ);
    expect([facts(response), ...seen]).toEqual(Array(2).fill([200, '7', false]));
  });

  test('the body of the request, each for itself', async () => {
    const seen: string[] = [];
    const onRequest = async ({ request }: Given) => void seen.push(await request.text());
    const { client } = await observed({ onRequest });
    await use(client, { onRequest, onResponse: onRequest });
    await call(client, 'post', LETTERS, WRITE);
    expect(seen).toEqual(Array(3).fill('{"text":"hello"}'));
  });

  test.each([0, 1, 2])('a call that the middleware %i blocks is told to all as an error', async (place) => {
    const told: unknown[] = [];
    const { baseUrl, arrivals } = await serve(answering(200, SERVED));
    const client = clientAt(baseUrl);
    const onError = ({ error }: Given) => void told.push(error);
    for (const index of [0, 1, 2]) {
      await use(client, { onRequest: () => (index === place ? Response.json({}) : undefined), onError });
    }
    const error = await failureOf(call(client, 'post', LETTERS, WRITE));
    expect(error).toMatchObject({ field: 'middleware', outcome: 'not-sent' });
    expect(told).toEqual([error, error, error]);
    expect(arrivals).toEqual([]);
  });

  test.each(['onRequest', 'onResponse', 'onError'])(
    'none runs once the call has ended while one hung in %s',
    async (hanging) => {
      const { promise: waiting, resolve: go } = Promise.withResolvers<void>();
      const told: string[] = [];
      const later = Object.fromEntries(
        ['onRequest', 'onResponse', 'onError'].map((name) => [name, () => void told.push(name)]),
      );
      const stuck = { [hanging]: () => waiting };
      // The last is the first to be told of an answer.
      const [first, last] = hanging === 'onRequest' ? [stuck, later] : [later, stuck];
      const { client } = await observed(first, hanging === 'onError' ? resetting : answering(200, SERVED));
      await use(client, last);
      const given = call(client, 'get', LETTERS, { ...READ, deadline: 200 });
      await given.catch(() => {});
      go();
      await new Promise((resolve) => setImmediate(resolve));
      expect(told).toEqual(hanging === 'onRequest' ? [] : ['onRequest']);
    },
  );

  test.each<[string, unknown]>([
    ['a function', () => {}],
    ['an object without functions', {}],
    ['an object of other functions', { onSuccess: () => {} }],
    ['a text', 'x'],
    ['null', null],
    ['undefined', undefined],
    ['a list', [{ onRequest: () => {} }]],
    ['a number for a function', { onRequest: 1 }],
    ['null for a function', { onRequest: () => {}, onError: null }],
    ['what cannot be read', new Proxy({}, { get: () => expect.fail('unreadable') })],
  ])('%s is no middleware, and none beside it is added', async (_, middleware) => {
    const { client, arrivals } = await observed({ onResponse: () => {} });
    const blocking = { onRequest: () => Response.json({}) };
    expect(() => Reflect.apply(client.use, undefined, [blocking, middleware])).toThrow(
      expect.objectContaining({ kind: 'invalid-input', vendor: 'letters', field: 'middleware', outcome: 'not-sent' }),
    );
    await call(client, 'get', LETTERS, READ);
    expect(arrivals).toHaveLength(1);
  });

  test('with methods of its class', async () => {
    class Counter {
      count = 0;
      onRequest() {
        this.count += 1;
      }
    }
    const counter = new Counter();
    const { client } = await observed(counter);
    await call(client, 'get', LETTERS, READ);
    expect(counter.count).toBe(1);
  });

  test('until it is ejected', async () => {
    const seen: string[] = [];
    const middleware = { onRequest: ({ id }: { id: string }) => void seen.push(id) };
    const { client } = await observed(middleware);
    await call(client, 'get', LETTERS, READ);
    Reflect.apply(client.eject, undefined, [middleware]);
    await call(client, 'get', LETTERS, READ);
    expect(seen).toHaveLength(1);
  });
});
