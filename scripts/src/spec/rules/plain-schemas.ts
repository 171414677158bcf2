import { isPlainObject, type Oas3Rule } from '@redocly/openapi-core';
import { remarks } from './schema-keywords.ts';

/** A schema says what its type says: what restricts it further is for people, in words. */
export const plainSchemas: Oas3Rule = () => ({
  Schema(schema: unknown, { report, location }) {
    for (const keyword of Object.keys(isPlainObject(schema) ? schema : {})) {
      if (!remarks.includes(keyword)) continue;
      const instead =
        keyword === 'discriminator'
          ? 'give the property a "const" in each alternative'
          : 'say in the description what it demands';
      report({
        message: `The keyword ${keyword} is not supported: ${instead}.`,
        location: location.child(keyword).key(),
      });
    }
  },
});
