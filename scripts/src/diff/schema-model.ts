import { componentName, type Document, resolve, type Schema } from '../generate/document.ts';
import { componentType } from '../generate/type-names.ts';
import { remarks } from '../spec/rules/schema-keywords.ts';
import { keyed } from './alternatives.ts';
import { leftover } from './leftover.ts';
import { below, type Facts, type Kind, type Node, nodeAt, ORDER } from './node.ts';
import { pointerOf } from './written.ts';

/** What restricts a value without a trace in its type: the vendor judges it. */
const LIMITS: readonly string[] = [
  ...['pattern', 'minLength', 'maxLength', 'contentEncoding', 'contentMediaType', 'contentSchema', 'multipleOf'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
  ...['minItems', 'maxItems', 'uniqueItems', 'minProperties', 'maxProperties'],
  ...remarks.filter((name) => !['discriminator', 'xml', '$comment'].includes(name)),
];

/** The keywords that are read. */
export const SCHEMA_KEYWORDS: readonly string[] = [
  ...['$ref', 'type', 'enum', 'const', 'x-extensible-enum', 'items', 'properties', 'required', 'additionalProperties'],
  ...['allOf', 'anyOf', 'oneOf', 'format', 'default', 'deprecated', 'readOnly', 'writeOnly'],
  ...LIMITS,
];

/** A schema in a document. */
export interface Written {
  readonly document: Document;
  readonly schema: Schema;
  readonly pointer: string;
  /** How a consumer calls it. */
  readonly label: string;
}

/** Reads a schema: references are kept by the name of their type, `allOf` is merged, null is a fact beside the type. */
export function readSchema(written: Written, kind: Kind = 'schema'): Node {
  const { schema, pointer, label } = written;
  const { alternatives, ...own } = readOwn(written);
  const keyword = schema.anyOf ? 'anyOf' : 'oneOf';
  const parts = (schema[keyword] ?? []).map((part, index) => ({ part, pointer: below(pointer, keyword, index) }));
  const present = parts.filter(({ part }) => part.type !== 'null');
  const isNullable = own.nullable === true || present.length < parts.length;
  const [only, ...others] = present;
  if (only && others.length === 0) {
    // One alternative beside null is that alternative, which may be null.
    const inner = readSchema({ ...written, schema: only.part, pointer: only.pointer }, kind);
    const texts = { ...Object(inner.texts), ...Object(own.texts) };
    return nodeAt({ kind, pointer, raw: schema, label }, { ...inner, texts, nullable: isNullable || inner.nullable });
  }
  const read = present.map(({ part, pointer: at }) =>
    readSchema({ ...written, schema: part, pointer: at }, 'alternative'),
  );
  return nodeAt(
    { kind, pointer, raw: schema, label, parts: typesIn(schema.allOf) },
    { ...own, ...(parts.length > 0 && { form: 'one of' }), nullable: isNullable, alternatives: keyed(read) },
  );
}

/** The names of the types that schemas refer to. */
function typesIn(schemas: readonly Schema[] = []): string[] {
  return schemas.map(componentName).flatMap((name) => (name === undefined ? [] : [componentType(name)]));
}

function readOwn(written: Written): Facts {
  const { document, schema, pointer, label } = written;
  const { type, format, default: byDefault, items, additionalProperties } = schema;
  const types = [type ?? []].flat();
  const fields = fieldsOf(written);
  const isObject = [...objectParts(written)].some((part) => [part.schema.type].flat().includes('object'));
  const values = schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);
  const known = schema['x-extensible-enum'];
  const rest = additionalProperties ?? (isObject && fields.length === 0);
  const ref = componentName(schema);
  return {
    ref: ref && componentType(ref),
    form: formOf(types, isObject, values),
    nullable: types.includes('null') || (types.length === 0 && values?.includes(null)),
    enum: values ? 'closed' : known ? 'open' : 'none',
    closedValues: valuesOf(written, schema.enum ? 'enum' : 'const', values, 'closed value'),
    knownValues: valuesOf(written, 'x-extensible-enum', known, 'known value'),
    fields: Object.fromEntries(
      fields.map(({ name, required, access, schema: inner, ...at }) => [
        name,
        nodeAt({ kind: 'field', ...at }, { required, access, schema: inner }),
      ]),
    ),
    rest: rest
      ? readSchema({
          document,
          schema: rest === true ? {} : rest,
          pointer: below(pointer, 'additionalProperties'),
          label: `${label}[*]`,
        })
      : undefined,
    items: types.includes('array')
      ? readSchema({ document, schema: items ?? {}, pointer: below(pointer, 'items'), label: `${label}[]` })
      : undefined,
    limits: Object.fromEntries(
      [schema, ...inlineParts(schema)].flatMap(Object.entries).filter(([name]) => LIMITS.includes(name)),
    ),
    format,
    default: byDefault === undefined ? undefined : { value: byDefault },
    deprecated: Reflect.get(schema, 'deprecated'),
    [ORDER]: schema.required && { required: schema.required.join('\n') },
    ...withComposition(schema),
  };
}

