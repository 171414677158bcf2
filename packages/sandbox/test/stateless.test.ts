import { describe, expect, test } from 'vitest';
import { documentOf, json, ok, openSmall, serve, serveStateless } from './small-vendors.ts';

const MARK = 'x-sandbox-stateless';

const node = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'integer' }, next: { $ref: '#/components/schemas/a-node' } },
};
const schemas = {
  'a-node': node,
  'is.dotted': {
    allOf: [
      { $ref: '#/components/schemas/a-node' },
      { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
    ],
  },
};
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** Schemas of others, and what a value of each looks like. */
const SCHEMAS: Readonly<Record<string, readonly [schema: object, value: unknown]>> = {
  'a text': [{ type: 'string' }, expect.any(String)],
  'an enum': [{ type: 'string', enum: ['only'] }, 'only'],
  'an open enum': [{ type: 'string', 'x-extensible-enum': ['OPEN'] }, 'OPEN'],
  'a constant': [{ const: 7 }, 7],
  'a pattern': [{ type: 'string', pattern: '^[A-Z]{3}-\\d{4}$' }, expect.stringMatching(/^[A-Z]{3}-\d{4}$/)],
  'a date': [{ type: 'string', format: 'date' }, expect.stringMatching(/^\d{4}-\d\d-\d\d$/)],
  'a date-time': [{ type: 'string', format: 'date-time' }, expect.stringMatching(/^2026-\d\d-\d\dT/)],
  'a duration': [{ type: 'string', format: 'duration' }, 'P1D'],
  base64: [{ type: 'string', format: 'byte' }, 'VGlja2V0'],
  'a uuid': [{ type: 'string', format: 'uuid' }, expect.stringMatching(/^[\da-f-]{36}$/)],
  'an unknown format': [{ type: 'string', format: 'monetary' }, expect.any(String)],
  'a range': [{ type: 'integer', minimum: 5, maximum: 5 }, 5],
  'an exclusive range': [{ type: 'integer', exclusiveMinimum: 5, exclusiveMaximum: 7 }, 6],
  'a multiple': [{ type: 'integer', multipleOf: 7, minimum: 8, maximum: 20 }, 14],
  'long text': [{ type: 'string', minLength: 50, maxLength: 50 }, expect.stringMatching(/^.{50}$/s)],
  'null alone': [{ type: 'null' }, null],
  nullable: [
    { type: ['string', 'null'], enum: ['x', null] },
    expect.toSatisfy((value) => value === 'x' || value === null),
  ],
  'a nullable reference': [
    { anyOf: [ref('a-node'), { type: 'null' }] },
    expect.toSatisfy((value) => typeof value === 'object'),
  ],
  'a union of which one fits': [
    {
      oneOf: [
        { type: 'string', maxLength: 3 },
        { type: 'string', minLength: 2 },
      ],
    },
    expect.any(String),
  ],
  'a union of types': [
    { anyOf: [{ type: 'integer' }, { type: 'string' }] },
    expect.toSatisfy((value) => value !== undefined),
  ],
  'a list of different': [
    { type: 'array', items: { enum: ['a', 'b'] }, minItems: 2, uniqueItems: true },
    expect.arrayContaining(['a', 'b']),
  ],
  'an empty list': [{ type: 'array', items: { type: 'string' }, maxItems: 0 }, []],
  recursion: [ref('a-node'), expect.objectContaining({ id: expect.any(Number) })],
  'a name with a dot, composed': [ref('is.dotted'), expect.objectContaining({ name: expect.any(String) })],
  'a map': [{ type: 'object', additionalProperties: { type: 'integer' } }, expect.any(Object)],
  anything: [{}, expect.toSatisfy((value) => value !== undefined)],
  'fields of an object that every object has': [
    { type: 'object', required: ['toString'], properties: { toString: { type: 'boolean' } } },
    { toString: expect.any(Boolean) },
  ],
  'examples of fields': [
    { type: 'object', properties: { name: { type: 'string', examples: ['Ann'] } } },
    { name: 'Ann' },
  ],
  'an example of a field that is wrong': [{ type: 'integer', examples: ['x'] }, expect.any(Number)],
};

describe('a vendor without handlers answers with a valid value of the schema where there is no example', () => {
  test.each(Object.entries(SCHEMAS))('%s', async (_, [schema, value]) => {
    const document = documentOf(
      { '/a': { get: { operationId: 'a', responses: ok(json(schema)) } } },
      { components: { schemas } },
    );
    const { announcement, call } = await serveStateless(document);
    expect(announcement.gaps).toEqual([]);
    const heard = await call('/a');
    expect([heard.status, heard.headers.get(MARK), heard.headers.get('x-sandbox-fault')]).toEqual([200, 'true', null]);
    expect(heard.body).toEqual(value);
    expect((await (await serveStateless(document)).call('/a')).text, 'the same each time').toBe(heard.text);
  });

  test.each([
    ['a pattern of Unicode classes', { type: 'string', pattern: '^\\p{Lu}{4}$' }],
    ['what no value can be', { type: 'integer', minimum: 2, maximum: 1 }],
  ])('%s has none: it is announced, and answered with a marked 501', async (_, schema) => {
    const { announcement, call } = await serveStateless(
      documentOf({ '/a': { get: { operationId: 'a', responses: ok(json(schema)) } } }),
    );
    expect(announcement.gaps).toEqual(['a has no success of which there is an example']);
    const heard = await call('/a');
    expect([heard.status, heard.headers.get(MARK), heard.headers.get('x-sandbox-refusal')]).toEqual([
      501,
      'true',
      'not-implemented',
    ]);
  });
});

/** By keyword: a schema that limits a value by it, a value that breaks it, and what is said. */
const WRONG: readonly (readonly [schema: object, value: unknown, says: string])[] = [
  [{ type: 'integer' }, 'x', 'body/v must be a whole number from -9007199254740991 to 9007199254740991'],
  [{ type: ['string', 'null'] }, 1, 'body/v must be a text or null'],
  [{ type: 'integer', minimum: 2, maximum: 5 }, 1, 'body/v must be a whole number from 2 to 5'],
  [{ type: 'number', minimum: 2 }, 1.5, 'body/v must be >= 2'],
  [{ maximum: 2 }, 3, 'body/v must be <= 2'],
  [{ type: 'number', exclusiveMinimum: 2 }, 2, 'body/v must be > 2'],
  [{ type: 'integer', multipleOf: 7 }, 8, 'body/v must be a multiple of 7'],
  [{ type: 'string', format: 'uuid' }, 'a', 'body/v must be of the format "uuid"'],
  [{ type: 'string', format: 'date-time' }, 'a', 'body/v must be a date-time as RFC 3339 writes it'],
  [{ type: 'string', pattern: '^[A-Z]$' }, 'a', 'body/v must be of the form ^[A-Z]$'],
  [{ type: 'string', pattern: '^[A-Z]$', description: 'The letter of it.' }, 'a', 'body/v must be of the form ^[A-Z]$'],
  [{ type: 'string', minLength: 2 }, 'a', 'body/v must have 2 characters or more'],
  [{ type: 'string', maxLength: 1 }, 'aa', 'body/v must NOT have more than 1 characters'],
  [{ enum: ['a', 'b'] }, 'c', 'body/v must be one of a, b'],
  [{ const: 'a' }, 'c', 'body/v must be equal to constant'],
  [{ type: 'array', minItems: 2 }, [1], 'body/v must NOT have fewer than 2 items'],
  [{ type: 'array', uniqueItems: true }, [1, 1], 'body/v must NOT have duplicate items'],
  [{ type: 'object', minProperties: 1 }, {}, 'body/v must NOT have fewer than 1 properties'],
  [{ oneOf: [{ type: 'string' }, { type: 'integer' }] }, true, 'body/v must be a text'],
];

test.each(WRONG)('of %j and %j it is said what would be right', async (schema, value, says) => {
  const requestBody = { required: true, content: json({ type: 'object', properties: { v: schema } }) };
  const { call } = await serveStateless(
    documentOf({ '/a': { post: { operationId: 'a', requestBody, responses: ok() } } }),
  );
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ v: value }) };
  const { status, body } = await call('/a', init);
  expect({ status, body }).toMatchObject({ status: 400, body: { detail: expect.stringContaining(says) } });
});

