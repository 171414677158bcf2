import fc from 'fast-check';
import { type Body, described, documentOf } from './generated-document.ts';
import { enums, inherited, mostly, scalars, schemas } from './generated-schemas.ts';
import type { Node } from './generated-values.ts';

const parameterName = mostly(
  ['limit', 'x-page', 'p.1', 'default', '2nd', 'q_'],
  [...inherited, 'a?', 'key', 'Accept', 'X-Page', 'two words', 'ü', '\ud800', '\u2028', '{id}'],
);
const schemaName = mostly(
  [
    'Note',
    'with-dash',
    'a.b',
    '1st',
    'class',
    'string',
    'components',
    'operations',
    'under_score',
    'Folder',
    'Tree',
    '404',
    '1.5',
  ],
  [...inherited, 'Api', 'Schema', 'Promise', 'NonNullable', 'VoidResult', 'A.b', 'Call0Input', 'Call0Result'],
);
const operationId = (index: number) =>
  mostly([`call${index}`, `delete${index}`, ['import', 'class'][index] ?? ''], ['then', 'Call', 'void', ...inherited]);

const parameter: fc.Arbitrary<Node> = fc
  .tuple(
    parameterName,
    fc.constantFrom('query', 'header'),
    mostly([...scalars, ...enums.request.slice(0, 2)], [{ type: 'null' }, { type: 'object' }]),
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

const roots = mostly<Node>(
  [{}],
  [
    { security: [] },
    { security: [{}] },
    { security: [{ key: [] }, {}] },
    { servers: [{ url: '/v1' }] },
    { servers: [{ url: 'https://{host}.test', variables: { host: { default: 'vendor', ...described } } }] },
    { webhooks: {} },
  ],
);

const body = (schema: fc.Arbitrary<Node>): fc.Arbitrary<Body | undefined> =>
  fc.option(fc.record({ schema, required: fc.boolean() }), { nil: undefined });

const credential = fc.oneof(
  fc.record<Node>(
    {
      in: fc.constantFrom('header', 'query'),
      name: mostly(['key', 'X-Key'], ['Accept', 'limit', 'ü']),
      'x-credential-prefix': mostly(['ApiKey ', 'k='], [' ', 'ü']),
    },
    { requiredKeys: ['in', 'name'] },
  ),
  fc.constantFrom<Node>({ type: 'http', scheme: 'bearer' }, { type: 'http', scheme: 'basic' }),
);

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
        credential,
        contentType: fc.constantFrom(undefined, undefined, 'application/json'),
        schemas: fc
          .tuple(request.object, response.any, response.object)
          .map((parts) => [sent, ...received].map((name, index) => [name, { ...parts[index] }] as const)),
        operations: fc.tuple(operation(0), operation(1)),
      })
      .chain((parts) => roots.map((root): Node => ({ ...documentOf(parts), ...root })));
  });
