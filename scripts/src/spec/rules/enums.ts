import { isPlainObject, type Location, type Oas3Rule, type UserContext } from '@redocly/openapi-core';
import { follow } from '../references.ts';

type Direction = 'request' | 'response';

const closed = {
  wrong: 'enum',
  message:
    'What a vendor sends has no closed enum: use "type: string" with x-extensible-enum, so that any other value is kept.',
};
const open = {
  wrong: 'x-extensible-enum',
  message: 'What we send has a closed "enum", not x-extensible-enum: the types of the client then admit nothing else.',
};
const refused = { request: open, response: closed };

export const enums: Oas3Rule = () => {
  const seen = { request: new Set<unknown>(), response: new Set<unknown>() };

  function check(schemaOrRef: unknown, at: Location, direction: Direction, context: UserContext): void {
    const target = follow(schemaOrRef, at, context.resolve);
    if (!isPlainObject(target?.node) || seen[direction].has(target.node)) return;
    seen[direction].add(target.node);
    const { wrong, message } = refused[direction];
    if (target.node[wrong] !== undefined) context.report({ message, location: target.location.child(wrong).key() });
    for (const [path, schema] of subschemas(target.node))
      check(schema, target.location.child(path), direction, context);
  }

  const content = (direction: Direction) => ({
    MediaType: ({ schema }: { readonly schema?: unknown }, context: UserContext) =>
      check(schema, context.location.child('schema'), direction, context),
  });

  return {
    Parameter: ({ schema }, context) => check(schema, context.location.child('schema'), 'request', context),
    RequestBody: content('request'),
    Response: {
      ...content('response'),
      Header: ({ schema }, context) => check(schema, context.location.child('schema'), 'response', context),
    },
    Schema(schema, { report, location }) {
      if (!('x-extensible-enum' in schema) || isTextual(schema.type)) return;
      report({
        message: 'x-extensible-enum needs "type: string" or "type: [string, \'null\']".',
        location: location.child('x-extensible-enum').key(),
      });
    },
  };
};

function isTextual(type: unknown): boolean {
  const types = Array.isArray(type) ? type : [type];
  return types.includes('string') && types.every((name) => name === 'string' || name === 'null');
}

const single = ['items', 'additionalProperties', 'contains', 'not', 'if', 'then', 'else'];
const several = ['properties', 'patternProperties', 'allOf', 'anyOf', 'oneOf', 'prefixItems'];

function* subschemas(schema: Record<string, unknown>): Generator<[path: (string | number)[], schema: unknown]> {
  for (const keyword of single) yield [[keyword], schema[keyword]];
  for (const keyword of several) {
    for (const [name, part] of Object.entries(schema[keyword] ?? {})) yield [[keyword, name], part];
  }
}
