import { at, entries, isObject, items } from './json.ts';

/**
 * A copy of a schema that refuses properties which the spec does not declare, at any depth; the specs themselves are
 * open, as a client has to be.
 */
export function strictSchema(schema: unknown): unknown {
  if (!isObject(schema)) return schema;
  const isComposed = 'allOf' in schema;
  const open = at(schema, 'additionalProperties');
  return {
    ...Object(strictParts(schema)),
    // A part of a composition does not know the properties of the others.
    ...(isComposed && { allOf: items(schema.allOf).map(strictParts), unevaluatedProperties: false }),
    ...(!isComposed && 'properties' in schema && { additionalProperties: strictSchema(open ?? false) }),
  };
}

/** The same within the parts of a schema, but not for its own properties. */
function strictParts(schema: unknown): unknown {
  if (!isObject(schema)) return schema;
  return {
    ...schema,
    ...('properties' in schema && {
      properties: Object.fromEntries(entries(schema.properties).map(([name, inner]) => [name, strictSchema(inner)])),
    }),
    ...('items' in schema && { items: strictSchema(schema.items) }),
    ...Object.fromEntries(
      ['anyOf', 'oneOf']
        .filter((keyword) => keyword in schema)
        .map((keyword) => [keyword, items(schema[keyword]).map(strictSchema)]),
    ),
  };
}
