import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { checkSpec, formatProblem } from '@ticketbridge/scripts';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openEach } from '../src/generated/vendors.ts';
import { openHandled } from '../src/handled.ts';
import type { Sandbox } from '../src/index.ts';
import { at, entries } from '../src/json.ts';
import { readVendorOptions } from '../src/options.ts';
import { maxBodyBytes } from '../src/server/refusals.ts';
import type { Validators } from '../src/spec/validate.ts';
import { openStateless } from '../src/stateless.ts';
import type { HandledVendor, Vendor, VendorForm } from '../src/vendor.ts';
import { type Heard, readAnswer, send, sendBytes, start } from './calls.ts';
import { documentOf, json, ok, serveHandled, serveStateless } from './small-vendors.ts';
import { basePath, signed } from './spec-facts.ts';
import { type Judge, judgesOf, nearly, type Request } from './strict-judge.ts';

const vendors = ['brandlovers', 'clubcollect'] as const;

type VendorName = (typeof vendors)[number];

const numRuns = process.env.EXHAUSTIVE ? 2_000 : 25;

function secretOf({ brandlovers, clubcollect }: Sandbox, vendor: VendorName): string {
  const secret = vendor === 'brandlovers' ? brandlovers.sellers[0]?.token : clubcollect.partners[0]?.apiKey;
  return secret ?? '';
}

function targetOf({ path }: Judge, request: Pick<Request, 'path' | 'query'>): string {
  const filled = path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(request.path[name] ?? ''));
  const query = request.query.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
  return query === '' ? filled : `${filled}?${query}`;
}

async function ask(sandbox: Sandbox, vendor: VendorName, judge: Judge, request: Request): Promise<Heard> {
  const { target, headers } = signed(vendor, targetOf(judge, request), secretOf(sandbox, vendor));
  return send(new URL(sandbox[vendor].baseUrl).origin + target, {
    method: judge.method,
    headers: { ...headers, 'content-type': 'application/json' },
    ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
  });
}

/** Tells whether an answer says that the request was no request of the operation. */
function isRefused({ headers }: Heard): boolean {
  const refusal = headers.get('x-sandbox-refusal');
  // What is right, and is not done yet, is no refusal of the request.
  return (refusal !== null && refusal !== 'not-implemented') || headers.has('x-sandbox-reason');
}

/** The operations, by their vendors. */
const operations = vendors.flatMap((vendor) =>
  judgesOf(openAll()[vendor].describe('http://127.0.0.1')).map(({ id }) => [id, vendor] as const),
);

function openAll() {
  return openEach({ handled: open, stateless: openStateless });
}

function open<Form extends VendorForm>(
  vendor: Vendor<Form>,
  name: string,
  validators: Validators,
): HandledVendor<Form> {
  const settings = readVendorOptions<Form['options']>(vendor.settings, undefined, name);
  const now = () => new Date().toISOString();
  return openHandled(vendor, name, validators, { start: vendor.defaultData }, { ...settings, now });
}

function judgeOf(sandbox: Sandbox, vendor: VendorName, id: string): Judge {
  const judge = judgesOf(sandbox.describe(vendor)).find((one) => one.id === id);
  if (judge === undefined) throw new Error(`${vendor} has no ${id}`);
  return judge;
}

