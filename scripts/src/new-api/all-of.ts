import { dequal, isPlainObject } from '@redocly/openapi-core';
import { annotations } from '../spec/rules/schema-keywords.ts';
import { type Node, type Note, type Placed, target } from './node.ts';

/**
 * Describes each field of `allOf` once: where two parts have it, the one that says less about it loses it, so that a
 * "list of objects" gives way to a list of stations.
 */
export function narrowFields({ node, at }: Placed, note: Note, document: Node): void {
  if (!Array.isArray(node.allOf)) return;
  const parts = node.allOf.map((part: unknown) => opened(part, document));
  for (const [index, original] of parts.entries()) {
    for (const [name, field] of Object.entries(Object(original.properties))) {
      const more = parts.find((other, at) => at !== index && isWider(field, Object(other.properties)[name]));
      if (!more) continue;
      parts[parts.indexOf(more)] = requiredOf(original).includes(name) ? requiring(more, name) : more;
      parts[index] = lacking(Object(parts[index]), name);
      note(at, `The field ${name} is described by the part that says most about it.`);
    }
  }
  node.allOf = node.allOf.flatMap((part: unknown, index) => {
    if (dequal(parts[index], opened(part, document))) return [part];
    return Object.keys(Object(parts[index]?.properties)).length > 0 ? [parts[index]] : [];
  });
}

/** A part as it is written, or a copy of what it refers to. */
function opened(part: unknown, document: Node): Node {
  return { ...target(document, { node: Object(part), at: '' }).node };
}

function requiredOf({ required }: Node): unknown[] {
  return Array.isArray(required) ? required : [];
}

function requiring(part: Node, name: string): Node {
  return { ...part, required: [...new Set([...requiredOf(part), name])] };
}

function lacking({ properties, required, ...part }: Node, name: string): Node {
  const { [name]: _, ...others } = Object(properties);
  const left = requiredOf({ required }).filter((field) => field !== name);
  return { ...part, properties: others, ...(left.length > 0 && { required: left }) };
}

/** Tells whether every value of the schema `narrow` is one of `wide`, as far as can be seen at a glance. */
function isWider(wide: unknown, narrow: unknown): boolean {
  if (!isPlainObject(wide) || !isPlainObject(narrow)) return false;
  const said = Object.keys(wide).filter((name) => !annotations.includes(name));
  if (said.length === 0) return true;
  if (narrow.$ref !== undefined) return said.length === 1 && wide.type === 'object';
  if (wide.type !== narrow.type) return false;
  if (said.length === 1) return true;
  return said.length === 2 && wide.type === 'array' && isWider(wide.items, narrow.items);
}
