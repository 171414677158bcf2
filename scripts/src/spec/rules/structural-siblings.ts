import type { Oas3Rule } from '@redocly/openapi-core';
import { annotations } from './schema-keywords.ts';

/** A type is what its $ref leads to: only remarks may stand beside it. */
export const structuralSiblings: Oas3Rule = () => ({
  ref: {
    enter(reference, { report, rawLocation, type }) {
      if (type.name !== 'Schema') return;
      for (const name of Object.keys(reference)) {
        if (name === '$ref' || annotations.includes(name) || name.startsWith('x-')) continue;
        report({
          message: `Only a description may stand next to $ref: move ${name} to the schema that it points to.`,
          location: rawLocation.child(name).key(),
        });
      }
    },
  },
});
