import fc from 'fast-check';
import { type Body, described, documentOf } from './generated-document.ts';
import type { Node } from './generated-values.ts';

type Direction = 'request' | 'response';

/** Mostly something usual, now and then what may break the generated code. */
function mostly<T>(usual: readonly T[], hostile: readonly T[]): fc.Arbitrary<T> {
  return fc.oneof(
    { weight: 120, arbitrary: fc.constantFrom(...usual) },
    { weight: 1, arbitrary: fc.constantFrom(...hostile) },
  );
}

const inherited = ['constructor', 'toString', 'hasOwnProperty', '__proto__', 'valueOf'];
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
  [...inherited, 'id', '7', '*', 'a?', '', '$ref'],
);
const parameterName = mostly(
  ['limit', 'x-page', 'p.1', 'default', '2nd', 'q_'],
  [...inherited, 'a?', 'key', 'Accept', 'X-Page', 'two words', 'ü'],
);
const schemaName = mostly(
  ['Note', 'with-dash', 'a.b', '1st', 'class', 'string', 'components', 'operations', 'under_score', 'Folder', 'Tree'],
  [...inherited, 'Api', 'Schema', 'Promise', 'NonNullable', 'VoidResult', 'A.b', 'Call0Input', 'Call0Result'],
);
const operationId = (index: number) =>
  mostly([`call${index}`, `delete${index}`, ['import', 'class'][index] ?? ''], ['then', 'Call', 'void', ...inherited]);

const scalars: readonly Node[] = [
  { type: 'string' },
  { type: 'integer' },
  { type: 'number' },
  { type: 'boolean' },
  { type: 'string', format: 'uuid', minLength: 1 },
];
const enums: Readonly<Record<Direction, Node>> = {
  request: { type: 'string', enum: ['A', "it's", 'a\\"b'] },
  response: { type: 'string', 'x-extensible-enum': ['A', "it's", 'a\\"b'] },
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
];

function schemas(
  direction: Direction,
  references: readonly string[],
): { any: fc.Arbitrary<Node>; object: fc.Arbitrary<Node> } {
  const { any, object } = fc.letrec<{ any: Node; object: Node }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 3, depthIdentifier: direction, withCrossShrink: true },
      { weight: 30, arbitrary: mostly([...scalars, enums[direction], {}], hostileSchemas) },
      {
        weight: 3,
        arbitrary: fc.constantFrom<Node>(
          { type: ['string', 'null'] },
          { type: 'object' },
          { type: 'array' },
          { const: 7 },
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
        arbitrary: fc.tuple(tie('object'), fc.constantFrom(...scalars)).map((oneOf): Node => ({ oneOf })),
      },
      {
        weight: 3,
        arbitrary: fc.tuple(tie('object'), tie('object')).map(([one, two]): Node => ({ allOf: [one, renamed(two)] })),
      },
    ),
    object: fc
      .uniqueArray(fc.tuple(fieldName, tie('any'), fc.boolean()), {
        minLength: 1,
        maxLength: 3,
        selector: ([name]) => name,
      })
      .map((fields): Node => {
        // A field that is required of a schema inside itself would have no example.
        const required = fields.filter(
          ([, schema, isRequired]) => isRequired && !JSON.stringify(schema).includes('$ref'),
        );
        return {
          type: 'object',
          properties: Object.fromEntries(fields.map(([name, schema]) => [name, { ...schema, ...described }])),
          ...(required.length > 0 && { required: required.map(([name]) => name) }),
        };
      }),
  }));
  return { any, object };
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

const parameter: fc.Arbitrary<Node> = fc
  .tuple(
    parameterName,
    fc.constantFrom('query', 'header'),
    mostly(scalars, [{ type: 'null' }, { type: 'object' }]),
    fc.boolean(),
    fc.boolean(),
  )
  .map(([name, place, schema, isList, required]) => ({
    name,
    in: place,
    required,
    ...described,
    schema: isList && place === 'query' ? { type: 'array', items: schema } : schema,
  }));
/** Of a path and of its operation, which may replace one of the path's. */
const parameters = fc
  .tuple(fc.uniqueArray(parameter, { maxLength: 4, selector: ({ name }) => name }), fc.boolean())
  .map(([all, replaces]) => {
    const shared = all.slice(0, 2);
    const replaced = shared.slice(0, replaces ? 1 : 0).map((one) => ({ ...one, schema: { type: 'boolean' } }));
    return { shared, own: [...replaced, ...all.slice(2)] };
  });

const segments = fc.array(
  mostly(['notes', 'a%20b', 'x.y', "it's", '~me', 'a:b@c'], ['..', 'a b', 'ü', '%2e', '{id}', 'x{y}']),
  {
    maxLength: 2,
  },
);

const body = (schema: fc.Arbitrary<Node>): fc.Arbitrary<Body | undefined> =>
  fc.option(fc.record({ schema, required: fc.boolean() }), { nil: undefined });

/** A spec with one component for what is sent and two for what is received, which may hold each other. */
export const spec: fc.Arbitrary<Node> = fc
  .uniqueArray(schemaName, { minLength: 3, maxLength: 3 })
  .chain(([sent = '', ...received]) => {
    const request = schemas('request', []);
    const response = schemas('response', received);
    const operation = (index: number) =>
      fc.record({
        id: operationId(index),
        method: mostly(['get', 'put', 'post', 'delete', 'patch', 'options'], ['head', 'trace']),
        segments: fc
          .tuple(segments, mostly<readonly string[]>([['{id}'], []], [['{id}', '{id}']]), segments)
          .map((parts) => parts.flat()),
        parameters,
        body: body(fc.oneof(request.object, fc.constant<Node>({ $ref: `#/components/schemas/${sent}` }))),
        answer: fc.option(response.any, { nil: undefined }),
        status: mostly(['200', '201', '202'], ['204']),
      });
    return fc
      .record({
        credential: fc.record({
          in: fc.constantFrom('header', 'query'),
          name: mostly(['key', 'X-Key'], ['Accept', 'limit', 'ü']),
        }),
        contentType: fc.constantFrom(undefined, undefined, 'application/json'),
        schemas: fc
          .tuple(request.object, response.any, response.object)
          .map((parts) => Object.fromEntries([sent, ...received].map((name, index) => [name, { ...parts[index] }]))),
        operations: fc.tuple(operation(0), operation(1)),
      })
      .map(documentOf);
  });
