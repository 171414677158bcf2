import { isPlainObject, type Oas3Rule } from '@redocly/openapi-core';
import { follow } from '../references.ts';

/** Operations and parameters are held to this by Redocly's own rules. */
export const fieldDescriptions: Oas3Rule = () => ({
  SchemaProperties(properties, { report, location, resolve }) {
    for (const [name, schemaOrRef] of Object.entries(properties)) {
      const schema = follow(schemaOrRef, location.child(name), resolve);
      if (isDescribed(schemaOrRef) || isDescribed(schema?.node)) continue;
      report({
        message: `The field ${name} needs a description: it becomes the doc comment of the typed client.`,
        location: location.child(name).key(),
      });
    }
  },
});

function isDescribed(node: unknown): boolean {
  return isPlainObject(node) && typeof node.description === 'string' && node.description.trim() !== '';
}
