import { at, list, type Node } from './generated-values.ts';

/** A place of a JSON value that a schema describes. */
export interface Place {
  /** A JSON pointer; `*` stands for any item of a list and any key of a map. */
  readonly pointer: string;
  readonly path: readonly string[];
  /** Without references, and with what its parts say. */
  readonly schema: Node;
  /** Whether the object that the place is in has to have it. */
  readonly isRequired: boolean;
}

/** What stands for any item of a list, and any key of a map. */
export const ANY = '*';
/** How far a schema that refers to itself is followed. */
const DEPTH = 8;

/** Lists the places of a value, the outer ones first. */
export function placesOf(
  document: unknown,
  schema: unknown,
  path: readonly string[] = [],
  isRequired: boolean = true,
): Place[] {
  const merged = mergedSchema(document, schema);
  const own = { pointer: pointerOf(path), path, schema: merged, isRequired };
  if (path.length >= DEPTH) return [own];
  const required = new Set<unknown>(list(merged.required));
  const properties = Object.entries(Object(merged.properties)).flatMap(([name, property]) =>
    placesOf(document, property, [...path, name], required.has(name)),
  );
  const inner = merged.items ?? (merged.properties ? undefined : merged.additionalProperties);
  const items = typeof inner === 'object' ? placesOf(document, inner, [...path, ANY], true) : [];
  return [own, ...properties, ...items];
}

/** Follows a schema's references, and puts its parts together; of alternatives the first that is not null. */
export function mergedSchema(document: unknown, schema: unknown): Node {
  const { allOf, anyOf, oneOf, ...own } = at(document, schema);
  const alternatives = list(anyOf ?? oneOf).map((alternative) => mergedSchema(document, alternative));
  const [alternative = {}] = alternatives.filter(({ type }) => type !== 'null');
  const parts = [...list(allOf).map((part) => mergedSchema(document, part)), alternative, own];
  const properties = Object.assign({}, ...parts.map((part) => part.properties));
  const required = [...new Set(parts.flatMap((part) => list(part.required)))];
  return {
    ...Object.assign({}, ...parts),
    ...(Object.keys(properties).length > 0 && { properties }),
    ...(required.length > 0 && { required }),
    ...(alternatives.some(({ type }) => type === 'null') && { type: [...new Set([alternative.type, 'null'].flat())] }),
  };
}

/** The types that a schema names. */
export function typesOf({ type }: Node): readonly string[] {
  return [type ?? []].flat().map(String);
}

function pointerOf(path: readonly string[]): string {
  return path.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Whether a value is of a type of JSON Schema. */
export function isOfType(type: string, value: unknown): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'null') return value === null;
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}

/** The value at a path; the first item or key where it says any. */
export function valueAt(value: unknown, [key, ...rest]: readonly string[]): unknown {
  return key === undefined ? value : valueAt(Object(value)[keyIn(value, key)], rest);
}

/** A copy of the value with another one in a place, which has to be there; `undefined` takes it away. */
export function replacedAt(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [...value] : { ...Object(value) };
  const own = keyIn(value, key);
  const changed = replacedAt(Object(value)[own], rest, by);
  // A name such as `__proto__` is one as any other.
  if (changed === undefined) Reflect.deleteProperty(copy, own);
  else Object.defineProperty(copy, own, { value: changed, enumerable: true, writable: true, configurable: true });
  return copy;
}

function keyIn(value: unknown, key: string): string {
  return key === ANY ? (Object.keys(Object(value))[0] ?? ANY) : key;
}
