import { componentName, type Document, resolve, type Schema } from './document.ts';
import { objectOf } from './model.ts';
import { componentType } from './type-names.ts';

/** What a vendor says of a value beside its type, in words; empty where it says nothing. */
export interface ValueRules {
  readonly default: string;
  readonly limits: string;
}

/** A field as a reader of the inventory sees it. */
export interface FieldRow extends ValueRules {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
}

/** A field, and those inside it that are written in place: a component's stand in a section of their own. */
export function fieldRows(document: Document, name: string, schema: Schema, required: boolean): FieldRow[] {
  const row = { name, type: typeText(schema), required, ...valueRules(document, schema) };
  return [row, ...innerRows(document, name, schema)];
}

/** The fields inside a schema, but for those of the components that it refers to. */
export function innerRows(document: Document, name: string, schema: Schema): FieldRow[] {
  if (componentName(schema)) return [];
  const { properties = {}, additionalProperties, items, allOf = [], anyOf = [], oneOf = [] } = schema;
  const { required = [] } = objectOf(document, schema);
  const below = (field: string) => (name === '' ? field : `${name}.${field}`);
  return [
    ...Object.entries(properties).flatMap(([field, property]) =>
      fieldRows(document, below(field), property, required.includes(field)),
    ),
    ...(typeof additionalProperties === 'object' ? fieldRows(document, below('*'), additionalProperties, false) : []),
    ...(items ? innerRows(document, `${name}[]`, items) : []),
    ...allOf.flatMap((part) => innerRows(document, name, part.$ref ? part : { ...part, required })),
    ...[...anyOf, ...oneOf].flatMap((part) => innerRows(document, name, part)),
  ];
}

/** The default and the limits of a value, in words. */
export function valueRules(document: Document, schema: Schema): ValueRules {
  const { default: value } = resolve(document, schema);
  return {
    default: value === undefined ? '' : `\`${JSON.stringify(value)}\``,
    limits: limitsText(document, schema),
  };
}

const LIMITS: readonly (readonly [keyof Schema, (limit: unknown) => string])[] = [
  ['minimum', (limit) => `at least ${limit}`],
  ['exclusiveMinimum', (limit) => `more than ${limit}`],
  ['maximum', (limit) => `at most ${limit}`],
  ['exclusiveMaximum', (limit) => `less than ${limit}`],
  ['multipleOf', (limit) => `a multiple of ${limit}`],
  ['minLength', (limit) => `at least ${limit} characters`],
  ['maxLength', (limit) => `at most ${limit} characters`],
  ['pattern', (limit) => `of the form \`${limit}\``],
  ['minItems', (limit) => `at least ${limit} items`],
  ['maxItems', (limit) => `at most ${limit} items`],
  ['uniqueItems', (limit) => (limit === true ? 'no item twice' : '')],
  ['minProperties', (limit) => `at least ${limit} fields`],
  ['maxProperties', (limit) => `at most ${limit} fields`],
];

function limitsText(document: Document, schema: Schema): string {
  const target = resolve(document, schema);
  const own = LIMITS.map(([keyword, say]) => (target[keyword] === undefined ? '' : say(target[keyword])));
  const each = target.items ? limitsText(document, target.items) : '';
  return [...own, each && `each item ${each}`].filter(Boolean).join(', ');
}

/** A schema's type in one line. */
export function typeText(schema: Schema): string {
  const component = componentName(schema);
  if (component) return componentType(component);
  const { type, items, format, enum: values, const: value, 'x-extensible-enum': known, allOf, anyOf, oneOf } = schema;
  if (value !== undefined) return JSON.stringify(value);
  if (values) return values.map((item) => JSON.stringify(item)).join(' | ');
  if (known) return [...known.map((item) => JSON.stringify(item)), 'any other string'].join(' | ');
  const alternatives = anyOf ?? oneOf;
  if (alternatives) return alternatives.map(typeText).join(' | ');
  if (allOf) return [...new Set(allOf.map(typeText))].join(' & ');
  const names = [type].flat().map((name = 'unknown') => (name === 'array' ? listText(items) : name));
  return format ? `${names.join(' | ')} (${format})` : names.join(' | ');
}

function listText(items: Schema | undefined): string {
  const item = items ? typeText(items) : 'unknown';
  return item.includes(' ') ? `(${item})[]` : `${item}[]`;
}
