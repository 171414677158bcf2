import { isPlainObject, type Location, type UserContext } from '@redocly/openapi-core';
import { follow } from './references.ts';

export type Direction = 'request' | 'response';

type SchemaNode = Readonly<Record<string, unknown>>;
type Visit = (schema: SchemaNode, location: Location, direction: Direction, context: UserContext) => void;
type VisitContent = (node: { readonly schema?: unknown }, context: UserContext) => void;

/**
 * A visitor that meets every schema of what is sent and of what is received once, however deep it is; with `skipsBody`
 * only what is inside of a request's body, whose own fields are those of the input.
 */
export function byDirection(
  visit: Visit,
  { skipsBody = false }: { readonly skipsBody?: boolean } = {},
): {
  readonly Parameter: VisitContent;
  readonly RequestBody: { readonly MediaType: VisitContent };
  readonly Response: { readonly MediaType: VisitContent; readonly Header: VisitContent };
} {
  const opened = new Set<unknown>();
  const seen = { request: new Set<unknown>(), response: new Set<unknown>() };

  function walk(schemaOrRef: unknown, at: Location, direction: Direction, context: UserContext): void {
    const target = follow(schemaOrRef, at, context.resolve);
    if (!isPlainObject(target?.node) || seen[direction].has(target.node)) return;
    seen[direction].add(target.node);
    visit(target.node, target.location, direction, context);
    for (const [path, schema] of subschemas(target.node)) walk(schema, target.location.child(path), direction, context);
  }

  /** Walks what the fields of a body hold, also those that `allOf` puts together. */
  function openBody(schemaOrRef: unknown, at: Location, context: UserContext): void {
    const target = follow(schemaOrRef, at, context.resolve);
    if (!isPlainObject(target?.node) || opened.has(target.node)) return;
    opened.add(target.node);
    for (const [path, inner] of subschemas(target.node)) {
      if (path[0] === 'allOf') openBody(inner, target.location.child(path), context);
      else walk(inner, target.location.child(path), 'request', context);
    }
  }

  const from =
    (direction: Direction): VisitContent =>
    ({ schema }, context) =>
      walk(schema, context.location.child('schema'), direction, context);
  const response = from('response');
  const request = from('request');
  const inBody: VisitContent = ({ schema }, context) => openBody(schema, context.location.child('schema'), context);
  return {
    Parameter: request,
    RequestBody: { MediaType: skipsBody ? inBody : request },
    Response: { MediaType: response, Header: response },
  };
}

const single = ['items', 'additionalProperties'];
const several = ['properties', 'allOf', 'anyOf', 'oneOf'];

/** The schemas that a schema holds, each by its path. */
export function* subschemas(schema: SchemaNode): Generator<[path: (string | number)[], schema: unknown]> {
  for (const keyword of single) yield [[keyword], schema[keyword]];
  for (const keyword of several) {
    for (const [name, part] of Object.entries(schema[keyword] ?? {})) yield [[keyword, name], part];
  }
}
