import fc from 'fast-check';
import { pets, withPets } from './generated-pets.ts';
import { spec } from './generated-specs.ts';
import { at, list, type Node } from './generated-values.ts';

/** A document of somebody else, as it is written and as it is meant. */
export interface Foreign {
  readonly written: Node;
  readonly meant: Node;
}

type Draft = Record<string, unknown>;
type Change = (document: Draft) => void;

/** What a document may have or lack below our own rules. */
const loosenings: Readonly<Record<string, Change>> = {
  'no texts': (document) => {
    each(document, ({ node, name }) => {
      if (name !== 'info' && name !== 'responses') for (const text of ['summary', 'tags']) delete node[text];
    });
    each(document, ({ node, parent }) => {
      if (parent === 'properties' || parent === 'parameters' || 'operationId' in node) delete node.description;
    });
    delete document.tags;
  },
  'no examples': (document) => each(document, ({ node, parent }) => parent === 'content' && delete node.examples),
  'no meaning of refusals': (document) => each(document, ({ node }) => delete node['x-error-kind']),
  'extensions of others': (document) => {
    document['x-logo'] = { url: 'logo.png' };
    each(document, ({ node }) => 'operationId' in node && Object.assign(node, { 'x-codegen': ['a'] }));
    eachSchema(document, (schema) => Object.assign(schema, { 'x-order': 1 }));
  },
  'closed enums': (document) =>
    eachSchema(document, (schema) => {
      const values = schema['x-extensible-enum'];
      if (!Array.isArray(values)) return;
      delete schema['x-extensible-enum'];
      schema.enum = [schema.type].flat().includes('null') ? [...values, null] : values;
    }),
  'calls of the vendor': (document) => {
    const content = { 'text/plain': { schema: { type: 'array' } } };
    const call = {
      post: { operationId: 'then', requestBody: { content }, responses: { default: { description: '' } } },
    };
    document.webhooks = { changed: call };
    each(
      document,
      ({ node }) => 'operationId' in node && Object.assign(node, { callbacks: { done: { '{$url}': call } } }),
    );
  },
  'what only the vendor sets': (document) =>
    eachBody(document, (body) => {
      const [first] = Object.values<Draft>(Object(at(document, body.schema).properties));
      if (first) first.readOnly = true;
    }),
  discriminators: (document) =>
    eachSchema(document, (schema) => {
      if (schema.oneOf ?? schema.anyOf) schema.discriminator = { propertyName: 'of no alternative' };
    }),
  remarks: (document) =>
    eachSchema(document, (schema) => {
      Object.assign(schema, { not: { const: 70 }, if: { const: 7 }, xml: { name: 'a' }, $comment: '*/' });
      if (schema.type === 'object') schema.unevaluatedProperties = false;
    }),
  'the usual way of writing': (document) =>
    each(document, ({ node }) => {
      if (node.in === 'query' && node.schema) Object.assign(node, { style: 'form', explode: true });
      if (node.in === 'path') Object.assign(node, { style: 'simple', explode: false, allowReserved: false });
    }),
  'vague answers': (document) =>
    each(
      document,
      ({ node, name }) => {
        const content = { 'application/problem+json': { schema: { type: 'object' } } };
        if (name === 'responses')
          Object.assign(node, { default: { description: 'No.', content }, '4XX': { description: '' } });
      },
      'paths',
    ),
  'other media types': (document) =>
    each(document, ({ node, name }) => {
      if (name === 'content')
        Object.assign(node, { 'application/xml': { schema: { type: 'string' } }, 'text/csv': {} });
    }),
  'a body in parts': (document) =>
    eachBody(document, (body) => {
      const extra = { type: 'object', properties: { extra: { type: 'integer' } } };
      body.schema = { allOf: [body.schema, extra] };
    }),
};

