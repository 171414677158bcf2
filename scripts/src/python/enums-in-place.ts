import type { OpenAPI3 } from 'openapi-typescript';
import { componentName, type Schema } from '../generate/document.ts';

/** Writes the enums of components where they are used: that they are schemas of their own, with names, is ours. */
export function withEnumsInPlace(document: object, schemas: Readonly<Record<string, Schema>>): OpenAPI3 {
  return JSON.parse(JSON.stringify(document), (_, value) => {
    const schema = schemas[componentName(Object(value)) ?? ''];
    return schema && isEnum(schema) ? { ...schema, ...value, $ref: undefined } : value;
  });
}

export function isEnum({ enum: values }: Schema): boolean {
  return values !== undefined;
}
