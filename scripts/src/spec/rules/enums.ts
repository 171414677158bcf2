import type { Oas3Rule } from '@redocly/openapi-core';
import { byDirection } from '../directions.ts';

/** An open enum is a text that a vendor sends. */
export const enums: Oas3Rule = () => ({
  ...byDirection((schema, location, direction, { report }) => {
    if (direction === 'response' || schema['x-extensible-enum'] === undefined) return;
    report({
      message:
        'What we send has a closed "enum", not x-extensible-enum: the types of the client then admit nothing else.',
      location: location.child('x-extensible-enum').key(),
    });
  }),
  Schema(schema, { report, location }) {
    if (!('x-extensible-enum' in schema) || isTextual(schema.type)) return;
    report({
      message: 'x-extensible-enum needs "type: string" or "type: [string, \'null\']".',
      location: location.child('x-extensible-enum').key(),
    });
  },
});

function isTextual(type: unknown): boolean {
  const types = Array.isArray(type) ? type : [type];
  return types.includes('string') && types.every((name) => name === 'string' || name === 'null');
}
