import type { OpenAPI3 } from 'openapi-typescript';
import { expect, test } from 'vitest';
import { splitDirections } from '../src/python/split-directions.ts';

const owner = { type: 'object', properties: { email: { type: 'string' } } };
const pet = {
  type: 'object',
  required: ['id', 'name'],
  properties: {
    id: { type: 'integer', readOnly: true },
    name: { type: 'string', pattern: '^[a-z]+$', maxLength: 9, default: 'rex' },
    kind: { type: 'string', enum: ['cat', 'dog'] },
    pin: { type: 'string', writeOnly: true },
    tags: { type: 'array', minItems: 1, items: { type: 'string' } },
    owner: { $ref: '#/components/schemas/Owner' },
  },
};

interface Use {
  readonly schemas: Readonly<Record<string, object>>;
  readonly sent?: object;
  readonly received?: object;
}

/** Splits a document of one operation; gives its schemas, and those of its bodies. */
function split({ schemas, sent, received }: Use): Record<'schemas' | 'sent' | 'received', unknown> {
  const body = (schema: object | undefined) => (schema ? { content: { 'application/json': { schema } } } : undefined);
  const responses = { 200: { description: 'Done.', ...body(received) } };
  const document: OpenAPI3 = JSON.parse(
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'Pets', version: '1' },
      paths: { '/pets': { post: { requestBody: body(sent), responses } } },
      components: { schemas },
    }),
  );
  const before = structuredClone(document);
  const after = JSON.parse(JSON.stringify(splitDirections(document)));
  expect(document).toEqual(before);
  const { post } = after.paths['/pets'];
  const schemaOf = (holder: { content?: Record<string, { schema: unknown }> } | undefined) =>
    holder?.content?.['application/json']?.schema;
  return {
    schemas: after.components.schemas,
    sent: schemaOf(post.requestBody),
    received: schemaOf(post.responses[200]),
  };
}

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

test('an answer requires nothing, has no limits, and its enums are open', () => {
  const { schemas } = split({ schemas: { Owner: owner, Pet: pet }, received: ref('Pet') });
  expect(schemas).toEqual({
    Owner: { ...owner, 'x-is-answer': true },
    Pet: {
      type: 'object',
      'x-is-answer': true,
      properties: {
        id: { type: 'integer', readOnly: true },
        name: { type: 'string' },
        kind: { type: 'string' },
        tags: { type: 'array', items: { type: ['string', 'null'] } },
        owner: ref('Owner'),
      },
    },
  });
});

test('an input keeps what it requires, without what is read only, a pattern and a default', () => {
  const { schemas } = split({ schemas: { Owner: owner, Pet: pet }, sent: ref('Pet') });
  expect(schemas).toEqual({
    Owner: owner,
    Pet: {
      type: 'object',
      required: ['name'],
      properties: {
        name: { type: 'string', maxLength: 9 },
        kind: { type: 'string', enum: ['cat', 'dog'] },
        pin: { type: 'string', writeOnly: true },
        tags: { type: 'array', minItems: 1, items: { type: 'string' } },
        owner: ref('Owner'),
      },
    },
  });
});

test('a schema of both directions has a second for what is sent', () => {
  const { schemas, sent, received } = split({
    schemas: { Owner: owner, Pet: pet },
    sent: ref('Pet'),
    received: ref('Pet'),
  });
  expect(Object.keys(Object(schemas))).toEqual(['Owner', 'Pet', 'PetInput']);
  expect([sent, received]).toEqual([ref('PetInput'), ref('Pet')]);
});

test('a schema that is the same in both directions stays one, for either', () => {
  const { schemas, sent, received } = split({ schemas: { Owner: owner }, sent: ref('Owner'), received: ref('Owner') });
  expect(schemas).toEqual({ Owner: owner });
  expect([sent, received]).toEqual([ref('Owner'), ref('Owner')]);
});

test('what holds a schema with a second has a second too', () => {
  const Home = { type: 'object', properties: { pets: { type: 'array', items: ref('Pet') } } };
  const { schemas } = split({ schemas: { Owner: owner, Pet: pet, Home }, sent: ref('Home'), received: ref('Home') });
  expect(schemas).toMatchObject({
    Home: { properties: { pets: { items: ref('Pet') } } },
    HomeInput: { properties: { pets: { items: ref('PetInput') } } },
  });
});

test('a name that is taken is not given to another', () => {
  const { schemas, sent } = split({
    schemas: { Pet: pet, PetInput: owner, Owner: owner },
    sent: ref('Pet'),
    received: { type: 'object', properties: { pet: ref('Pet'), other: ref('PetInput') } },
  });
  expect(Object.keys(Object(schemas))).toEqual(['Pet', 'PetInputInput', 'PetInput', 'Owner']);
  expect(sent).toEqual(ref('PetInputInput'));
});

test('alternatives and what tells them apart point to the schemas of their direction', () => {
  const Cat = { type: 'object', required: ['kind'], properties: { kind: { const: 'cat' } } };
  const choice = {
    oneOf: [ref('Cat'), ref('Owner')],
    discriminator: { propertyName: 'kind', mapping: { cat: '#/components/schemas/Cat' } },
  };
  const { schemas, sent, received } = split({ schemas: { Cat, Owner: owner }, sent: choice, received: choice });
  expect(schemas).toMatchObject({
    Cat: { properties: { kind: { type: 'string' } } },
    CatInput: { required: ['kind'], properties: { kind: { enum: ['cat'] } } },
  });
  expect(received).toEqual({ ...choice, 'x-is-answer': true });
  expect(sent).toEqual({
    oneOf: [ref('CatInput'), ref('Owner')],
    discriminator: { propertyName: 'kind', mapping: { cat: '#/components/schemas/CatInput' } },
  });
});

test('a list of a schema that is no object has items that may be unusable', () => {
  const { received } = split({
    schemas: { Id: { type: 'string', format: 'uuid' } },
    received: { type: 'array', items: ref('Id') },
  });
  expect(received).toEqual({ type: 'array', items: { type: ['string', 'null'], format: 'uuid' } });
});
