import { isObject, type Json } from './json.ts';

/** Takes out of the schemas of an explained document what starlight-openapi shows as a bare `0`; the words say it. */
export function withoutBareValues(document: Json): Json {
  return { ...document, ...walk({ paths: document.paths, components: document.components }) };
}

const KEYWORDS = ['default', 'minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'];

/** Keys below which there are values and no schemas. */
const VALUES = new Set(['example', 'examples', 'enum', 'const', 'default']);

function walk(node: Json): Json {
  const kept = Object.entries(node).filter(([key, value]) => value !== 0 || !KEYWORDS.includes(key));
  return Object.fromEntries(
    kept.map(([key, value]) => [key, key.startsWith('x-') || VALUES.has(key) ? value : below(value)]),
  );
}

function below(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(below);
  return isObject(value) ? walk(value) : value;
}