describe.each(operations)('%s', (id, vendor) => {
  test('the sandbox and the document agree on every request, and on its answer', async () => {
    const sandbox = await start();
    const judge = judgeOf(sandbox, vendor, id);
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(judge.requests(), async (request) => {
        const heard = await ask(sandbox, vendor, judge, request);
        const isValid = judge.isValid(request);
        expect(isRefused(heard)).toBe(!isValid);
        // An empty id is another path, which is no call of the operation.
        if (heard.headers.get('x-sandbox-refusal') !== 'unknown-path') expect(judge.problemOf(heard)).toBeUndefined();
        accepted += Number(isValid);
      }),
      { numRuns },
    );
    // A quarter of the requests is valid, of an operation that asks for much.
    expect(accepted).toBeGreaterThan(process.env.EXHAUSTIVE ? numRuns / 20 : 0);
  });

  test('the sandbox and the document agree on what is an answer', () => {
    const { describe: describeApi, served } = openAll()[vendor];
    const operation = served.contract.operations.find((one) => one.id === id);
    const document = describeApi('http://127.0.0.1');
    const judge = judgesOf(document).find((one) => one.id === id);
    for (const status of operation?.statuses ?? []) {
      const schema = at(judge?.definition, 'responses', String(status), 'content', 'application/json', 'schema');
      fc.assert(
        fc.property(schema === undefined ? fc.jsonValue() : nearly(document, schema), (body) => {
          expect(operation?.checkResponse(status, body) === undefined).toBe(judge?.isAnswer(status, body));
        }),
        { numRuns },
      );
    }
  });

  test('the document has a refusal exactly where the sandbox gives it', async () => {
    const sandbox = await start();
    const judge = judgeOf(sandbox, vendor, id);
    const [request] = fc.sample(
      judge.requests().filter((one) => judge.isValid(one)),
      1,
    );
    if (request === undefined) throw new Error('No valid request was found');
    const heard = await Promise.all(ways(sandbox, vendor, judge, request).map((bytes) => sendBytes(sandbox, bytes)));
    const given = heard.map(readAnswer).filter(({ headers }) => headers.has('x-sandbox-refusal'));
    for (const answer of given) expect(judge.problemOf(answer)).toBeUndefined();
    const documented = entries(at(judge.definition, 'responses')).flatMap(
      ([, response]) => at(response, 'headers', 'x-sandbox-refusal', 'schema', 'const') ?? [],
    );
    const reasonsOf = given.map(({ headers }) => headers.get('x-sandbox-refusal'));
    expect(documented.sort()).toEqual([...new Set(reasonsOf)].sort());
  });
});

