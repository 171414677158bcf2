import { isPlainObject, type Oas3Rule } from '@redocly/openapi-core';
import { byDirection } from '../directions.ts';
import { isInherited, isInputName } from '../names.ts';

/** What reads a spec finds what every object inherits where there is nothing; so does http in an input. */
export const fieldNames: Oas3Rule = () => ({
  any: {
    enter(node: unknown, { report, location, type }) {
      for (const name of Object.keys(isPlainObject(node) ? node : {})) {
        if (/\p{Cs}/u.test(name)) {
          const message = `No file and no answer holds half a surrogate pair, as ${JSON.stringify(name)} does: choose another name.`;
          report({ message, location: location.child(name).key() });
        }
        if (!isInherited(name)) continue;
        const instead =
          type.name === 'SchemaProperties'
            ? 'leave the field out. An answer has it all the same; what is sent takes any name with "additionalProperties: true"'
            : 'choose another name';
        report({ message: `Every JavaScript object has a ${name}: ${instead}.`, location: location.child(name).key() });
      }
    },
  },
  ...byDirection(({ properties }, location, direction, { report }) => {
    if (direction === 'response') return;
    for (const name of Object.keys(isPlainObject(properties) ? properties : {})) {
      if (isInherited(name) || isInputName(name)) continue;
      report({
        message: `No field of an input can be called ${JSON.stringify(name)}: leave it out, and set "additionalProperties: true", which takes any name.`,
        location: location.child(['properties', name]).key(),
      });
    }
  }),
});
