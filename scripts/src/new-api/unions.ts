import { isPlainObject } from '@redocly/openapi-core';
import { annotations, remarks } from '../spec/rules/schema-keywords.ts';
import { type Node, type Normaliser, schemasIn, target } from './node.ts';

/**
 * Writes `oneOf` as `anyOf` where a value may match several alternatives: neither a type of TypeScript nor the client would
 * tell a caller that the vendor's schema refuses it.
 */
export const openUnions: Normaliser = (document, note) => {
  for (const { node, at } of schemasIn(document)) {
    if (!Array.isArray(node.oneOf) || !standsAlone(node)) continue;
    const parts = node.oneOf.map((part: unknown) => kindOf(document, Object(part)));
    if (parts.every((part, index) => parts.slice(index + 1).every((other) => excludes(part, other)))) continue;
    node.anyOf = node.oneOf;
    delete node.oneOf;
    note(at, 'oneOf is written anyOf: a value may match several of its alternatives.');
  }
};

/** What else stands beside alternatives is refused, in the words of the document. */
function standsAlone(node: Node): boolean {
  return Object.keys(node).every(
    (name) => name === 'oneOf' || [...annotations, ...remarks].includes(name) || name.startsWith('x-'),
  );
}

/** What tells the values of a schema from those of another. */
interface Kind {
  /** Undefined where it may be any. */
  readonly types: readonly unknown[] | undefined;
  /** Undefined where it may be any of its types. */
  readonly values: readonly unknown[] | undefined;
  /** The values of the fields that are required, where they are listed. */
  readonly fields: ReadonlyMap<string, readonly unknown[]>;
}

function kindOf(document: Node, schema: Node, inside: readonly Node[] = []): Kind {
  const { node } = target(document, { node: schema, at: '' });
  const values = valuesOf(node);
  const listed: unknown[] = [node.type ?? (node.allOf ? 'object' : [])].flat();
  const types = listed.length > 0 ? listed : values && [...new Set(values.map(typeOf))];
  const required: unknown[] = [node.required ?? []].flat();
  const own = Object.entries(Object(node.properties)).flatMap(([name, property]) => {
    const among = isPlainObject(property) ? valuesOf(target(document, { node: property, at: '' }).node) : undefined;
    return among && required.includes(name) ? [[name, among] as const] : [];
  });
  const parts: unknown[] = Array.isArray(node.allOf) && !inside.includes(node) ? node.allOf : [];
  const inherited = parts.flatMap((part) => [...kindOf(document, Object(part), [...inside, node]).fields]);
  return { types, values, fields: new Map([...inherited, ...own]) };
}

function valuesOf({ const: value, enum: values }: Node): readonly unknown[] | undefined {
  return value !== undefined ? [value] : Array.isArray(values) ? values : undefined;
}

function typeOf(value: unknown): string {
  return value === null ? 'null' : typeof value;
}

function excludes(one: Kind, other: Kind): boolean {
  if (areApart(one.types?.map(widened), other.types?.map(widened)) || areApart(one.values, other.values)) return true;
  const areObjects = [one, other].every(({ types }) => types?.every((type) => type === 'object'));
  return areObjects && [...one.fields].some(([name, values]) => areApart(values, other.fields.get(name)));
}

/** An integer is a number. */
function widened(type: unknown): unknown {
  return type === 'integer' ? 'number' : type;
}

function areApart(one: readonly unknown[] | undefined, other: readonly unknown[] | undefined): boolean {
  return one !== undefined && other !== undefined && !one.some((value) => other.includes(value));
}
