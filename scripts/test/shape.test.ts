import { expect, test } from 'vitest';
import type { Document, Schema } from '../src/generate/document.ts';
import type { InputField, OperationModel } from '../src/generate/model.ts';
import { type InputShapes, inputShapes } from '../src/generate/shape.ts';
import { literal } from '../src/generate/text.ts';

/** The shapes of some operations, each of which takes a value of the schema. */
function shapesOf(schema: Schema, schemas: Readonly<Record<string, Schema>> = {}, operations = 1): InputShapes {
  const document: Document = {
    info: { title: '' },
    servers: [{ url: '' }],
    security: [{}],
    paths: {},
    components: { schemas, securitySchemes: {} },
  };
  const field: InputField = { name: 'value', in: 'body', required: true, description: '', schema, type: 'unknown' };
  const operation: Pick<OperationModel, 'input' | 'rest'> = { input: [field], rest: undefined };
  return inputShapes(document, Array<typeof operation>(operations).fill(operation));
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
  ['an object of no field', { type: 'object', additionalProperties: false }, {}],
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
  expect(shapesOf(schema)).toEqual({ shared: new Map(), inputs: [{ value: shape }] });
});

const object = (properties: Readonly<Record<string, Schema>>): Schema => ({ type: 'object', properties });
const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

function constantsOf(schema: Schema, schemas: Readonly<Record<string, Schema>>): string[] {
  const { shared, inputs } = shapesOf(schema, schemas);
  const written = [...Array.from(shared, ([name, shape]) => `${name} = ${literal(shape)}`), literal(inputs[0])];
  return written.map((text) => text.replaceAll(/\s+/g, ' ').replaceAll("import('@ticketbridge/http').", ''));
}

test('a schema inside itself refers to its constant when that is there', () => {
  const schemas = { Node: object({ next: ref('Node'), all: { type: 'array', items: ref('Node') } }) };
  expect(constantsOf(ref('Node'), schemas)).toEqual([
    "NodeShape = { get 'next?'(): Shape { return NodeShape; }, get 'all?'(): Shape { return [NodeShape]; }, }",
    '{ value: NodeShape, }',
  ]);
});

test('two schemas inside each other', () => {
  const schemas = { A: object({ b: ref('B') }), B: object({ a: ref('A'), text: { type: 'string' } }) };
  expect(constantsOf(ref('A'), schemas)).toEqual([
    "AShape = { 'b?': { get 'a?'(): Shape { return AShape; }, 'text?': 'string', }, }",
    '{ value: AShape, }',
  ]);
});

test('what is met twice at each of thirty levels is written once a level', () => {
  const levels = Array.from({ length: 30 }, (_, level): [string, Schema] => [
    `L${level}`,
    object(level === 29 ? { text: { type: 'string' } } : { a: ref(`L${level + 1}`), b: ref(`L${level + 1}`) }),
  ]);
  const constants = constantsOf(ref('L0'), Object.fromEntries(levels));
  expect(constants).toHaveLength(30);
  expect(constants[0]).toBe("L29Shape = { 'text?': 'string', }");
  expect(constants[28]).toBe("L1Shape = { 'a?': L2Shape, 'b?': L2Shape, }");
});

test('two inputs that lead to a circle through the same list', () => {
  const satellites: Schema = { type: 'array', items: ref('Satellite') };
  const schemas = { Planet: object({ satellites }), Satellite: object({ around: ref('Planet') }) };
  const { shared, inputs } = shapesOf(satellites, schemas, 2);
  expect([...shared.keys()]).toEqual(['SatelliteShape']);
  expect(inputs.map((input) => literal(input).replaceAll(/\s+/g, ' '))).toEqual([
    '{ value: [SatelliteShape], }',
    '{ value: [SatelliteShape], }',
  ]);
});

test('a list whose items hold it', () => {
  const schemas: Record<string, Schema> = { List: { type: 'array', items: object({ inner: ref('List') }) } };
  expect(constantsOf(ref('List'), schemas)).toEqual([
    "ListShape = [{ get 'inner?'(): Shape { return ListShape; }, }]",
    '{ value: ListShape, }',
  ]);
});