test('the parts of a path may have names with any characters, and stand in one segment', async () => {
  const path = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'string' } });
  const names = ['z.w', '$top', 'a+b'];
  const get = { operationId: 'a', parameters: names.map(path), responses: ok() };
  const { call } = await serveStateless(documentOf({ '/a.b/{z.w}/{$top}.{a+b}': { get } }));
  expect((await call('/a.b/1/2.3')).status).toBe(200);
  expect((await call('/aXb/1/2.3')).status).toBe(404);
});

const aText = { type: 'string' };
const responses = (statuses: object) => ({ get: { operationId: 'a', responses: statuses } });

/** How others describe an answer, and what is answered. */
const ANSWERS: Readonly<Record<string, readonly [answers: object, status: number, body: unknown]>> = {
  'an example inline': [ok(json(aText, { example: 'inline' })), 200, 'inline'],
  'a named example': [
    ok(json(aText, { examples: { first: { value: 'first' }, second: { value: 'second' } } })),
    200,
    'first',
  ],
  'an example that is a component': [
    ok(json(aText, { examples: { e: { $ref: '#/components/examples/e' } } })),
    200,
    'component',
  ],
  'the first example that is valid': [
    ok(json(aText, { examples: { wrong: { value: 1 }, right: { value: 'right' } } })),
    200,
    'right',
  ],
  'null as its example': [ok(json({ type: ['string', 'null'] }, { example: null })), 200, null],
  'false as its example': [ok(json({ type: 'boolean' }, { example: false })), 200, false],
  'an example with a field that is not declared': [
    ok(json({ type: 'object', properties: { a: aText } }, { example: { a: 'x', b: 1 } })),
    200,
    { a: 'x', b: 1 },
  ],
  'a response that is a component': [{ 200: { $ref: '#/components/responses/r' } }, 200, 'response'],
  '201': [{ 201: { description: '', content: json(aText, { example: 'made' }) } }, 201, 'made'],
  '204': [{ 204: { description: '' } }, 204, undefined],
  'a redirect alone': [{ 302: { description: '' }, 404: { description: '' } }, 302, undefined],
  'the lowest success': [
    { 404: { description: '' }, 202: { description: '' }, 201: { description: '' } },
    201,
    undefined,
  ],
  'a default beside it': [
    { 200: { description: '' }, default: { description: '', content: json(aText) } },
    200,
    undefined,
  ],
  'a range beside it': [{ 200: { description: '' }, '4XX': { description: '', content: json(aText) } }, 200, undefined],
  'XML before JSON': [ok({ 'application/xml': { schema: aText }, ...json(aText, { example: 'json' }) }), 200, 'json'],
  'another type of JSON': [
    ok({ 'application/problem+json; charset=utf-8': { schema: aText, example: 'problem' } }),
    200,
    'problem',
  ],
};

