import { describe, expect, test } from 'vitest';
import type { Operation } from '../src/spec/operation.ts';
import { contractOf } from './small-vendors.ts';

/** A small API whose one operation takes and answers with the given schema. */
function operationWith(schema: unknown, schemas: Record<string, unknown> = {}): Operation {
  const content = { 'application/json': { schema, example: {} } };
  const [operation] = contractOf({
    openapi: '3.1.0',
    servers: [{ url: 'https://api.example.com/v1/' }],
    security: [{ key: [] }],
    paths: {
      '/files/{name}.{ending}': {
        put: { operationId: 'putFile', requestBody: { content }, responses: { 200: { description: '', content } } },
      },
    },
    components: { schemas, securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'x-key' } } },
  }).operations;
  if (operation === undefined) throw new Error('no operation');
  return operation;
}

describe('a schema is closed', () => {
  const animal = { type: 'object', properties: { name: { type: 'string' } } };
  const dog = { allOf: [{ $ref: '#/components/schemas/Animal' }, { properties: { barks: { type: 'boolean' } } }] };

  test('as a whole where it is composed, and not in each of its parts', () => {
    const operation = operationWith(dog, { Animal: animal });
    expect(operation.checkResponse(200, { name: 'Rex', barks: true })).toBeUndefined();
    expect(operation.checkResponse(200, { name: 'Rex', meows: true })).toMatchObject({
      pointer: 'body',
      undeclared: { key: 'meows' },
    });
  });

  test('where a shared component stands below another', () => {
    const owner = {
      type: 'object',
      properties: { pets: { type: 'array', items: { $ref: '#/components/schemas/Dog' } } },
    };
    const operation = operationWith(owner, { Animal: animal, Dog: dog });
    expect(operation.checkResponse(200, { pets: [{ name: 'Rex', barks: true }] })).toBeUndefined();
    expect(operation.checkResponse(200, { pets: [{ age: 3 }] })).toMatchObject({
      pointer: 'body/pets/0',
      undeclared: { key: 'age' },
    });
  });

  test('inside a map and a tuple', () => {
    const operation = operationWith({
      type: 'object',
      properties: {
        tuple: { type: 'array', prefixItems: [animal] },
        map: { type: 'object', additionalProperties: animal },
      },
    });
    expect(operation.checkResponse(200, { tuple: [{ age: 3 }] })).toMatchObject({
      pointer: 'body/tuple/0',
      undeclared: { key: 'age' },
    });
    expect(operation.checkResponse(200, { map: { a: { age: 3 } } })).toMatchObject({
      pointer: 'body/map/a',
      undeclared: { key: 'age' },
    });
  });

  test('unless the spec says what else is allowed', () => {
    const open = operationWith({ ...animal, additionalProperties: { type: 'number' } });
    expect(open.checkResponse(200, { name: 'Rex', age: 3 })).toBeUndefined();
    expect(open.checkResponse(200, { age: 'three' })).toMatchObject({ pointer: 'body/age' });
    const openAtLast = operationWith({ ...animal, unevaluatedProperties: true });
    expect(openAtLast.checkResponse(200, { age: 3 })).toBeUndefined();
    const openBelow = operationWith(dog, { Animal: { ...animal, additionalProperties: true } });
    expect(openBelow.checkResponse(200, { age: 3 })).toBeUndefined();
  });

  test('unless it describes no properties at all', () => {
    expect(operationWith({ type: 'object' }).checkResponse(200, { anything: 1 })).toBeUndefined();
  });
});

test('a path is matched literally around its parameters', () => {
  const operation = operationWith({});
  expect(operation.matchPath('/files/a.txt')).toEqual({ name: 'a', ending: 'txt' });
  expect(operation.matchPath('/files/a-txt')).toBeUndefined();
  expect(operation.matchPath('/files/a/b.txt')).toBeUndefined();
});

test.each([
  [{}, 'The spec names no server'],
  [{ servers: [{ url: 'https://a.example' }], paths: { '/a': { get: {} } } }, 'gives GET /a no operationId'],
  [
    {
      servers: [{ url: 'https://a.example' }],
      security: [{ other: [] }],
      paths: { '/a': { get: { operationId: 'a', responses: {} } } },
    },
    'demands other as a credential, which is not supported',
  ],
  [
    {
      servers: [{ url: 'https://a.example' }],
      paths: { '/a': { get: { operationId: 'a', requestBody: { $ref: '#/x' } } } },
    },
    'a $ref that leads nowhere inside it: #/x',
  ],
])('a spec that a server cannot be made of is refused: %j', (spec, message) => {
  expect(() => contractOf(spec)).toThrow(message);
});
