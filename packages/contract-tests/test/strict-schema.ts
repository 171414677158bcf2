import { at, entries, isObject } from './json.ts';

/**
 * A copy of a schema that refuses properties which the spec does not declare, at any depth; the specs themselves are
 * open, as a client has to be.
 */
export function strictSchema(schema: unknown): unknown {
  if (!isObject(schema)) return schema;
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    if (keyword in schema) throw new Error(`A schema uses ${keyword}: teach strictSchema what it may hold`);
  }
  return {
    ...schema,
    ...('properties' in schema && {
      properties: Object.fromEntries(entries(schema.properties).map(([name, inner]) => [name, strictSchema(inner)])),
      additionalProperties: strictSchema(at(schema, 'additionalProperties') ?? false),
    }),
    ...('items' in schema && { items: strictSchema(schema.items) }),
  };
}
