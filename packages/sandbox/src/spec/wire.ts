import { at, isObject, items } from '../json.ts';
import { resolve } from './reference.ts';

/** Makes the values of a parameter of its texts on the wire, of which there is one for each time that it occurs. */
export type ReadTexts = (texts: readonly string[]) => unknown;

/**
 * Reads the type of a parameter's schema. What does not fit stays text, for the schema to refuse; a parameter that occurs
 * twice becomes a list, which only a schema that asks for one accepts.
 */
export function textReader(document: unknown, schema: unknown): ReadTexts {
  const types = typesOf(document, schema);
  const itemTypes = itemsOf(document, schema).flatMap((item) => typesOf(document, item));
  const isList = types.length > 0 && types.every((type) => type === 'array');
  return (texts) => {
    if (isList) return texts.map((text) => typed(itemTypes, text));
    const [first, ...others] = texts.map((text) => typed(texts.length > 1 ? itemTypes : types, text));
    return others.length === 0 ? first : [first, ...others];
  };
}

function typed(types: readonly string[], value: string): string | number | boolean {
  if (types.includes('integer') && /^-?\d+$/.test(value)) return Number(value);
  if (types.includes('number') && /^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  if (types.includes('boolean') && /^(true|false)$/.test(value)) return value === 'true';
  return value;
}

/** Lists the types that a schema names, itself or in what it is composed of. */
function typesOf(document: unknown, schema: unknown): string[] {
  return composed(document, schema).flatMap((part) => [at(part, 'type')].flat().map(String));
}

function itemsOf(document: unknown, schema: unknown): unknown[] {
  return composed(document, schema).map((part) => at(part, 'items'));
}

function composed(document: unknown, schema: unknown): unknown[] {
  const node = resolve(document, schema);
  if (!isObject(node)) return [];
  const parts = ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => items(node[keyword]));
  return [...(node.type === undefined ? [] : [node]), ...parts.flatMap((part) => composed(document, part))];
}
