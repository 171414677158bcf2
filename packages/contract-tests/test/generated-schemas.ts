import fc from 'fast-check';
import { described } from './generated-document.ts';
import type { Node } from './generated-values.ts';

type Direction = 'request' | 'response';

/** Mostly something usual, now and then what may break the generated code. */
export function mostly<T>(usual: readonly T[], hostile: readonly T[]): fc.Arbitrary<T> {
  return fc.oneof(
    { weight: 120, arbitrary: fc.constantFrom(...usual) },
    { weight: 1, arbitrary: fc.constantFrom(...hostile) },
  );
}

/** What every object has. */
export const inherited: readonly string[] = ['constructor', 'toString', 'hasOwnProperty', '__proto__', 'valueOf'];
const fieldName = mostly(
  [
    'text',
    'with-dash',
    'a.b',
    '1st',
    'class',
    "it's",
    'a "b"',
    'back\\slash',
    'two\nlines',
    'ü',
    'type',
    'then',
    'x-y',
    '007',
  ],
  [...inherited, 'id', '7', '*', 'a?', '', '$ref', '\ud800', '\u2028', 'id}/{x'],
);
export const scalars: readonly Node[] = [
  { type: 'string' },
  { type: 'integer' },
  { type: 'number' },
  { type: 'boolean' },
  { type: 'string', format: 'uuid', minLength: 1 },
  { type: 'string', title: 'A */', default: '*/ b', deprecated: true },
];
/** What is sent is closed, what is received is open. */
export const enums: Readonly<Record<Direction, readonly Node[]>> = {
  request: [
    { type: 'string', enum: ["it's", 'a\\"b', '*/'] },
    { type: 'integer', enum: [1, -2] },
    { type: ['string', 'null'], enum: ['A', null] },
    { enum: ['A', 1, true] },
  ],
  response: [
    { type: 'string', 'x-extensible-enum': ["it's", 'a\\"b', '*/'] },
    { type: ['string', 'null'], 'x-extensible-enum': ['A'] },
  ],
};
const hostileSchemas: readonly Node[] = [
  {
    type: 'object',
    properties: { a: { type: 'string', ...described } },
    anyOf: [{ type: 'object' }, { type: 'string' }],
  },
  { type: 'object', properties: { a: { type: 'string', ...described } }, additionalProperties: { type: 'integer' } },
  { type: 'string', readOnly: true },
  { type: 'string', writeOnly: true },
  { type: 'array', items: { type: ['array'], items: { type: 'string' } } },
  { type: 'array', items: { anyOf: [{ type: 'array', items: { type: 'string' } }] } },
  { allOf: [{ type: 'string' }] },
  { allOf: [{ type: 'array', items: { type: 'string' } }] },
  { not: { type: 'string' } },
  { const: null },
  { properties: { a: { type: 'string', ...described } } },
  { type: 'string', properties: { a: { type: 'string', ...described } } },
  { type: 'array', prefixItems: [{ type: 'string' }] },
  { type: 'object', enum: [{}] },
  { type: 'object', properties: { a: { type: 'string', ...described } }, const: 7 },
  { type: 'string', const: 7 },
  { type: 'null', const: null },
  { enum: [] },
  { enum: ['A', null] },
];

/** Schemas for what is sent or received, which may refer to components: the first of any kind, the others objects. */
export function schemas(
  direction: Direction,
  references: readonly string[],
): { any: fc.Arbitrary<Node>; object: fc.Arbitrary<Node> } {
  const objects = references.slice(1);
  const { any, object } = fc.letrec<{ any: Node; object: Node }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 3, depthIdentifier: direction, withCrossShrink: true },
      { weight: 30, arbitrary: mostly([...scalars, ...enums[direction], {}], hostileSchemas) },
      {
        weight: 3,
        arbitrary: fc.constantFrom<Node>(
          { type: ['string', 'null'] },
          { type: 'object' },
          { type: 'array' },
          { type: 'object', properties: {} },
          { type: 'object', additionalProperties: false },
          { const: '*/' },
        ),
      },
      ...references.map((name) => ({
        weight: 2,
        arbitrary: fc.constant<Node>({ $ref: `#/components/schemas/${name}` }),
      })),
      { weight: 4, arbitrary: tie('any').map((items): Node => ({ type: 'array', items })) },
      { weight: 4, arbitrary: tie('object') },
      { weight: 2, arbitrary: tie('object').map((object): Node => ({ ...object, type: ['object', 'null'] })) },
      { weight: 2, arbitrary: tie('object').map((object): Node => ({ ...object, additionalProperties: true })) },
      {
        weight: 2,
        arbitrary: tie('any').map((additionalProperties): Node => ({ type: 'object', additionalProperties })),
      },
      { weight: 2, arbitrary: fc.tuple(tie('object'), tie('object')).map((anyOf): Node => ({ anyOf })) },
      {
        weight: 2,
        // The first is what an example is made of.
        arbitrary: fc
          .tuple(tie('object'), fc.constantFrom('anyOf', 'oneOf'))
          .map(([object, keyword]): Node => ({ [keyword]: [{ type: 'null' }, object, { type: 'string' }] })),
      },
      {
        weight: 2,
        arbitrary: fc.tuple(tie('object'), fc.constantFrom(...scalars)).map((oneOf): Node => ({ oneOf })),
      },
      {
        weight: 3,
        arbitrary: fc.tuple(tie('object'), tie('object')).map(([one, two]): Node => ({ allOf: [one, renamed(two)] })),
      },
      {
        weight: 3,
        arbitrary: fc.tuple(tie('object'), fc.boolean()).map(([one, isRequired]): Node => {
          const names = Object.entries(Object(one.properties))
            .filter(([, schema]) => isRequired && mayBeRequired(schema))
            .map(([name]) => name)
            .slice(0, 1);
          const properties = { own: { type: 'string', ...described } };
          return { type: 'object', properties, required: ['own', ...names], allOf: [one] };
        }),
      },
      ...objects.map((name) => ({
        weight: 3,
        arbitrary: fc.constant<Node>({
          allOf: [
            { $ref: `#/components/schemas/${name}` },
            { type: 'object', properties: { own: { type: 'string', ...described } }, required: ['own'] },
          ],
        }),
      })),
      {
        weight: 1,
        arbitrary: fc.constant<Node>({ type: 'array', items: { type: 'array', items: { type: 'string' } } }),
      },
    ),
    object: fc
      .uniqueArray(fc.tuple(fieldName, tie('any'), fc.boolean()), {
        minLength: 1,
        maxLength: 3,
        selector: ([name]) => name,
      })
      .map((fields): Node => {
        const required = fields.filter(([, schema, isRequired]) => isRequired && mayBeRequired(schema));
        return {
          type: 'object',
          properties: Object.fromEntries(fields.map(([name, schema]) => [name, { ...schema, ...described }])),
          ...(required.length > 0 && { required: required.map(([name]) => name) }),
        };
      }),
  }));
  return { any, object };
}

/** A field that is required of a schema inside itself would have no example. */
function mayBeRequired(schema: unknown): boolean {
  return !JSON.stringify(schema).includes('$ref');
}

/** Two parts of a composition may have no field in common. */
function renamed({ properties, required, ...rest }: Node): Node {
  const rename = (name: unknown) => `other ${name}`;
  return {
    ...rest,
    properties: Object.fromEntries(Object.entries(Object(properties)).map(([name, schema]) => [rename(name), schema])),
    ...(Array.isArray(required) && { required: required.map(rename) }),
  };
}
