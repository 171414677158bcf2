import fc from 'fast-check';
import type { Bump } from '../../src/diff/verdict.ts';
import type { Document, Schema } from '../../src/generate/document.ts';

type Direction = 'sent' | 'received';

interface Change {
  readonly from: Schema;
  readonly to: Schema;
  readonly bumps: Readonly<Record<Direction, Bump>>;
}

const text = { type: 'string' };
const object = { type: 'object', required: ['a'], properties: { a: text, b: { type: 'integer' } } };
const ofA = { type: 'object', required: ['a'], properties: { a: text } };

function withField(name: string, schema: object, required: readonly string[] = object.required): Schema {
  return { ...object, required, properties: { ...object.properties, [name]: schema } };
}

function change(from: Schema, to: Schema, sent: Bump, received: Bump): Change {
  return { from, to, bumps: { sent, received } };
}

/** Changes of an object, by what `docs/versioning.md` says of them. */
const CHANGES: readonly Change[] = [
  change(object, object, 'none', 'none'),
  change(object, withField('c', text), 'minor', 'minor'),
  change(object, withField('c', text, ['a', 'c']), 'major', 'minor'),
  change(object, ofA, 'major', 'major'),
  change(object, { ...object, required: ['a', 'b'] }, 'major', 'minor'),
  change({ ...object, required: ['a', 'b'] }, object, 'minor', 'major'),
  change(object, withField('a', { type: ['string', 'null'] }), 'minor', 'major'),
  change(withField('a', { type: ['string', 'null'] }), object, 'major', 'minor'),
  change(object, withField('a', { type: 'boolean' }), 'major', 'major'),
  change(object, withField('a', { ...text, maxLength: 5 }), 'patch', 'patch'),
  change(object, withField('a', { ...text, default: 'x' }), 'patch', 'patch'),
  change(object, withField('a', { ...text, description: 'A text.' }), 'patch', 'patch'),
  change(object, withField('b', { type: 'integer', deprecated: true }), 'minor', 'minor'),
];

/** Puts a schema into another one; `name` is of no other component. */
type Nesting = (schema: Schema, name: string, components: Record<string, Schema>) => Schema;

const component: Nesting = (schema, name, components) => {
  components[name] = schema;
  return { $ref: `#/components/schemas/${name}` };
};

const NESTINGS: Readonly<Record<string, Nesting>> = {
  list: (items) => ({ type: 'array', items }),
  field: (x, name) => ({ type: 'object', required: ['x'], properties: { x, [`of${name}`]: text } }),
  map: (additionalProperties) => ({ type: 'object', additionalProperties }),
  component,
  // Only an object can be a part.
  part: (schema, name) =>
    schema.type === 'object' && 'properties' in schema
      ? { allOf: [schema, { type: 'object', properties: { [`in${name}`]: text } }] }
      : schema,
  'component that is a part': (schema, name, components) =>
    schema.type === 'object' && 'properties' in schema
      ? {
          allOf: [component(schema, name, components), { type: 'object', properties: { [`in${name}`]: text } }],
        }
      : schema,
  'component that is an alternative': (schema, name, components) => ({
    anyOf: [component(schema, name, components), text],
  }),
};

export interface Nested extends Change {
  /** From the inside out. */
  readonly nestings: readonly string[];
  readonly directions: readonly Direction[];
}

/** Several changes, each within as many lists, fields and parts as it likes, in what is sent, received, or both. */
export const nestedChanges: fc.Arbitrary<readonly Nested[]> = fc.array(
  fc
    .record({
      change: fc.constantFrom(...CHANGES),
      nestings: fc.array(fc.constantFrom(...Object.keys(NESTINGS)), { maxLength: 4 }),
      directions: fc.constantFrom<readonly Direction[]>(['sent'], ['received'], ['sent', 'received']),
    })
    .map(({ change: { from, to, bumps }, nestings, directions }) => ({ from, to, bumps, nestings, directions })),
  { minLength: 1, maxLength: 5 },
);

/** Makes the document of one call that has all of the changed objects, as they were or as they are. */
export function documentOf(changes: readonly Nested[], state: 'from' | 'to'): Document {
  const schemas: Record<string, Schema> = {};
  const fields = changes.map((nested, index) => ({
    name: `f${index}`,
    directions: nested.directions,
    schema: nested.nestings.reduce<Schema>(
      (inner, nesting, depth) => NESTINGS[nesting]?.(inner, `C${index}${'abcd'.charAt(depth)}`, schemas) ?? inner,
      nested[state],
    ),
  }));
  const body = (direction: Direction) => {
    const used = fields.filter(({ directions }) => directions.includes(direction));
    const properties = Object.fromEntries(used.map(({ name, schema }) => [name, schema]));
    return { 'application/json': { schema: { type: 'object', properties: { ...properties, id: text } } } };
  };
  return {
    info: { title: 'Nested' },
    servers: [{ url: 'https://nested.test' }],
    paths: {
      '/things': {
        post: {
          operationId: 'addThing',
          requestBody: { required: true, content: body('sent') },
          responses: { '200': { description: 'Added.', content: body('received') } },
        },
      },
    },
    components: { schemas },
  };
}
