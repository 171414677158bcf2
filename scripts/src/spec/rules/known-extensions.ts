import { isPlainObject, type Oas3Rule } from '@redocly/openapi-core';
import { extensions } from '../extensions.ts';

/** One of ours stands where it may, in its form. */
export const knownExtensions: Oas3Rule = () => ({
  any: {
    enter(node: unknown, { report, location, type }) {
      if (type.extensionsPrefix === undefined || !isPlainObject(node)) return;
      for (const [name, value] of Object.entries(node)) {
        if (!name.startsWith(type.extensionsPrefix)) continue;
        const extension = extensions.get(name);
        if (extension === undefined) continue;
        if (!extension.on.includes(type.name)) {
          report({
            message: `${name} may not stand on a node of type ${type.name}, only on ${extension.on.join(', ')}.`,
            location: location.child(name).key(),
          });
        } else if (!extension.isValid(value)) {
          report({ message: `${name} must be ${extension.form}.`, location: location.child(name) });
        }
      }
    },
  },
});
