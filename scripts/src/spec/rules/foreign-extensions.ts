import { isPlainObject, type Oas3Rule } from '@redocly/openapi-core';
import { extensions } from '../extensions.ts';

/** That one of ours is in its form and its place is checked with the known ones. */
export const foreignExtensions: Oas3Rule = () => ({
  any: {
    enter(node: unknown, { report, location, type }) {
      const prefix = type.extensionsPrefix;
      if (prefix === undefined || !isPlainObject(node)) return;
      for (const name of Object.keys(node)) {
        if (!name.startsWith(prefix) || extensions.has(name)) continue;
        report({
          message: `There is no extension ${name}: the known ones are ${[...extensions.keys()].join(', ')}.`,
          location: location.child(name).key(),
        });
      }
    },
  },
});