const components = {
  examples: { e: { value: 'component' } },
  responses: { r: { description: '', content: json(aText, { example: 'response' }) } },
};

describe('an answer is the documented success', () => {
  test.each(Object.entries(ANSWERS))('%s', async (_, [answers, status, body]) => {
    const { call, announcement } = await serveStateless(documentOf({ '/a': responses(answers) }, { components }));
    expect(announcement.gaps).toEqual([]);
    const heard = await call('/a', { redirect: 'manual' });
    expect([heard.status, heard.headers.get(MARK)]).toEqual([status, 'true']);
    expect(heard.body).toEqual(body);
  });

  test.each([
    ['none is documented', { 404: { description: '' } }],
    ['only a default is', { default: { description: '', content: json(aText) } }],
    ['its only form is an image', ok({ 'image/png': { schema: { type: 'string', format: 'binary' } } })],
  ])('where %s, a marked 501', async (_, answers) => {
    const { call, announcement } = await serveStateless(documentOf({ '/a': responses(answers) }));
    expect(announcement.gaps).toHaveLength(1);
    expect((await call('/a')).headers.get('x-sandbox-refusal')).toBe('not-implemented');
  });

  test('webhooks are none of its operations', async () => {
    const webhooks = { made: { post: { responses: { 200: { description: '' } } } } };
    const { call } = await serveStateless(documentOf({ '/a': responses(ok()) }, { webhooks }));
    expect((await call('/a')).status).toBe(200);
  });
});

