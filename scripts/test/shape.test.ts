import { expect, test } from 'vitest';
import type { Document, Schema } from '../src/generate/document.ts';
import type { InputField, OperationModel } from '../src/generate/model.ts';
import { inputShape } from '../src/generate/shape.ts';

function shapeOfField(schema: Schema, schemas: Readonly<Record<string, Schema>> = {}): unknown {
  const document: Document = {
    info: { title: '' },
    servers: [{ url: '' }],
    security: [{}],
    paths: {},
    components: { schemas, securitySchemes: {} },
  };
  const field: InputField = { name: 'value', in: 'body', required: true, description: '', schema, type: 'unknown' };
  const operation: Pick<OperationModel, 'input' | 'rest'> = { input: [field], rest: undefined };
  return Object.entries(inputShape(document, operation))[0]?.[1];
}

test.each<[string, Schema, unknown]>([
  ['a primitive', { type: 'integer' }, 'integer'],
  ['a nullable primitive', { type: ['string', 'null'] }, 'string|null'],
  ['an enum, whose values are the vendor’s to judge', { type: 'string', enum: ['A'] }, 'string'],
  ['a list', { type: 'array', items: { type: 'number' } }, ['number']],
  ['a list of anything', { type: 'array' }, ['unknown']],
  [
    'an object',
    { type: 'object', required: ['a'], properties: { a: { type: 'string' }, b: { type: 'boolean' } } },
    { a: 'string', 'b?': 'boolean' },
  ],
  ['an object of any names', { type: 'object' }, { '*': 'unknown' }],
  ['a map', { type: 'object', additionalProperties: { type: 'integer' } }, { '*': 'integer' }],
  [
    'a composition',
    {
      allOf: [
        { type: 'object', required: ['a'], properties: { a: { type: 'string' } } },
        { type: 'object', properties: { b: { type: 'string' } } },
      ],
    },
    { a: 'string', 'b?': 'string' },
  ],
  ['a nullable object, which a shape cannot say', { type: ['object', 'null'] }, 'unknown'],
  ['no type', {}, 'unknown'],
])('the shape of %s', (_, schema, shape) => {
  expect(shapeOfField(schema)).toEqual(shape);
});

test('a schema inside itself is followed once', () => {
  const node: Schema = { type: 'object', properties: { next: { $ref: '#/components/schemas/Node' } } };
  expect(shapeOfField({ $ref: '#/components/schemas/Node' }, { Node: node })).toEqual({ 'next?': 'unknown' });
});
