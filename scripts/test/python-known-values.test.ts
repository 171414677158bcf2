import type { OpenAPI3 } from 'openapi-typescript';
import { expect, test } from 'vitest';
import { describeKnownValues } from '../src/python/known-values.ts';

const document = (field: object, parameter: object): OpenAPI3 => ({
  openapi: '3.1.0',
  info: { title: 'T', version: '1' },
  paths: { '/a': { get: { parameters: [{ name: 'p', in: 'query' as const, ...parameter }], responses: {} } } },
  components: { schemas: { Kind: { type: 'string', enum: ['x'] }, One: Object({ properties: { enum: field } }) } },
});

/** What a schema says, and what is told of it. */
const ROWS = [
  [{ enum: ['A', 'B', null] }, 'Known values: `A`, `B`.'],
  [{ 'x-extensible-enum': ['A'] }, 'Known values: `A`.'],
  [{ const: 'A' }, 'Known values: `A`.'],
  [{ enum: [1, 2] }, 'Known values: `1`, `2`.'],
  [{ type: 'array', items: { enum: ['A'] } }, 'Known values: `A`.'],
] as const;

test.each(ROWS)('the values of %j are told of a field and of a parameter', (schema, told) => {
  const description = 'One.\n\nSource: the page.\n';
  const step = describeKnownValues(document({ ...schema, description }, { schema, description }));
  const expected = `One. ${told}\n\nSource: the page.\n`;
  expect(step).toHaveProperty('components.schemas.One.properties.enum.description', expected);
  expect(step.paths?.['/a']).toHaveProperty('get.parameters.0.description', expected);
});

test('a parameter without a description gets one, and a schema with a name tells its values for it', () => {
  const step = describeKnownValues(document({ type: 'string' }, { schema: { $ref: '#/components/schemas/Kind' } }));
  expect(step.paths?.['/a']).toHaveProperty('get.parameters.0.description', 'Known values: `x`.');
  expect(step).toHaveProperty('components.schemas.Kind.description', 'Known values: `x`.');
  expect(step).not.toHaveProperty('components.schemas.One.properties.enum.description');
});
