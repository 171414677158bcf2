import { isPlainObject, type Oas3Rule } from '@redocly/openapi-core';
import { byDirection } from '../directions.ts';
import { follow } from '../references.ts';

const refused = { request: 'readOnly', response: 'writeOnly' };

/**
 * A type of the client has the same fields wherever it is used, so that no field may be required where it has no place.
 * Only the input of an operation leaves out what is read only.
 */
export const oneWay: Oas3Rule = () =>
  byDirection(
    (schema, location, direction, { report, resolve }) => {
      const keyword = refused[direction];
      const required: unknown[] = Array.isArray(schema.required) ? schema.required : [];
      for (const [name, property] of Object.entries(isPlainObject(schema.properties) ? schema.properties : {})) {
        if (!required.includes(name)) continue;
        const own = { node: property, location: location.child(['properties', name]) };
        const target = follow(property, own.location, resolve) ?? own;
        const found = [own, target].find(({ node }) => isPlainObject(node) && node[keyword] === true);
        if (!found) continue;
        report({
          message: `This schema is used in a ${direction} too, where a ${keyword} field has no place, and requires it: give the ${direction} a schema of its own, without the field.`,
          location: found.location.child(keyword).key(),
        });
      }
    },
    { skipsBody: true },
  );
