import { describe, expect, onTestFinished, test } from 'vitest';
import { type Announcement, announce } from '../src/announcement.ts';
import { done } from '../src/handler.ts';
import { Exchange } from '../src/server/exchange.ts';
import { listen } from '../src/server/listener.ts';
import type { Vendor, VendorForm } from '../src/vendor.ts';
import { type Heard, send } from './calls.ts';
import { contractOf } from './small-vendors.ts';

const NAMES = ['ana', 'bob'];

function specWith(schemes: object, security: object[] | undefined, own?: object[]): object {
  const json = { 'application/json': { schema: { type: 'object' }, example: {} } };
  const get = {
    operationId: 'who',
    ...(own && { security: own }),
    responses: { 200: { description: '', content: json } },
  };
  return {
    openapi: '3.1.0',
    servers: [{ url: 'https://api.example/v1' }],
    ...(security && { security }),
    paths: { '/who': { get } },
    components: { securitySchemes: schemes },
  };
}

/** Serves an API whose one operation tells whose the credential is; resolves to what calls it. */
async function serve(spec: object, secrets: readonly string[]): Promise<(sent: Sent) => Promise<Heard>> {
  const handlers = new Map(secrets.map((secret, index) => [secret, { who: () => done({ account: NAMES[index] }) }]));
  const served = { name: 'who', contract: contractOf(spec), codeIsAbout: {}, gaps: [], handlers };
  const listener = await listen(new Exchange([served]), 0);
  onTestFinished(() => listener.close());
  return ({ query = '', ...headers }) => send(`${listener.origin}/v1/who${query}`, { headers });
}

/** A request's headers, and its query as it stands in the target. */
type Sent = Readonly<Record<string, string>>;

interface Form {
  readonly scheme: object;
  /** Of the first account and of the second. */
  readonly secrets: readonly [string, string];
  /** The second account's secret on the wire, written by hand. */
  readonly right: readonly Sent[];
  readonly wrong: readonly Sent[];
  readonly announced: string;
  readonly said: string;
}

const FORMS: Readonly<Record<string, Form>> = {
  'a key in a header': {
    scheme: { type: 'apiKey', in: 'header', name: 'X-Key' },
    secrets: ['s-1', 's-2'],
    right: [{ 'x-key': 's-2' }, { 'X-KEY': 's-2' }],
    wrong: [{}, { 'x-key': 'S-2' }, { 'x-key': 'Bearer s-2' }, { authorization: 's-2' }, { query: '?X-Key=s-2' }],
    announced: 's-2',
    said: 'Send the token as it is in the header "X-Key", without a prefix.',
  },
  'a key behind a prefix in a header': {
    scheme: { type: 'apiKey', in: 'header', name: 'authorization', 'x-credential-prefix': 'ApiKey ' },
    secrets: ['s-1', 's-2'],
    right: [{ authorization: 'ApiKey s-2' }],
    wrong: ['s-2', 'apikey s-2', 'ApiKey', 'ApiKey  s-2', 'ApiKey:s-2', 'Bearer s-2', 'ApiKey ApiKey s-2'].map(
      (authorization) => ({ authorization }),
    ),
    announced: 'ApiKey s-2',
    said: 'Send "ApiKey " and then the token in the header "authorization".',
  },
  'a key in the query': {
    scheme: { type: 'apiKey', in: 'query', name: 'api key' },
    secrets: ['s 1', 's 2&'],
    right: [{ query: '?api%20key=s%202%26' }, { query: '?api+key=s+2%26' }],
    wrong: [
      {},
      { query: '?api%20key=s' },
      { query: '?api%20key=s%202%26&api%20key=s%202%26' },
      { authorization: 's 2&' },
    ],
    announced: 's 2&',
    said: 'Send the key once, as the query parameter "api key".',
  },
  'a key behind a prefix in the query': {
    scheme: { type: 'apiKey', in: 'query', name: 'auth', 'x-credential-prefix': 'k:' },
    secrets: ['s-1', 's-2'],
    right: [{ query: '?auth=k:s-2' }, { query: '?auth=k%3As-2' }],
    wrong: [{ query: '?auth=s-2' }, { query: '?auth=K:s-2' }, { query: '?AUTH=k:s-2' }],
    announced: 'k:s-2',
    said: 'Send "k:" and then the key once, as the query parameter "auth".',
  },
  'a bearer token': {
    scheme: { type: 'http', scheme: 'bearer' },
    secrets: ['s-1', 's-2'],
    right: [{ authorization: 'Bearer s-2' }, { authorization: 'bearer s-2' }, { authorization: 'BEARER s-2' }],
    wrong: ['s-2', 'Bearers-2', 'Bearer S-2', 'Token s-2', 'Bearer cy0y'].map((authorization) => ({ authorization })),
    announced: 'Bearer s-2',
    said: 'Send "Bearer " and then the token in the header "authorization".',
  },
  'basic, with the examples of RFC 7617': {
    scheme: { type: 'http', scheme: 'Basic' },
    secrets: ['Aladdin:open sesame', 'test:123£'],
    right: [{ authorization: 'Basic dGVzdDoxMjPCow==' }, { authorization: 'basic dGVzdDoxMjPCow==' }],
    wrong: [
      ...['test:123£'.replace('£', ''), 'Basic test:123', 'dGVzdDoxMjPCow==', 'Bearer dGVzdDoxMjPCow=='],
      ...['Basic dGVzdDoxMjPCow', 'Basic dGVzdDoxMjPCow==x', 'Basic dGVzdDoxMjOj', 'Basic !', 'Basic '],
    ].map((authorization) => ({ authorization })),
    announced: 'Basic dGVzdDoxMjPCow==',
    said: 'Send "Basic " and then the base64 of user:password in the header "authorization".',
  },
};