describe('a request is checked as for every vendor', () => {
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
  const inQuery = (name: string, schema: object, more = {}) => ({ name, in: 'query', schema, ...more });
  const document = documentOf({
    '/things/{id}': {
      // The operation's replaces it.
      parameters: [id, inQuery('size', { type: 'string', maxLength: 1 })],
      get: {
        operationId: 'getThing',
        parameters: [
          { ...id, schema: { type: 'integer' } },
          inQuery('size', { type: ['integer', 'null'], maximum: 20 }),
          inQuery('tags', { type: 'array', items: { type: 'integer' } }),
          inQuery('mixed', { anyOf: [{ type: 'boolean' }, { type: 'number' }] }),
          { name: 'X-Trace', in: 'header', schema: { type: 'integer' } },
          { name: 'Accept', in: 'header', required: true, schema: { const: 'nothing' } },
        ],
        responses: ok(),
      },
      post: {
        operationId: 'postThing',
        requestBody: { content: json({ type: 'object', properties: { a: aText } }) },
        responses: ok(),
      },
      put: {
        operationId: 'putThing',
        requestBody: {
          required: true,
          content: {
            'application/xml': {},
            'application/vnd.a+json; charset=utf-8': { schema: { type: 'integer' } },
            ...json({ type: 'integer' }),
          },
        },
        responses: { 200: { description: '' }, 400: { description: '', content: json({ type: 'object' }) } },
      },
      head: { operationId: 'headThing', responses: ok() },
    },
    '/things/mine': { get: { operationId: 'getMine', responses: { 202: { description: '' } } } },
  });
  const put = (body: string, type = 'application/json') => ({ method: 'PUT', body, headers: { 'content-type': type } });

  test.each<readonly [path: string, init: RequestInit]>([
    ['/things/1', {}],
    ['/things/1?size=20', {}],
    ['/things/1?tags=1', {}],
    ['/things/1?tags=1&tags=2', {}],
    ['/things/1?mixed=true', {}],
    ['/things/1?mixed=-1.5', {}],
    ['/things/1', { headers: { 'x-trace': '7' } }],
    ['/things/x', { method: 'POST' }],
    ['/things/x', { method: 'POST', body: '{"a":"x"}', headers: { 'content-type': 'application/json' } }],
    ['/things/x', put('1')],
    ['/things/x', put('1', 'application/vnd.a+json;charset=UTF-8')],
    ['/things/x', { method: 'HEAD' }],
  ])('%s %o is right', async (path, init) => {
    const heard = await (await serveStateless(document)).call(path, init);
    expect([heard.status, heard.headers.get(MARK), heard.text]).toEqual([200, 'true', '']);
  });

  test.each<readonly [string, string, RequestInit]>([
    ['/things/x', 'path/id', {}],
    ['/things/1?size=21', 'query/size', {}],
    ['/things/1?size=a', 'query/size', {}],
    ['/things/1?size=1&size=2', 'query/size', {}],
    ['/things/1?tags=a', 'query/tags/0', {}],
    ['/things/1?other=1', 'query', {}],
    ['/things/1', 'header/x-trace', { headers: { 'x-trace': 'x' } }],
    ['/things/x', 'body', { method: 'POST', body: '{"b":1}', headers: { 'content-type': 'application/json' } }],
    ['/things/x', 'body', { method: 'PUT' }],
    ['/things/x', 'body', put('"x"')],
    [
      '/things/x',
      'header Content-Type must be application/vnd.a.json or application/json',
      put('<a/>', 'application/xml'),
    ],
  ])('%s is refused at %s: %o', async (path, pointer, init) => {
    const heard = await (await serveStateless(document)).call(path, init);
    expect([heard.status, heard.headers.get(MARK), heard.headers.get('x-sandbox-refusal')]).toEqual([
      400,
      'true',
      'invalid-request',
    ]);
    expect(heard.body).toMatchObject({ detail: expect.stringMatching(new RegExp(`^${pointer}`)) });
  });

  test('a path of letters goes before one with a parameter', async () => {
    expect((await (await serveStateless(document)).call('/things/mine')).status).toBe(202);
  });

  test.each<readonly [string, number, RequestInit]>([
    ['/none', 404, {}],
    ['/things/mine', 405, { method: 'DELETE' }],
    ['/things/1', 413, { ...put(`"${'x'.repeat(1_100_000)}"`) }],
  ])('%s is marked where the answer is %d', async (path, status, init) => {
    const heard = await (await serveStateless(document)).call(path, init);
    expect([heard.status, heard.headers.get(MARK)]).toEqual([status, 'true']);
  });
});

