import { isPlainObject, type Oas3Rule } from '@redocly/openapi-core';
import { subschemas } from '../directions.ts';

/** What describes a value without being part of its type. A vendor judges ranges, lengths and formats. */
export const annotations: readonly string[] = [
  ...['title', 'description', 'deprecated', 'default', 'example', 'examples', 'externalDocs', 'readOnly', 'writeOnly'],
  ...['format', 'pattern', 'minLength', 'maxLength', 'contentEncoding', 'contentMediaType', 'contentSchema'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  ...['minItems', 'maxItems', 'uniqueItems', 'minProperties', 'maxProperties'],
];

/** What restricts a value or names it for others, without a trace in its type. */
export const remarks: readonly string[] = [
  ...['not', 'if', 'then', 'else', 'contains', 'minContains', 'maxContains', 'propertyNames'],
  ...['dependentRequired', 'dependentSchemas', 'unevaluatedProperties', 'unevaluatedItems'],
  ...['discriminator', 'xml', '$comment'],
];

/** What a type is made from. */
const structure = [
  ...['$ref', 'type', 'enum', 'const', 'items', 'properties', 'required', 'additionalProperties'],
  ...['allOf', 'anyOf', 'oneOf'],
];

/** The type that a keyword needs, without which some generators ignore it. */
const typeOf = { properties: 'object', required: 'object', additionalProperties: 'object', items: 'array' };

const known = new Set([...structure, ...annotations, ...remarks]);

const insteadOf = new Map([
  ['prefixItems', 'describe the list by "items"'],
  ['patternProperties', 'use additionalProperties'],
]);

/** A schema says no more than a type of TypeScript can. */
export const schemaKeywords: Oas3Rule = () => ({
  Schema(schema: unknown, { report, location }) {
    if (!isPlainObject(schema)) return;
    const refuse = (keyword: string, message: string) => report({ message, location: location.child(keyword).key() });

    for (const keyword of Object.keys(schema)) {
      if (known.has(keyword) || keyword.startsWith('x-')) continue;
      const instead = insteadOf.get(keyword) ?? 'say in the description what it demands';
      refuse(keyword, `The keyword ${keyword} is not supported: ${instead}.`);
    }

    for (const [path, inner] of subschemas(schema)) {
      if (typeof inner !== 'boolean' || path[0] === 'additionalProperties') continue;
      const message = 'A schema that is true or false is not supported: write {} for any value.';
      report({ message, location: location.child(path) });
    }

    const { type, properties, additionalProperties } = schema;
    const types = [type].flat();
    if (Array.isArray(type) && type.length === 1) refuse('type', `Write "type: ${type}", without a list.`);
    if (schema.allOf === undefined) {
      for (const [keyword, needed] of Object.entries(typeOf)) {
        if (schema[keyword] !== undefined && !types.includes(needed)) {
          refuse(keyword, `${keyword} needs "type: ${needed}" beside it.`);
        }
      }
    }
    if (
      isPlainObject(properties) &&
      isPlainObject(additionalProperties) &&
      Object.keys(additionalProperties).length > 0
    ) {
      refuse(
        'additionalProperties',
        'TypeScript has no type for fields and a type of all others: write "additionalProperties: true".',
      );
    }
    for (const keyword of ['enum', 'const']) {
      const values = keyword in schema ? [schema[keyword]].flat() : undefined;
      if (values === undefined || (values.length > 0 && values.every((value) => isScalar(value, types)))) continue;
      refuse(
        keyword,
        `${keyword} holds strings, numbers or booleans of the type beside it: describe the rest by a schema.`,
      );
    }
  },
});

/** Tells whether a value is of one of the types, or of any where none is given. */
function isScalar(value: unknown, types: readonly unknown[]): boolean {
  if (types.includes('object') || types.includes('array')) return false;
  if (value === null) return types.includes('null');
  const isAny = types[0] === undefined;
  if (typeof value === 'number')
    return isAny || types.includes('number') || (types.includes('integer') && Number.isInteger(value));
  return (typeof value === 'string' || typeof value === 'boolean') && (isAny || types.includes(typeof value));
}
