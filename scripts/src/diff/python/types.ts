import { componentName, type Document, resolve, type Schema } from '../../generate/document.ts';

/** Names the type that a Python package has for a schema, as far as a program can tell types apart. */
export function typeOf(document: Document, schema: Schema, open: readonly string[] = []): string {
  const target = resolve<Schema>(document, schema);
  const name = componentName(schema);
  if (name !== undefined) {
    if (isClass(target) || open.includes(name)) return `class ${name}`;
    const type = typeOf(document, target, [...open, name]);
    return target.enum ? `enum ${name} of ${type}` : type;
  }
  const only = onlyPart(schema);
  if (only) return typeOf(document, only, open);
  if (isClass(schema)) return UNNAMED;
  const [type = 'any'] = typesIn(schema);
  if (type === 'array') return `List[${inside(document, schema.items ?? {}, open)}]`;
  if (type === 'object') return `Dict[str, ${valuesOf(document, schema, open)}]`;
  if (type === 'string') return FORMATS[schema.format ?? ''] ?? 'str';
  return TYPES[type] ?? 'Any';
}

/** A class that openapi-generator names by where it stands. */
const UNNAMED = 'class ?';

const TYPES: Readonly<Record<string, string>> = { integer: 'int', number: 'float', boolean: 'bool' };
const FORMATS: Readonly<Record<string, string>> = {
  'date-time': 'datetime',
  date: 'date',
  uuid: 'UUID',
  decimal: 'Decimal',
  byte: 'bytes',
  binary: 'bytes',
};

/** Writes a type as a package has it that gives enums no names. */
export function withoutEnums(type: string): string {
  return type.replaceAll(/enum \S+ of (\w+)/g, '$1');
}

/** Tells whether a schema is a class; an enum is one too, if it has a name. */
export function isClass(schema: Schema): boolean {
  if (onlyPart(schema)) return false;
  const isObject = Object.keys(schema.properties ?? {}).length > 0;
  return isObject || schema.allOf !== undefined || present(schema).length > 1 || typesIn(schema).length > 1;
}

/** The one schema that another consists of, but for null. */
function onlyPart(schema: Schema): Schema | undefined {
  const [first, ...others] = schema.allOf && !schema.properties ? schema.allOf : present(schema);
  return others.length === 0 ? first : undefined;
}

function present({ anyOf, oneOf }: Schema): readonly Schema[] {
  return (anyOf ?? oneOf ?? []).filter(({ type }) => type !== 'null');
}

function typesIn({ type, enum: values = [] }: Schema): string[] {
  const types = type === undefined ? values.map((value) => typeof value) : [type].flat();
  return [...new Set(types)].filter((name) => name !== 'null');
}

function valuesOf(document: Document, { additionalProperties }: Schema, open: readonly string[]): string {
  return typeof additionalProperties === 'object' ? inside(document, additionalProperties, open) : 'Any';
}

/** Inside a list or a dict it is part of the type that something may be None. */
function inside(document: Document, schema: Schema, open: readonly string[]): string {
  const type = typeOf(document, schema, open);
  return mayBeNull(document, schema) ? `Optional[${type}]` : type;
}

function mayBeNull(document: Document, schema: Schema): boolean {
  const { type, anyOf, oneOf } = resolve<Schema>(document, schema);
  return [type].flat().includes('null') || (anyOf ?? oneOf ?? []).some((part) => part.type === 'null');
}

/** Tells whether a value may be read by programs that know it as another type: none of them names what has no name. */
export function isReadable(value: string, as: string): boolean {
  const unnamed = as.includes(UNNAMED) ? value.replaceAll(/class \S+?(?=[\],]|$)/g, UNNAMED) : value;
  return unnamed === as || isAssignable(value, as);
}

/** Tells whether a value of one type may stand where another is expected: a whole number is a number, too. */
export function isAssignable(value: string, to: string): boolean {
  return value === to || to === 'Any' || (value === 'int' && to === 'float');
}
