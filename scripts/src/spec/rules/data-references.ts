import { isPlainObject, type Oas3Rule, type UserContext } from '@redocly/openapi-core';

/** Values that a spec shows: openapi-typescript and other generators follow a "$ref" in them too. */
export const dataReferences: Oas3Rule = () => {
  const check =
    (...keywords: readonly string[]) =>
    (node: unknown, { report, location }: UserContext): void => {
      for (const keyword of keywords) {
        if (!isPlainObject(node) || !holdsReference(node[keyword])) continue;
        report({
          message: 'Generators take a "$ref" in a value for a reference: leave that field out of it.',
          location: location.child(keyword).key(),
        });
      }
    };
  return {
    Example: check('value'),
    MediaType: check('example'),
    Parameter: check('example'),
    Schema: check('default', 'example', 'examples', 'enum', 'const'),
    SchemaProperties: (properties: object, { report, location }) => {
      if (!('$ref' in properties)) return;
      report({
        message: 'Generators take a field called "$ref" for a reference: leave it out.',
        location: location.child('$ref').key(),
      });
    },
  };
};

function holdsReference(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return '$ref' in value || Object.values(value).some(holdsReference);
}
