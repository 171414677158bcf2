import { isPlainObject } from '@redocly/openapi-core';

export type SchemaNode = Readonly<Record<string, unknown>>;
export type Schemas = Readonly<Record<string, SchemaNode>>;

const LIMITS = [
  ...['pattern', 'minLength', 'maxLength', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  ...['minItems', 'maxItems', 'uniqueItems', 'minProperties', 'maxProperties'],
];
const REMARKS = ['not', 'if', 'then', 'else', 'dependentRequired', 'dependentSchemas', 'unevaluatedProperties'];

/**
 * A schema as an input: what is read only is no field of it. A default is the vendor's to apply: one that the client sends
 * is a value that nobody chose. A pattern is one of JavaScript, which Python reads otherwise.
 */
export function sent(schema: SchemaNode, schemas: Schemas): SchemaNode {
  const {
    default: _,
    const: only,
    ...rest
  } = without(withFields(schema, schemas, 'readOnly'), ['pattern', ...REMARKS]);
  const closed = only === undefined ? rest : { ...rest, enum: [only] };
  return mapInner(closed, (inner) => sent(inner, schemas));
}

/** A schema as an answer: nothing is required or limited, and an item of a list or dict may be unusable. */
export function received(schema: SchemaNode, schemas: Schemas): SchemaNode {
  const open = without(withFields(schema, schemas, 'writeOnly'), [
    ...['default', 'required', 'enum', 'const', ...LIMITS, ...REMARKS],
  ]);
  const type = schema.type ?? typeOf(schema.enum ?? schema.const);
  const typed = type === undefined ? open : { ...open, type };
  const forgiving = Object.entries(typed).map(([keyword, inner]) => {
    const isItem = (keyword === 'items' || keyword === 'additionalProperties') && isPlainObject(inner);
    return [keyword, isItem ? unusable(inner, schemas) : inner];
  });
  return mapInner(Object.fromEntries(forgiving), (inner) => received(inner, schemas));
}

/** An item that is no object can only be given as `None` where it cannot be used. */
function unusable(item: SchemaNode, schemas: Schemas): SchemaNode {
  const target = follow(item, schemas);
  const type = [target.type ?? typeOf(target.enum ?? target.const) ?? []].flat();
  const isModel = type.includes('object') || type.includes('array') || type.length === 0;
  return isModel || type.includes('null') ? item : { ...target, type: [...type, 'null'] };
}

function withFields(schema: SchemaNode, schemas: Schemas, hidden: 'readOnly' | 'writeOnly'): SchemaNode {
  if (!isPlainObject(schema.properties)) return schema;
  const isHidden = (field: unknown) =>
    isPlainObject(field) && (field[hidden] === true || follow(field, schemas)[hidden] === true);
  const gone = Object.keys(schema.properties).filter((name) => isHidden(Object(schema.properties)[name]));
  if (gone.length === 0) return schema;
  const required = [schema.required ?? []].flat().filter((name) => !gone.includes(String(name)));
  const { required: _, ...rest } = schema;
  const left = { ...rest, properties: without(schema.properties, gone) };
  return required.length === 0 ? left : { ...left, required };
}

/** Maps the schemas that a schema holds. */
export function mapInner(schema: SchemaNode, map: (inner: SchemaNode) => SchemaNode): SchemaNode {
  const one = (inner: unknown) => (isPlainObject(inner) ? map(inner) : inner);
  const several = (inner: unknown) => (Array.isArray(inner) ? inner.map(one) : mapValues(inner, one));
  return Object.fromEntries(
    Object.entries(schema).map(([keyword, value]) => {
      if (keyword === 'items' || keyword === 'additionalProperties') return [keyword, one(value)];
      if (['properties', 'allOf', 'anyOf', 'oneOf'].includes(keyword)) return [keyword, several(value)];
      return [keyword, value];
    }),
  );
}

export function mapValues(node: unknown, map: (value: unknown) => unknown): unknown {
  return Object.fromEntries(Object.entries(Object(node)).map(([name, value]) => [name, map(value)]));
}

export function follow(schema: SchemaNode, schemas: Schemas): SchemaNode {
  const target = typeof schema.$ref === 'string' ? schemas[nameIn(schema.$ref)] : undefined;
  return target ? follow(target, schemas) : schema;
}

const PREFIX = '#/components/schemas/';

/** The name of the schema that a reference points to; `''` where it is none of a schema. */
export function nameIn(reference: string): string {
  return reference.startsWith(PREFIX) ? decodeURIComponent(reference.slice(PREFIX.length)) : '';
}

export function referenceTo(name: string): string {
  return PREFIX + name;
}

function typeOf(values: unknown): readonly string[] | string | undefined {
  if (values === undefined) return undefined;
  const types = [...new Set([values].flat().map((value) => (value === null ? 'null' : typeof value)))];
  return types.length === 1 ? types[0] : types;
}

function without(node: SchemaNode, keywords: readonly string[]): SchemaNode {
  return Object.fromEntries(Object.entries(node).filter(([keyword]) => !keywords.includes(keyword)));
}
