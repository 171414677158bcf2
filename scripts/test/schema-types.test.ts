import type { SchemaObject } from 'openapi-typescript';
import { expect, test } from 'vitest';
import { emitSchemaTypes } from '../src/generate/schema-types.ts';

test.each<[string, SchemaObject, string]>([
  ['an object of no field', { type: 'object', additionalProperties: false }, 'Record<string, never>'],
  [
    'an object of no field, listed',
    { type: 'object', properties: {}, additionalProperties: false },
    'Record<string, never>',
  ],
  ['one that may be null', { type: ['object', 'null'], additionalProperties: false }, 'Record<string, never> | null'],
  ['an object of any fields', { type: 'object' }, 'Record<string, unknown>'],
  [
    'an object of any fields, as it says',
    { type: 'object', additionalProperties: true },
    '{\n            [key: string]: unknown;\n        }',
  ],
])('the type of %s', async (_, schema, type) => {
  const document = {
    openapi: '3.1.0',
    info: { title: 'A', version: '1' },
    paths: {},
    components: { schemas: { A: schema } },
  };
  expect(await emitSchemaTypes(structuredClone(document))).toContain(`        A: ${type};\n`);
});
