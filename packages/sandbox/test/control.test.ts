import { createConfig, lintFromString } from '@redocly/openapi-core';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at } from '../src/json.ts';
import { maxBodyBytes } from '../src/server/refusals.ts';
import { asSeller, control, JSON_TYPE, send, start } from './calls.ts';

describe('without `control: true`', () => {
  test.each(['/openapi.json', '/journal', '/', ''])('"/_sandbox%s" is an unknown path like any other', async (path) => {
    const heard = await control(await start(), 'GET', path);
    expect([heard.status, heard.headers.get('x-sandbox-refusal')]).toEqual([404, 'unknown-path']);
    expect(heard.text).toBe((await send(new URL('/any', (await start()).brandlovers.baseUrl).href)).text);
  });
});

test('the document is OpenAPI without a fault or a warning', async () => {
  const { body } = await control(await start({ control: true }), 'GET', '/openapi.json');
  const config = await createConfig({ extends: ['recommended-strict'] });
  expect(await lintFromString({ source: JSON.stringify(body), config })).toEqual([]);
});

test('what the command prints as JSON is there to be asked for', async () => {
  const sandbox = await start({ control: true });
  expect((await control(sandbox, 'GET', '/accounts')).body).toMatchObject({
    brandlovers: { baseUrl: sandbox.brandlovers.baseUrl, accounts: [{ name: 'Loja Aurora' }, {}] },
  });
});

test('an answer is planned over HTTP', async () => {
  const sandbox = await start({ control: true });
  const planned = await control(sandbox, 'POST', '/answers', { operation: 'setTicketStatus', status: 403 });
  expect([planned.status, planned.text]).toEqual([204, '']);
  const close = () => asSeller(sandbox)('PUT', '/ticket/7300401/status', { ticketStatus: 'CLOSED' });
  expect([(await close()).status, (await close()).status]).toEqual([403, 200]);
});

test('switches are listed and set over HTTP, all or none', async () => {
  const sandbox = await start({ control: true });
  const before = sandbox.switches.list();
  expect((await control(sandbox, 'GET', '/switches')).body).toEqual(before);
  const wrong = await control(sandbox, 'PATCH', '/switches', { brandlovers: { maxLimit: 1, offset: 'lost' } });
  expect(wrong.body).toMatchObject({ detail: 'brandlovers.offset must be one of heeded, ignored, clamped' });
  expect(sandbox.switches.list()).toEqual(before);
  const set = await control(sandbox, 'PATCH', '/switches', { brandlovers: { maxLimit: 1 } });
  expect(set.body).toEqual(sandbox.switches.list());
  expect(sandbox.switches.list()).toContainEqual(expect.objectContaining({ name: 'brandlovers.maxLimit', value: 1 }));
});

describe('wrong input is a 422 that begins with the field', () => {
  const WRONG: readonly [string, string, unknown, string][] = [
    ['POST', '/answers', {}, 'operation is missing'],
    ['POST', '/answers', [], 'body must be an object'],
    ['POST', '/answers', { operation: 1, status: 200 }, 'operation must be a text that is not empty'],
    ['POST', '/answers', { operation: 'refund', status: 200 }, 'operation must be the id of an operation; there are'],
    ['POST', '/answers', { operation: 'createTicket', status: 401 }, 'status must be one that createTicket documents'],
    ['POST', '/answers', { operation: 'createTicket', status: '200' }, 'status must be a whole number from 100 to 599'],
    ['POST', '/answers', { operation: 'createTicket', state: 200 }, 'state is unknown; did you mean status?'],
    ['POST', '/answers?status=200', { operation: 'createTicket', status: 200 }, 'status is given twice'],
    ['GET', '/journal?after=x', undefined, 'after must be a whole number from 0'],
    ['GET', '/journal?after=1&after=2', undefined, 'query names a field twice'],
    ['GET', '/journal?before=1', undefined, 'before is unknown; '],
    ['DELETE', '/journal', {}, 'body must not be there'],
  ];

  test.each(WRONG)('%s %s %j', async (method, path, body, detail) => {
    const heard = await control(await start({ control: true }), method, path, body);
    expect([heard.status, heard.headers.get('x-sandbox-refusal')]).toEqual([422, 'invalid-input']);
    expect(heard.body).toMatchObject({ detail: expect.stringMatching(new RegExp(`^${RegExp.escape(detail)}`)) });
  });
});

describe('what the control API does not know is refused', () => {
  const REFUSED: readonly [string, string, RequestInit, number, string][] = [
    ['an unknown path', '/none', {}, 404, 'unknown-path'],
    ['a path without its last slash', '', {}, 404, 'unknown-path'],
    ['an unknown method', '/journal', { method: 'PUT' }, 405, 'wrong-method'],
    ['a question whether a page may', '/answers', { method: 'OPTIONS' }, 405, 'wrong-method'],
    ['a body that a foreign page may send', '/answers', { method: 'POST', body: '{}' }, 415, 'content-type'],
    ['no type', '/answers', { method: 'POST' }, 415, 'content-type'],
    ['broken JSON', '/answers', { method: 'POST', body: '{', headers: JSON_TYPE }, 422, 'invalid-input'],
    [
      'a body that is too large',
      '/answers',
      { method: 'POST', body: 'x'.repeat(maxBodyBytes + 1), headers: JSON_TYPE },
      413,
      'body-too-large',
    ],
  ];

  test.each(REFUSED)('%s', async (_, path, init, status, reason) => {
    const { brandlovers } = await start({ control: true });
    const heard = await send(new URL(`/_sandbox${path}`, brandlovers.baseUrl).href, init);
    expect([heard.status, heard.headers.get('x-sandbox-refusal')]).toEqual([status, reason]);
  });
});

test('the document refuses what the control API refuses of a fault, and of a number of a switch', async () => {
  const sandbox = await start({ control: true });
  const { body } = await control(sandbox, 'GET', '/openapi.json');
  const schemaOf = (path: string, method: string) =>
    at(body, 'paths', path, method, 'requestBody', 'content', 'application/json', 'schema');
  const isFault = new Ajv2020({ strict: false }).compile(Object(schemaOf('/faults', 'post')));
  const isSwitches = new Ajv2020({ strict: false }).compile(Object(schemaOf('/switches', 'patch')));
  const choice = fc.record(
    {
      calls: fc.constantFrom(0, 1),
      rate: fc.constantFrom(0, 0.5, 1),
      seed: fc.constantFrom(-1, 7),
      script: fc.array(fc.boolean(), { maxLength: 1 }),
    },
    { requiredKeys: [] },
  );
  const one = fc.property(choice, (fields) => {
    const fault = { kind: 'reset', ...fields };
    let isTaken = true;
    try {
      sandbox.addFault(JSON.parse(JSON.stringify(fault)));
    } catch {
      isTaken = false;
    }
    expect(isFault(fault), JSON.stringify(fault)).toBe(isTaken);
  });
  fc.assert(one, { numRuns: 200 });
  for (const maxLimit of [-1, 0, 1, 2 ** 53]) {
    const given = { brandlovers: { maxLimit } };
    const { status } = await control(sandbox, 'PATCH', '/switches', given);
    expect(isSwitches(given)).toBe(status === 200);
  }
});