/** Requests of which each is wrong in one way that does not depend on the operation. */
function ways(sandbox: Sandbox, vendor: VendorName, judge: Judge, request: Request): string[] {
  const secret = secretOf(sandbox, vendor);
  const sent = request.body === undefined ? '' : JSON.stringify(request.body);
  const write = ({ query = request.query, own = secret, body = sent, headers = {} }: Partial<Wrong> = {}): string => {
    const way = signed(vendor, targetOf(judge, { ...request, query }), own);
    const length = { 'content-length': String(Buffer.byteLength(body)) };
    const all = { host: 'localhost', 'content-type': 'application/json', connection: 'close', ...length };
    const fields = Object.entries({ ...all, ...way.headers, ...headers });
    const lines = fields.map(([name, value]) => `${name}: ${value}\r\n`);
    return `${judge.method} ${way.target} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
  };
  return [
    write(),
    write({ headers: { host: 'evil.example' } }),
    write({ headers: { x: 'x'.repeat(20_000) } }),
    write({ headers: { 'content-type': 'text/plain' } }),
    write({ body: 'x'.repeat(maxBodyBytes + 1) }),
    write({ query: [...request.query, ['undeclared', '1']] }),
    write({ own: 'nobody' }),
  ];
}

/** What of a request is another one. */
interface Wrong extends Pick<Request, 'query'> {
  readonly headers: Readonly<Record<string, string>>;
  readonly own: string;
  readonly body: string;
}

test.each(vendors)('the document of %s is as clean as a spec', async (vendor) => {
  const sandbox = await start();
  const document = { ...sandbox.describe(vendor), servers: [{ url: `https://sandbox.example${basePath(vendor)}` }] };
  const folder = await mkdtemp(join(tmpdir(), 'strict-document-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'openapi.json'), JSON.stringify(document));
  const checked = await checkSpec(join(folder, 'openapi.json'), { vendor });
  expect(checked.ok ? [] : checked.problems.map(formatProblem)).toEqual([]);
});

test.each(vendors)('the document of %s is of the running sandbox, also over HTTP', async (vendor) => {
  const sandbox = await start({ control: true });
  const document = sandbox.describe(vendor);
  expect(document).toMatchObject({ openapi: '3.1.0', servers: [{ url: sandbox[vendor].baseUrl }] });
  const { body } = await send(new URL(`/_sandbox/specs/${vendor}.json`, sandbox[vendor].baseUrl).href);
  expect(body).toEqual(document);
});

test('an API that is not served has no document', async () => {
  const sandbox = await start({ control: true });
  expect(() => sandbox.describe('nobody')).toThrow('vendor must be one of brandlovers, clubcollect');
  const heard = await send(new URL('/_sandbox/specs/nobody.json', sandbox.brandlovers.baseUrl).href);
  expect(heard.status).toBe(422);
});

describe('an API of somebody else', () => {
  const text = { type: 'string' };
  const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  const schemas = {
    Animal: { type: 'object', required: ['name'], properties: { name: text } },
    Dog: { allOf: [ref('Animal'), { type: 'object', properties: { barks: { type: 'boolean' } } }] },
    Owner: { type: 'object', properties: { pet: ref('Animal'), pets: { type: 'array', items: ref('Dog') } } },
    Toy: { type: 'object', properties: { weight: { type: ['integer', 'null'] } } },
    Labels: { type: 'object', properties: { name: text }, additionalProperties: text },
    Either: { anyOf: [ref('Animal'), ref('Toy')] },
    Node: { type: 'object', properties: { next: ref('Node') } },
  };
  const inside = ['Rex', true, null, 2 ** 53, { name: 'Rex' }, { name: 'Rex', age: 3 }, [{ name: 'Rex', age: 3 }]];
  const keys = ['name', 'barks', 'meows', 'pet', 'pets', 'weight', 'next'];
  const values = [{}, [], 7, ...keys.flatMap((key) => inside.map((value) => ({ name: 'Rex', [key]: value })))];
  const paths = Object.fromEntries(
    Object.keys(schemas).map((name) => [
      `/${name}`,
      {
        post: {
          operationId: `post${name}`,
          requestBody: { required: true, content: json(ref(name)) },
          responses: { 200: { description: '', content: json(ref(name)) }, default: { description: '' } },
        },
      },
    ]),
  );
  const document = documentOf(paths, { components: { schemas } });

  test.each(Object.keys(schemas))('is closed as the sandbox judges: %s', async (name) => {
    const { call, description } = await serveStateless(document);
    const judge = judgesOf(description).find(({ id }) => id === `post${name}`);
    if (judge === undefined) throw new Error('It is not described');
    const ask = async (body: unknown) => {
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
      const heard = await call(`/${name}`, init);
      expect([body, isRefused(heard)]).toEqual([body, !judge.isValid({ path: {}, query: [], body })]);
      expect(judge.problemOf(heard)).toBeUndefined();
    };
    await Promise.all(values.map(ask));
  });

  test('is described by a valid document, whose answers stay open and are marked', async () => {
    const { description } = await serveStateless(document);
    const config = await createConfig({ extends: ['minimal'] });
    const problems = await lintFromString({ source: JSON.stringify(description), config });
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    const post = judgesOf(description).find(({ id }) => id === 'postToy');
    expect(post?.isAnswer(200, { colour: 'red' })).toBe(true);
    expect(at(post?.definition, 'responses', '200', 'headers')).toHaveProperty('x-sandbox-stateless.required', true);
    expect(at(post?.definition, 'responses')).not.toHaveProperty('default');
  });

  test('has the refusal of what the sandbox does not do', async () => {
    const { call, description } = await serveHandled(
      documentOf({ '/a': { get: { operationId: 'a', responses: ok() } } }),
      {},
    );
    const [judge] = judgesOf(description);
    const heard = await call('/a');
    expect([heard.status, judge?.problemOf(heard)]).toEqual([501, undefined]);
  });
});