describe('credentials', () => {
  const schemes = {
    'key-in-header': { type: 'apiKey', in: 'header', name: 'X-Key', 'x-credential-prefix': 'Key ' },
    keyInQuery: { type: 'apiKey', in: 'query', name: 'key' },
    login: { type: 'http', scheme: 'basic' },
    bearer: { type: 'http', scheme: 'bearer' },
    unused: { type: 'apiKey', in: 'header', name: 'x', 'x-credential-option': 'unused' },
  };
  const get = (operationId: string, security?: object[]) => ({
    get: { operationId, responses: ok(), ...(security && { security }) },
  });
  const document = documentOf(
    {
      '/both': get('both'),
      '/login': get('login', [{ login: [] }]),
      '/bearer': get('bearer', [{ bearer: [] }]),
      '/open': get('open', []),
    },
    { security: [{ 'key-in-header': [] }, { keyInQuery: [] }], components: { securitySchemes: schemes } },
  );
  const basic = `Basic ${Buffer.from('sandbox-museum:login').toString('base64')}`;

  test('there is one for each option by which a client takes one, and how it is sent is announced', async () => {
    const { accounts, announcement } = await serveStateless(document);
    expect(accounts).toEqual({
      apiKey: 'sandbox-museum-api-key',
      login: 'sandbox-museum:login',
      token: 'sandbox-museum-token',
    });
    expect(announcement).toMatchObject({
      title: 'Museum',
      stateless: true,
      credential: { scheme: 'key-in-header', in: 'header', name: 'X-Key', prefix: 'Key ' },
      accounts: [
        { name: 'apiKey', secret: 'sandbox-museum-api-key', sent: 'Key sandbox-museum-api-key' },
        { name: 'login', secret: 'sandbox-museum:login', sent: basic, credential: { scheme: 'login' } },
        {
          name: 'token',
          secret: 'sandbox-museum-token',
          sent: 'Bearer sandbox-museum-token',
          credential: { scheme: 'bearer' },
        },
      ],
    });
  });

  test.each<readonly [string, string, Record<string, string>]>([
    ['/both', '', { 'x-key': 'Key sandbox-museum-api-key' }],
    ['/both', '?key=sandbox-museum-api-key', {}],
    ['/login', '', { authorization: basic }],
    ['/bearer', '', { authorization: 'bearer sandbox-museum-token' }],
    ['/open', '', {}],
  ])('%s%s takes %o', async (path, query, headers) => {
    expect((await (await serveStateless(document)).call(path + query, { headers })).status).toBe(200);
  });

  test.each<readonly [string, string, Record<string, string>]>([
    ['/both', '', {}],
    ['/both', '', { 'x-key': 'sandbox-museum-api-key' }],
    ['/both', '?key=sandbox-museum-token', {}],
    ['/both', '', { authorization: basic }],
    ['/login', '?key=sandbox-museum-api-key', {}],
    ['/bearer', '', { authorization: 'Bearer sandbox-museum-api-key' }],
    ['/bearer', '', { authorization: 'Bearer sandbox-museum:login' }],
  ])('%s%s does not take %o', async (path, query, headers) => {
    const heard = await (await serveStateless(document)).call(path + query, { headers });
    expect([heard.status, heard.headers.get(MARK), heard.headers.get('x-sandbox-refusal')]).toEqual([
      401,
      'true',
      'credentials',
    ]);
  });

  test('a documented 401 is answered with its example, or with a value of its schema', async () => {
    const schema = { type: 'object', required: ['code'], properties: { code: { const: 'no' } } };
    const unauthorized = { description: '', content: json(schema) };
    const who = { get: { operationId: 'who', responses: { ...ok(), 401: unauthorized } } };
    const security = [{ bearer: [] }];
    const { call } = await serveStateless(
      documentOf({ '/who': who }, { security, components: { securitySchemes: schemes } }),
    );
    const heard = await call('/who');
    expect([heard.status, heard.body, heard.headers.get('x-sandbox-refusal')]).toEqual([401, { code: 'no' }, null]);
    expect(heard.headers.get('x-sandbox-reason')).toContain('Bearer');
  });

  test('there are none where none is needed', async () => {
    const { accounts, announcement } = await serveStateless(documentOf({ '/open': get('open') }));
    expect([accounts, announcement.credential, announcement.accounts]).toEqual([{}, null, []]);
  });
});

