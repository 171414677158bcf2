import { isPlainObject, type Oas3Rule } from '@redocly/openapi-core';
import { isMadeOfItself, partKeywords } from '../parts.ts';

export const endlessSchemas: Oas3Rule = () => ({
  Schema(schema: unknown, { report, location, resolve }) {
    if (!isPlainObject(schema) || !isMadeOfItself({ node: schema, location }, resolve)) return;
    const keyword = partKeywords.find((name) => schema[name] !== undefined) ?? '';
    report({
      message:
        'This schema is a part of itself and has no end: let an object stand between, with the inner one as a field.',
      location: location.child(keyword).key(),
    });
  },
});
