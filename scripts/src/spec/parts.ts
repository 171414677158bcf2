import { isPlainObject, type Location, type UserContext } from '@redocly/openapi-core';
import { follow } from './references.ts';

/** A schema with its place. */
export interface Part {
  readonly node: Readonly<Record<string, unknown>>;
  readonly location: Location;
}

export type Resolve = UserContext['resolve'];

/** The keywords whose schemas are in a type at once; fields are in it by their names. */
export const partKeywords: readonly string[] = ['allOf', 'anyOf', 'oneOf', 'items'];

/** The schemas that a keyword of `schema` holds. */
export function partsOf({ node, location }: Part, keyword: string, resolve: Resolve): Part[] {
  return [node[keyword]].flat().flatMap((part, index) => {
    const target = follow(part, location.child([keyword, index]), resolve);
    return isPlainObject(target?.node) ? [{ node: target.node, location: target.location }] : [];
  });
}

/** Tells whether a schema is among its own parts, however deep: its type would have no end. */
export function isMadeOfItself(schema: Part, resolve: Resolve): boolean {
  const open = [schema];
  const passed = new Set<unknown>();
  for (let part = open.pop(); part; part = open.pop()) {
    for (const keyword of partKeywords) {
      for (const inner of partsOf(part, keyword, resolve)) {
        if (inner.node === schema.node) return true;
        if (!passed.has(inner.node)) open.push(inner);
        passed.add(inner.node);
      }
    }
  }
  return false;
}
