import type { Oas3Rule } from '@redocly/openapi-core';

/** The code is generated from what stands in the spec itself, by the names of its components. */
export const references: Oas3Rule = () => ({
  ref: {
    enter({ $ref }, { report, rawLocation, type }) {
      const location = rawLocation.child('$ref').key();
      if (type.name === 'PathItem') {
        const message = 'Nothing is generated from a path behind a $ref: write its operations here.';
        report({ message, location });
      } else if (type.name !== 'Example' && !/^#\/components\/\w+\/[\w.-]+$/.test($ref)) {
        report({
          message:
            'Let a $ref lead to a component of this file, like "#/components/schemas/Ticket": only an example may stand elsewhere.',
          location,
        });
      }
    },
  },
});
