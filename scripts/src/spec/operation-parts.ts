import { isPlainObject, type Location, type UserContext } from '@redocly/openapi-core';
import { type Part, partsOf, type Resolve } from './parts.ts';
import { follow, type Target } from './references.ts';

export type Node = Readonly<Record<string, unknown>>;

/** Lists the parameters that an operation or a path has in its own list. */
export function parametersIn(owner: unknown, at: Location, { resolve }: UserContext): Node[] {
  const list = child(owner, 'parameters');
  if (!Array.isArray(list)) return [];
  return list.flatMap((parameter: unknown, index) => {
    const node = follow(parameter, at.child(['parameters', index]), resolve)?.node;
    return isPlainObject(node) ? [node] : [];
  });
}

/** Finds the schema of the JSON of a request body or a response. */
export function jsonSchemaOf(body: Target | undefined, resolve: Resolve): Target | undefined {
  const media = child(child(body?.node, 'content'), 'application/json');
  const at = body?.location.child(['content', 'application/json', 'schema']);
  return at && follow(child(media, 'schema'), at, resolve);
}

/** Finds the schema of what a JSON pointer leads to: fields, also of `allOf`, and by a number the items of a list. */
export function schemaAt(schema: Target | undefined, pointer: string, resolve: Resolve): Target | undefined {
  return pointer
    .split('/')
    .slice(1)
    .reduce((at: Target | undefined, name) => at && inside(at, name, resolve), schema);
}

function inside({ node, location }: Target, name: string, resolve: Resolve): Target | undefined {
  if (!isPlainObject(node)) return undefined;
  if (node.type === 'array' && /^\d+$/.test(name)) return follow(node.items, location.child('items'), resolve);
  const property = child(node.properties, name);
  if (property !== undefined) return follow(property, location.child(['properties', name]), resolve);
  const schema: Part = { node, location };
  for (const part of partsOf(schema, 'allOf', resolve)) {
    const found = inside(part, name, resolve);
    if (found !== undefined) return found;
  }
  return undefined;
}

export function typeOf(schema: unknown): unknown {
  return child(schema, 'type');
}

export function child(node: unknown, name: string): unknown {
  return isPlainObject(node) ? node[name] : undefined;
}
