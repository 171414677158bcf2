import { isRef, type Location, type UserContext } from '@redocly/openapi-core';

export interface Target {
  readonly node: unknown;
  readonly location: Location;
}

/** The node itself, or what it refers to, with the place where that is written; undefined for a reference to nowhere. */
export function follow(node: unknown, location: Location, resolve: UserContext['resolve']): Target | undefined {
  if (!isRef(node)) return { node, location };
  const target = resolve<object>(node, location.source.absoluteRef);
  return target.node === undefined ? undefined : target;
}
