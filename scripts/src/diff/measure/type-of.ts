import { type Document, resolve, type Schema } from '../../generate/document.ts';
import { objectOf } from '../../generate/model.ts';
import { literal, propertyName } from '../../generate/text.ts';

/** What is read takes any value of its JSON type; what is written is one of the documented values. */
export type Use = 'read' | 'write';

const NAMES: Readonly<Record<string, string>> = {
  integer: 'number',
  number: 'number',
  string: 'string',
  boolean: 'boolean',
  null: 'null',
};

/** The TypeScript type that the documentation of a schema gives to a value, written out. */
export function typeOf(document: Document, schema: Schema, use: Use, open: ReadonlySet<Schema> = new Set()): string {
  const target = resolve(document, schema);
  // What holds itself: anything may be read as the one, and the other may be given as anything.
  if (open.has(target)) return use === 'read' ? 'unknown' : 'never';
  const inner = (part: Schema) => typeOf(document, part, use, new Set([...open, target]));
  const form = objectOf(document, target);
  const alternatives = form.anyOf ?? form.oneOf;
  if (alternatives) return union(alternatives.map(inner));
  const values = form.const === undefined ? form.enum : [form.const];
  if (values) return union(values.map((value) => (use === 'write' ? literal(value) : typeOfValue(value))));
  return union(
    typesOf(form).map((type) => NAMES[type] ?? (type === 'array' ? arrayOf(form, use, inner) : recordOf(form, inner))),
  );
}

/** The JSON types of a schema; none where it says nothing. */
export function typesOf({ type }: Schema): readonly string[] {
  return typeof type === 'string' ? [type] : (type ?? []);
}

function arrayOf({ items }: Schema, use: Use, inner: (part: Schema) => string): string {
  return `${use === 'read' ? 'readonly ' : ''}(${items ? inner(items) : 'unknown'})[]`;
}

function recordOf(
  { properties, required = [], additionalProperties }: Schema,
  inner: (part: Schema) => string,
): string {
  if (!properties) {
    const closed = additionalProperties === false ? 'never' : 'unknown';
    return `Record<string, ${typeof additionalProperties === 'object' ? inner(additionalProperties) : closed}>`;
  }
  const fields = Object.entries(properties).map(([name, field]) =>
    required.includes(name)
      ? `${propertyName(name)}: ${inner(field)}`
      : `${propertyName(name)}?: ${inner(field)} | undefined`,
  );
  return `{ ${fields.join('; ')} }`;
}

function typeOfValue(value: unknown): string {
  return value === null ? 'null' : typeof value;
}

function union(types: readonly string[]): string {
  return types.length === 0 ? 'unknown' : [...new Set(types)].join(' | ');
}