describe.each(Object.entries(FORMS))('%s', (_, { scheme, secrets, right, wrong, announced, said }) => {
  const spec = specWith({ s: scheme }, [{ s: [] }]);

  test.each(right)('is accepted as %j', async (sent) => {
    expect(await (await serve(spec, secrets))(sent)).toMatchObject({ status: 200, body: { account: 'bob' } });
  });

  test.each(wrong)('is refused as %j, and told how to send it', async (sent) => {
    const heard = await (await serve(spec, secrets))(sent);
    expect(heard).toMatchObject({ status: 401, body: { refusal: 'credentials', detail: said } });
    for (const secret of secrets) expect(heard.text).not.toContain(secret);
  });

  test.each(['', 'x'])('is hidden where it is the name of a key: %j', async (before) => {
    const [sent = {}] = right;
    // Of a short one only the whole.
    const name = encodeURIComponent(announced.length < 8 ? announced : before + announced);
    const heard = await (await serve(spec, secrets))({ ...sent, query: `${sent.query ?? '?'}&${name}=1` });
    expect(heard.body).toMatchObject({ detail: expect.stringContaining('a key that holds a credential') });
  });

  test('is announced as it is sent', () => {
    const list = () => secrets.map((secret, index) => ({ name: NAMES[index] ?? '', secret }));
    expect(announcementOf(spec, list).accounts[1]).toEqual({ name: 'bob', secret: secrets[1], sent: announced });
  });
});

function announcementOf(spec: object, list: Vendor<VendorForm>['list']): Announcement {
  const listed = list({}).map((account) => ({ account }));
  return announce({ title: 'A', spec, stateless: false, gaps: [], listed }, 'http://127.0.0.1:1/v1');
}

describe('alternatives', () => {
  const schemes = {
    now: { type: 'apiKey', in: 'header', name: 'authorization', 'x-credential-prefix': 'ApiKey ' },
    before: { type: 'apiKey', in: 'query', name: 'old_key' },
    raw: { type: 'apiKey', in: 'header', name: 'authorization' },
  };
  const spec = specWith(schemes, [{ now: [] }, { before: [] }, { raw: [] }]);

  test.each<Sent>([
    { authorization: 'ApiKey s-2' },
    { query: '?old_key=s-2' },
    { authorization: 's-2' },
    { authorization: 'ApiKey s-2', query: '?old_key=s-2' },
  ])('are each accepted: %j', async (sent) => {
    expect(await (await serve(spec, ['s-1', 's-2']))(sent)).toMatchObject({ status: 200, body: { account: 'bob' } });
  });

  test.each<Sent>([
    {},
    { authorization: 'apikey s-2' },
    { query: '?old_key=ApiKey%20s-2' },
    { query: '?authorization=s-2' },
  ])('do not make another form right: %j', async (sent) => {
    const heard = await (await serve(spec, ['s-1', 's-2']))(sent);
    expect(heard).toMatchObject({
      status: 401,
      body: {
        detail: expect.stringMatching(/^Send "ApiKey " .+ Or: Send the key once, .+ Or: Send the token as it is/),
      },
    });
  });
});

describe('no credential is needed', () => {
  const schemes = { s: { type: 'apiKey', in: 'query', name: 'key' } };

  test.each([
    ['where the API demands none', specWith({}, undefined)],
    ['where the API says so', specWith({}, [])],
    ['where the operation says so', specWith(schemes, [{ s: [] }], [])],
  ])('%s: a call is the only account', async (_, spec) => {
    const call = await serve(spec, ['s-1']);
    expect(await call({})).toMatchObject({ status: 200, body: { account: 'ana' } });
    expect(await call({ query: '?key=s-1' })).toMatchObject({ status: 400, body: { refusal: 'invalid-request' } });
  });

  test('and is announced so', () => {
    const announced = announcementOf(specWith({}, undefined), () => [{ name: 'ana', secret: 's-1' }]);
    expect(announced).toMatchObject({ credential: null, accounts: [{ name: 'ana', secret: 's-1', sent: '' }] });
  });
});

test("an operation's own way replaces the API's", async () => {
  const schemes = {
    key: { type: 'apiKey', in: 'query', name: 'key' },
    token: { type: 'http', scheme: 'bearer' },
  };
  const call = await serve(specWith(schemes, [{ key: [] }], [{ token: [] }]), ['s-1', 's-2']);
  expect((await call({ authorization: 'Bearer s-2' })).status).toBe(200);
  expect((await call({ query: '?key=s-2' })).status).toBe(401);
});