/** Other ways of writing the same. */
const writings: Readonly<Record<string, Change>> = {
  'ids with dashes': (document) =>
    each(document, ({ node }) => {
      if (typeof node.operationId !== 'string') return;
      node.operationId = node.operationId.replace(/(?=\d)/, '-').replace(/^[a-z]+$/, (word) => `-${word}-`);
    }),
  'no "type: object"': (document) =>
    eachSchema(document, (schema) => {
      if (schema.type === 'object' && schema.properties && !schema.allOf) delete schema.type;
    }),
  'null as an alternative': (document) =>
    eachSchema(document, (schema) => {
      const { type, ...rest } = schema;
      if (!Array.isArray(type) || type.length !== 2 || 'enum' in schema || 'x-extensible-enum' in schema) return;
      for (const name of Object.keys(schema)) delete schema[name];
      schema.anyOf = [{ ...rest, type: type[0] }, { type: 'null' }];
    }),
  'null as a word of OpenAPI 3.0': (document) =>
    eachSchema(document, (schema) => {
      for (const keyword of ['anyOf', 'oneOf']) {
        const parts = list(schema[keyword]);
        const others = parts.filter(({ type }) => type !== 'null');
        if (others.length < parts.length) Object.assign(schema, { [keyword]: others, nullable: true });
      }
    }),
  'a part around a reference': (document) =>
    each(document, ({ node, parent }) => {
      if (parent !== 'properties' || typeof node.$ref !== 'string') return;
      node.allOf = [{ $ref: node.$ref }];
      delete node.$ref;
    }),
  'several servers': (document) => {
    document.servers = [
      { url: '/v1' },
      { url: 'http://localhost:8080' },
      { url: 'https://{host}.test/v1/', variables },
    ];
  },
  'a list of one type': (document) =>
    eachSchema(document, (schema) => {
      if (typeof schema.type === 'string') schema.type = [schema.type];
    }),
  'JSON by another name': (document) =>
    each(document, ({ node, name }) => {
      if (name !== 'content' || node['application/json'] === undefined) return;
      node['application/json; charset=utf-8'] = node['application/json'];
      delete node['application/json'];
    }),
};

const variables = { host: { default: 'vendor' } };

export const foreignSpec: fc.Arbitrary<Foreign> = fc
  .tuple(spec, pets, fc.subarray(Object.values(loosenings)), fc.subarray(Object.values(writings)))
  .map(([document, { meant, written }, loosened, rewritten]) => {
    const loose = changed(document, loosened);
    return { meant: withPets(loose, meant), written: changed(withPets(loose, written), rewritten) };
  });

function changed(document: Node, changes: readonly Change[]): Draft {
  const draft: Draft = structuredClone({ ...document });
  for (const change of changes) change(draft);
  return draft;
}

interface Place {
  readonly node: Draft;
  /** Its own name and that of what holds it. */
  readonly name: string;
  readonly parent: string;
}

/** Visits every object that is no value of an example, the outer ones first. */
function each(document: Draft, visit: (place: Place) => unknown, from?: string): void {
  const walk = (node: unknown, name: string, parent: string): void => {
    if (typeof node !== 'object' || node === null) return;
    if (!Array.isArray(node)) visit({ node: Object(node), name, parent });
    for (const [key, child] of Object.entries(node)) {
      const isValue = ['examples', 'enum', 'default', 'const', 'webhooks', 'callbacks'].includes(key);
      if (!isValue || parent === 'properties') walk(child, key, Array.isArray(node) ? parent : name);
    }
  };
  walk(from ? document[from] : document, from ?? '', '');
}

const inSchemas = ['properties', 'schemas', 'allOf', 'anyOf', 'oneOf'];
const schemaNames = ['schema', 'items', 'additionalProperties'];

function eachSchema(document: Draft, visit: (schema: Draft) => unknown): void {
  each(document, ({ node, name, parent }) => {
    if ((schemaNames.includes(name) || inSchemas.includes(parent)) && node.$ref === undefined) visit(node);
  });
}

/** Visits the JSON of every request. */
function eachBody(document: Draft, visit: (media: Draft) => void): void {
  const seen = new Set<unknown>();
  each(document, ({ node }) => {
    const { requestBody } = Object(node);
    const media = requestBody && Object(at(document, requestBody).content)['application/json'];
    if (media && !seen.has(media)) visit(media);
    seen.add(media);
  });
}
