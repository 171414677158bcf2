import type { Oas3Rule } from '@redocly/openapi-core';
import { byDirection } from '../directions.ts';

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

export const enums: Oas3Rule = () => ({
  ...byDirection((schema, location, direction, { report }) => {
    const { wrong, message } = refused[direction];
    if (schema[wrong] !== undefined) report({ message, location: location.child(wrong).key() });
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
