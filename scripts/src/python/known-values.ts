import { isPlainObject } from '@redocly/openapi-core';
import type { OpenAPI3 } from 'openapi-typescript';
import { follow, mapInner, mapValues, type SchemaNode, type Schemas } from './schema-versions.ts';

/** Tells the known values of each parameter and field in its description: its type in Python is plain text. */
export function describeKnownValues(document: OpenAPI3): OpenAPI3 {
  const { schemas: given, ...parts } = document.components ?? {};
  const schemas: Schemas = Object(given);
  const described = Object(mapValues(schemas, (schema) => ofSchema(Object(schema))));
  const { paths, components } = Object(inParts({ paths: document.paths, components: parts }, schemas));
  return { ...document, paths, components: { ...components, schemas: described } };
}

function inParts(node: unknown, schemas: Schemas): unknown {
  if (Array.isArray(node)) return node.map((item) => inParts(item, schemas));
  if (!isPlainObject(node)) return node;
  const copy = Object.fromEntries(
    Object.entries(node).map(([keyword, value]) => {
      if (keyword === 'schema' && isPlainObject(value)) return [keyword, ofSchema(value)];
      if (keyword === 'example' || keyword === 'examples' || keyword === 'links') return [keyword, value];
      return [keyword, inParts(value, schemas)];
    }),
  );
  const isParameter = typeof node.in === 'string' && isPlainObject(node.schema);
  return isParameter ? described(copy, valuesOf(follow(Object(node.schema), schemas))) : copy;
}

function ofSchema(schema: SchemaNode): SchemaNode {
  return described(mapInner(schema, ofSchema), valuesOf(schema));
}

function valuesOf(schema: SchemaNode): readonly unknown[] {
  const { enum: closed, 'x-extensible-enum': open, const: only, items } = schema;
  const found = closed ?? open ?? (only === undefined ? undefined : [only]);
  if (Array.isArray(found)) return found.filter((value) => value !== null);
  return isPlainObject(items) ? valuesOf(items) : [];
}

/** Adds the values to the first paragraph: what follows says where things are known from. */
function described(node: SchemaNode, values: readonly unknown[]): SchemaNode {
  if (values.length === 0) return node;
  const told = `Known values: ${values.map((value) => `\`${value}\``).join(', ')}.`;
  const [first = '', ...rest] = String(node.description ?? '').split(/\n\n/);
  return { ...node, description: [`${first.trimEnd()} ${told}`.trimStart(), ...rest].join('\n\n') };
}