test('answerNext takes no status of which no example could be made', async () => {
  const page = { description: '', content: { 'text/html': { schema: aText } } };
  const never = { description: '', content: json({ type: 'string', pattern: '^(?=b)a$' }) };
  const get = { operationId: 'ask', responses: { ...ok(), 400: never, 404: page, 409: { description: '' } } };
  const { exchange, call } = await serveStateless(documentOf({ '/ask': { get } }));
  for (const status of [400, 404]) {
    expect(() => exchange.answerNext('ask', status)).toThrow(
      'status must be one that ask documents, with an example if it has a body: 200, 409',
    );
  }
  exchange.answerNext('ask', 409);
  expect((await call('/ask')).status).toBe(409);
});

describe('several vendors', () => {
  const listing = (example: string) =>
    documentOf({
      '/list': {
        get: { operationId: 'list', responses: { ...ok(json(aText, { example })), 404: { description: '' } } },
      },
    });
  const both = () => serve(openSmall(listing('a'), 'a'), openSmall(listing('b'), 'b'));

  test('may have the same paths below their servers', async () => {
    const [a, b] = await both();
    expect([(await a?.call('/list'))?.body, (await b?.call('/list'))?.body]).toEqual(['a', 'b']);
  });

  test('may have an operation of the same name: answerNext takes it behind its vendor', async () => {
    const [a, b] = await both();
    a?.exchange.answerNext('b.list', 404);
    expect([(await a?.call('/list'))?.status, (await b?.call('/list'))?.status]).toEqual([200, 404]);
    expect(() => a?.exchange.answerNext('list', 404)).toThrow(
      "operation must say which vendor's it is: a.list or b.list",
    );
  });
});
