import { at, entries, isObject, items, text } from './json.ts';

/**
 * A copy of a schema that refuses properties which the spec does not declare, at any depth; the specs themselves are
 * open, as a client has to be.
 */
export function strictSchema(schema: unknown): unknown {
  if (!isObject(schema)) return schema;
  if ('allOf' in schema) return { ...partSchema(schema), unevaluatedProperties: false };
  if (!('properties' in schema)) return partSchema(schema);
  return { ...partSchema(schema), additionalProperties: strictSchema(at(schema, 'additionalProperties') ?? false) };
}

/** The same for a part of a composition, which does not know the properties of the other parts. */
function partSchema(schema: unknown): object {
  const { properties, items: item, allOf, anyOf, oneOf, ...rest } = Object(schema);
  return {
    ...rest,
    ...(properties && { properties: mapped(properties, strictSchema) }),
    ...(item && { items: strictSchema(item) }),
    ...(anyOf && { anyOf: items(anyOf).map(strictSchema) }),
    ...(oneOf && { oneOf: items(oneOf).map(strictSchema) }),
    ...(allOf && { allOf: items(allOf).map(partReference) }),
  };
}

function partReference(part: unknown): object {
  const isReference = at(part, '$ref') !== undefined;
  return isReference ? { $ref: text(part, '$ref').replace('/schemas/', '/parts/') } : partSchema(part);
}

function mapped(values: unknown, change: (value: unknown) => unknown): object {
  return Object.fromEntries(entries(values).map(([name, value]) => [name, change(value)]));
}

/** The schemas of a spec, closed, and as parts of compositions. */
export function strictComponents(models: unknown): object {
  return { schemas: mapped(models, strictSchema), parts: mapped(models, partSchema) };
}