const OF_PARTS: readonly string[] = ['type', 'properties', 'required', 'allOf', ...LIMITS];

/** The parts of `allOf` that are written in place, as deep as they go. */
function inlineParts({ allOf = [] }: Schema): Schema[] {
  return allOf.filter(({ $ref }) => $ref === undefined).flatMap((part) => [part, ...inlineParts(part)]);
}

/** What merged parts and alternatives leave to say. */
function withComposition(schema: Schema): Facts {
  const { texts, unknown } = leftover(schema, SCHEMA_KEYWORDS);
  const parts = inlineParts(schema).map((part) => leftover(part, OF_PARTS));
  return {
    texts: {
      ...Object(texts),
      ...(schema.oneOf && { oneOf: 'exactly one' }),
      ...(schema.additionalProperties === false && { additionalProperties: false }),
      ...(parts.length > 0 && { allOf: parts.map((part) => part.texts) }),
    },
    unknown: Object.assign({}, unknown, ...parts.map((part) => part.unknown)),
  };
}

function formOf(types: readonly string[], isObject: boolean, values: readonly unknown[] | undefined): string {
  if (isObject) return 'object';
  const named = types.filter((name) => name !== 'null');
  if (named.length > 0) return named.toSorted().join(' | ');
  const ofValues = (values ?? []).filter((value) => value !== null).map((value) => typeof value);
  return [...new Set(ofValues)].sort().join(' | ') || 'any';
}

function valuesOf({ pointer, label }: Written, keyword: string, values: readonly unknown[] = [], kind: Kind): Facts {
  return Object.fromEntries(
    values.flatMap((value, index) => {
      if (value === null) return [];
      const at = keyword === 'const' ? below(pointer, keyword) : below(pointer, keyword, index);
      return [[JSON.stringify(value), nodeAt({ kind, pointer: at, raw: value, label }, {})]];
    }),
  );
}

/** A field of an object, where it is written. */
export interface ReadField {
  readonly name: string;
  readonly required: boolean;
  readonly raw: Schema;
  readonly pointer: string;
  readonly label: string;
  readonly schema: Node;
  /** Undefined where it is sent and received. */
  readonly access: 'read only' | 'write only' | undefined;
}

/** The fields of an object and of what `allOf` adds to it. */
export function fieldsOf(written: Written): ReadField[] {
  const parts = [...objectParts(written)];
  const names = parts.flatMap(({ schema }) => schema.required ?? []);
  return parts.flatMap(({ document, schema, pointer }) =>
    Object.entries(schema.properties ?? {}).map(([name, raw]) => {
      const at = { pointer: below(pointer, 'properties', name), label: `${written.label}.${name}` };
      const schema = readSchema({ document, schema: raw, ...at });
      return { ...at, name, raw, required: names.includes(name), schema, access: accessOf(document, raw) };
    }),
  );
}

function accessOf(document: Document, property: Schema): ReadField['access'] {
  const schemas = [property, resolve<Schema>(document, property)];
  if (schemas.some(({ readOnly }) => readOnly)) return 'read only';
  return schemas.some((schema) => Reflect.get(schema, 'writeOnly')) ? 'write only' : undefined;
}

function* objectParts(written: Written): Generator<Written> {
  yield written;
  for (const [index, part] of (written.schema.allOf ?? []).entries()) {
    yield* objectParts(target({ ...written, schema: part, pointer: below(written.pointer, 'allOf', index) }));
  }
}

/** The schema itself, or what it refers to, where that is written. */
export function target(written: Written): Written {
  const { $ref } = written.schema;
  if ($ref === undefined) return written;
  return { ...written, schema: resolve<Schema>(written.document, written.schema), pointer: pointerOf($ref) };
}
