import { at, entries, isObject, items, type JsonObject, mapValues } from '../json.ts';
import { resolve } from './reference.ts';

/** Keywords whose schemas judge the very value that their owner judges. */
const inPlaceLists = ['allOf', 'anyOf', 'oneOf'] as const;
const inPlaceSchemas = ['if', 'then', 'else'] as const;

/** Keywords whose schemas judge a value inside it. */
const innerMaps = ['properties', 'patternProperties'] as const;
const innerLists = ['prefixItems'] as const;
const innerSchemas = ['items', 'additionalProperties', 'unevaluatedProperties'] as const;

export const inPlaceKeywords: readonly string[] = [...inPlaceLists, ...inPlaceSchemas];

/** Where a closed schema lists the properties it declares, so that an error can name them. */
export const declaredKeyword = 'x-declared';

/**
 * Copies a schema so that it refuses every property the spec does not declare, at any depth.
 *
 * An integer is at most 2^53-1, either way: beyond it, JavaScript cannot tell one from its neighbour.
 *
 * The refusal stands where a value stands (a body, a property, an item) and not on the shared component: a component
 * that `allOf` builds upon has to stay open, or no composed value would ever be valid.
 */
export function strictValue(document: unknown, schema: unknown): unknown {
  const copy = strictComponent(document, schema);
  if (!isObject(copy) || 'unevaluatedProperties' in copy) return copy;
  const declared = declaredProperties(document, schema);
  return declared.length === 0 ? copy : { ...copy, unevaluatedProperties: false, [declaredKeyword]: declared };
}

/** Copies a schema as `strictValue` does, but leaves it open at its own level. */
export function strictComponent(document: unknown, schema: unknown): unknown {
  if (!isObject(schema)) return schema;
  const value = (inner: unknown): unknown => strictValue(document, inner);
  const component = (inner: unknown): unknown => strictComponent(document, inner);
  const copy: Record<string, unknown> = { ...schema };
  for (const key of innerMaps) if (key in copy) copy[key] = mapValues(copy[key], value);
  for (const key of innerLists) if (key in copy) copy[key] = items(copy[key]).map(value);
  for (const key of innerSchemas) if (key in copy) copy[key] = value(copy[key]);
  for (const key of inPlaceLists) if (key in copy) copy[key] = items(copy[key]).map(component);
  for (const key of inPlaceSchemas) if (key in copy) copy[key] = component(copy[key]);
  return [copy.type].flat().includes('integer') ? { ...copy, ...safeLimits(copy) } : copy;
}

function safeLimits({ minimum, maximum }: JsonObject): JsonObject {
  return {
    minimum: Math.max(Number(minimum ?? Number.MIN_SAFE_INTEGER), Number.MIN_SAFE_INTEGER),
    maximum: Math.min(Number(maximum ?? Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER),
  };
}

function declaredProperties(document: unknown, schema: unknown): string[] {
  const own = entries(at(schema, 'properties')).map(([name]) => name);
  return [...new Set([...own, ...inPlace(document, schema).flatMap((inner) => declaredProperties(document, inner))])];
}

function inPlace(document: unknown, schema: unknown): readonly unknown[] {
  const referenced: JsonObject[] = [];
  if (at(schema, '$ref') !== undefined) {
    const target = resolve(document, schema);
    if (isObject(target)) referenced.push(target);
  }
  return [
    ...referenced,
    ...inPlaceLists.flatMap((key) => items(at(schema, key))),
    ...inPlaceSchemas.map((key) => at(schema, key)).filter(isObject),
  ];
}
