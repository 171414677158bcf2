import { type Document, resolve, type Schema } from '../generate/document.ts';
import { objectOf } from '../generate/model.ts';

const TEXTS: Readonly<Record<string, string>> = {
  date: '2026-03-01',
  'date-time': '2026-03-01T09:00:00Z',
  email: 'ana@example.com',
  uri: 'https://example.com',
  uuid: '6f1c2f0e-6a53-4f0e-9a53-0d9e5f0e6a53',
};

/** Makes a plain value with the fields that are required. It heeds few of the keywords that limit a value. */
export function exampleOf(document: Document, schema: Schema): unknown {
  const node = resolve(document, schema);
  const { anyOf, oneOf, enum: values, const: constant, examples = [], 'x-extensible-enum': known } = node;
  if (constant !== undefined) return constant;
  const [alternative] = anyOf ?? oneOf ?? [];
  if (alternative) return exampleOf(document, alternative);
  const object = objectOf(document, node);
  const [type] = [object.type ?? 'string'].flat();
  const [value = examples.find((example) => typeof example === (type === 'integer' ? 'number' : type))] =
    values ?? known ?? [];
  if (value !== undefined) return value;
  if (type === 'object') {
    const { properties = {}, required = [] } = object;
    const fields = Object.entries(properties).filter(([name]) => required.includes(name));
    return Object.fromEntries(fields.map(([name, property]) => [name, exampleOf(document, property)]));
  }
  if (type === 'array') return node.items ? [exampleOf(document, node.items)] : [];
  if (type === 'integer' || type === 'number') return Math.min(Math.max(1, node.minimum ?? 1), node.maximum ?? 1);
  if (type === 'boolean') return true;
  return type === 'null'
    ? null
    : (TEXTS[node.format ?? ''] ?? 'example'.padEnd(node.minLength ?? 0, '-').slice(0, node.maxLength));
}
