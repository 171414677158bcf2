import { isPlainObject } from '@redocly/openapi-core';
import type { OpenAPI3 } from 'openapi-typescript';
import type { Direction } from '../spec/directions.ts';
import { moduleName } from './names.ts';
import {
  mapInner,
  mapValues,
  nameIn,
  received,
  referenceTo,
  type SchemaNode,
  type Schemas,
  sent,
} from './schema-versions.ts';

/** Where the schemas below a keyword of a document travel. */
const DIRECTIONS: Readonly<Record<string, Direction>> = {
  parameters: 'request',
  requestBody: 'request',
  requestBodies: 'request',
  responses: 'response',
  headers: 'response',
};

/**
 * Gives what is received and what is sent schemas of their own where they differ. What is received requires nothing, has
 * no closed enum and no limits, so that an odd field costs that field only, and is marked with `x-is-answer`. A schema
 * that is the same in both directions stays one; of any other, what is sent is called `<Name>Input`.
 */
export function splitDirections(document: OpenAPI3): OpenAPI3 {
  const { schemas: _, ...parts } = document.components ?? {};
  const schemas: Schemas = Object(document.components?.schemas);
  const used = { request: new Set<string>(), response: new Set<string>() };
  mapSchemas({ paths: document.paths, parts }, (schema, direction) => {
    for (const name of reachable(schema, schemas)) used[direction].add(name);
    return schema;
  });
  const inputs = inputNames(schemas, (name) => used.request.has(name) && used.response.has(name));
  const toSend = (schema: SchemaNode) => renamed(sent(schema, schemas), inputs);
  const answer = (schema: SchemaNode) => marked(received(schema, schemas));

  const versions = Object.entries(schemas).flatMap(([name, schema]): [string, SchemaNode][] => {
    const input = inputs.get(name);
    if (input !== undefined)
      return [
        [name, answer(schema)],
        [input, toSend(schema)],
      ];
    return [[name, used.response.has(name) && !used.request.has(name) ? answer(schema) : toSend(schema)]];
  });
  const mapped = Object(
    mapSchemas({ paths: document.paths, parts }, (schema, direction) =>
      direction === 'request' ? toSend(schema) : answer(schema),
    ),
  );
  return { ...document, paths: mapped.paths, components: { ...mapped.parts, schemas: Object.fromEntries(versions) } };
}

/** Maps the outermost schemas of a part of a document, each of which travels in one direction. */
function mapSchemas(
  node: unknown,
  map: (schema: SchemaNode, direction: Direction) => SchemaNode,
  direction?: Direction,
): unknown {
  if (Array.isArray(node)) return node.map((item) => mapSchemas(item, map, direction));
  if (!isPlainObject(node)) return node;
  return Object.fromEntries(
    Object.entries(node).map(([keyword, value]) => {
      if (keyword === 'schema' && direction && isPlainObject(value)) return [keyword, map(value, direction)];
      if (keyword === 'example' || keyword === 'examples' || keyword === 'links') return [keyword, value];
      return [keyword, mapSchemas(value, map, DIRECTIONS[keyword] ?? direction)];
    }),
  );
}

/** Names the input's schema of each that differs by its direction, itself or in what it holds. */
function inputNames(schemas: Schemas, isInBoth: (name: string) => boolean): ReadonlyMap<string, string> {
  const both = Object.keys(schemas).filter(isInBoth);
  const differs = (name: string) => {
    const schema = schemas[name] ?? {};
    return JSON.stringify(sent(schema, schemas)) !== JSON.stringify(received(schema, schemas));
  };
  const differing = new Set(both.filter(differs));
  const holder = (name: string) => reachable(schemas[name] ?? {}, schemas).some((inner) => differing.has(inner));
  return new Map(
    both.filter((name) => differing.has(name) || holder(name)).map((name) => [name, freeName(name, schemas)]),
  );
}

function freeName(name: string, schemas: Schemas): string {
  const input = `${name}Input`;
  const isTaken = Object.keys(schemas).some((other) => moduleName(other) === moduleName(input));
  return isTaken ? freeName(input, schemas) : input;
}

/** The names of the components that a schema holds, however deep. */
function reachable(schema: SchemaNode, schemas: Schemas): readonly string[] {
  const found = new Set<string>();
  const walk = (node: SchemaNode): SchemaNode => {
    const name = typeof node.$ref === 'string' ? nameIn(node.$ref) : '';
    const target = schemas[name];
    if (target && !found.has(name)) {
      found.add(name);
      walk(target);
    }
    return mapInner(node, walk);
  };
  walk(schema);
  return [...found];
}

function renamed(schema: SchemaNode, names: ReadonlyMap<string, string>): SchemaNode {
  const rename = (reference: unknown) => {
    const name = names.get(nameIn(String(reference)));
    return name === undefined ? reference : referenceTo(name);
  };
  const own = isPlainObject(schema.discriminator)
    ? {
        ...schema,
        discriminator: { ...schema.discriminator, mapping: mapValues(schema.discriminator.mapping, rename) },
      }
    : schema;
  const target = own.$ref === undefined ? own : { ...own, $ref: rename(own.$ref) };
  return mapInner(target, (inner) => renamed(inner, names));
}

/** Marks each schema that a model is made of. */
function marked(schema: SchemaNode): SchemaNode {
  const inner = mapInner(schema, marked);
  const isModel = ['properties', 'allOf', 'anyOf', 'oneOf', 'additionalProperties'].some((keyword) => keyword in inner);
  return isModel ? { ...inner, 'x-is-answer': true } : inner;
}
