import type { Oas3Rule } from '@redocly/openapi-core';
import { byDirection } from '../directions.ts';

const refused = { request: 'readOnly', response: 'writeOnly' };

/** A type of the client has the same fields wherever it is used: one for what is sent says so best. */
export const ownSchemas: Oas3Rule = () =>
  byDirection((schema, location, direction, { report }) => {
    const keyword = refused[direction];
    if (schema[keyword] !== true) return;
    report({
      message: `This schema is used in a ${direction} too, where a ${keyword} field has no place: give the ${direction} a schema of its own, without the field.`,
      location: location.child(keyword).key(),
    });
  });
