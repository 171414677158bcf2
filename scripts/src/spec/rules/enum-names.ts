import { isPlainObject, type Oas3Rule } from '@redocly/openapi-core';

/** Rust's generator names an inline enum after its field alone, and declares it next to the type of the schema. */
export const enumNames: Oas3Rule = () => ({
  NamedSchemas(schemas, { report, location }) {
    for (const [name, { properties = {} }] of Object.entries(schemas)) {
      for (const [field, property] of Object.entries(properties)) {
        if (inOneCase(field) !== inOneCase(name)) continue;
        for (const path of [[], ['items']]) {
          const schema = path.length === 0 ? property : Reflect.get(property, 'items');
          if (!isPlainObject(schema) || schema.enum === undefined) continue;
          report({
            message: `Generators call this enum ${name}, as its schema: give it a schema of its own, with another name.`,
            location: location.child([name, 'properties', field, ...path, 'enum']).key(),
          });
        }
      }
    }
  },
});

function inOneCase(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9]/g, '').toLowerCase();
}
