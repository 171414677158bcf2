import { isPlainObject } from '@redocly/openapi-core';
import type { OpenAPI3 } from 'openapi-typescript';
import { isPythonName } from './names.ts';

/**
 * Marks with `x-has-json-names` each schema of which a field has another name in Python than in JSON: its constructor
 * takes both.
 */
export function markJsonNames(document: OpenAPI3): OpenAPI3 {
  return Object(marked(document));
}

function marked(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(marked);
  if (!isPlainObject(node)) return node;
  const copy = Object.fromEntries(
    Object.entries(node).map(([name, value]) => [name, name.startsWith('example') ? value : marked(value)]),
  );
  return hasJsonNames(node) ? { ...copy, 'x-has-json-names': true } : copy;
}

function hasJsonNames({ properties, allOf }: Record<string, unknown>): boolean {
  if (Array.isArray(allOf)) return true;
  return isPlainObject(properties) && Object.keys(properties).some((name) => !isPythonName(name));
}
