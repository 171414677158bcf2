import type { Oas3Rule } from '@redocly/openapi-core';

/** Other references are held to this by Redocly's `spec-ref-siblings`. */
export const referenceSiblings: Oas3Rule = () => ({
  ref: {
    enter(reference, { report, rawLocation, type }) {
      if (type.name !== 'Schema') return;
      for (const name of Object.keys(reference)) {
        if (name === '$ref' || name === 'description') continue;
        report({
          message: `Only a description may stand next to $ref: move ${name} to the schema that it points to.`,
          location: rawLocation.child(name).key(),
        });
      }
    },
  },
});
