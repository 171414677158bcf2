import { at, entries, isObject, items, text } from '../json.ts';
import { declaredKeyword } from './strict.ts';
import type { Validate, ValidationError } from './validate.ts';
import { Violation } from './violation.ts';

/** The form of a time, in words that follow "must be". */
export const dateTime = 'a date-time as RFC 3339 writes it, without a leap second, such as 2026-03-01T09:00:00Z';

/** Says what a schema of ours wants, in words that follow "must be". A vendor's description is of no such form. */
export const expectedKeyword = 'x-expected';

/** Finds the first thing that is wrong with a value. Only `undeclared` repeats anything of the value. */
export function findViolation(validate: Validate, value: unknown, root: string): Violation | undefined {
  if (validate(value)) return undefined;
  const error = validate.errors?.[0];
  if (error === undefined) return new Violation(root, 'is invalid');
  const pointer = `${root}${error.instancePath}`;
  const missing = text(at(error.params, 'missingProperty'));
  if (missing !== undefined) return new Violation(`${pointer}/${missing}`, 'is missing');
  const key = undeclaredKey(error);
  if (key === undefined) return new Violation(pointer, problemOf(error));
  return new Violation(pointer, 'has an undeclared key', {
    key,
    declared: declaredBy(error.parentSchema),
    title: text(at(error.parentSchema, 'title')),
  });
}

function undeclaredKey(error: ValidationError): string | undefined {
  return text(at(error.params, 'unevaluatedProperty')) ?? text(at(error.params, 'additionalProperty'));
}

function declaredBy(schema: unknown): string[] {
  const listed = items(at(schema, declaredKeyword)).map(String);
  return listed.length > 0 ? listed : entries(at(schema, 'properties')).map(([name]) => name);
}

/** Says what would be right. */
function problemOf({ keyword, params, parentSchema, message }: ValidationError): string {
  switch (keyword) {
    case 'enum':
      return `must be one of ${items(at(params, 'allowedValues')).join(', ')}`;
    case 'pattern':
    case 'format':
      return `must be ${expectedText(params, parentSchema)}`;
    case 'minLength':
      return at(params, 'limit') === 1 ? 'must not be empty' : `must have ${at(params, 'limit')} characters or more`;
    case 'minimum':
    case 'maximum':
      return at(parentSchema, 'type') === 'integer' ? `must be ${typesOf(parentSchema)}` : `must be ${limitOf(params)}`;
    case 'type':
      return `must be ${typesOf(parentSchema)}`;
    case 'multipleOf':
      return `must be a multiple of ${at(params, 'multipleOf')}`;
    default:
      return message ?? `breaks "${keyword}"`;
  }
}

function expectedText(params: unknown, schema: unknown): string {
  const { pattern, format } = isObject(params) ? params : {};
  const wanted = text(at(schema, expectedKeyword));
  if (wanted !== undefined) return wanted;
  return format === undefined ? `of the form ${pattern}` : (formats[String(format)] ?? `of the format "${format}"`);
}

function limitOf(params: unknown): string {
  return `${at(params, 'comparison')} ${at(params, 'limit')}`;
}

const formats: Readonly<Record<string, string>> = { 'date-time': dateTime };

function typesOf(schema: unknown): string {
  const type = at(schema, 'type');
  return (Array.isArray(type) ? type : [type]).map((name) => describeType(String(name), schema)).join(' or ');
}

function describeType(type: string, schema: unknown): string {
  const { minimum = Number.MIN_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER } = isObject(schema) ? schema : {};
  return type === 'integer' ? `a whole number from ${minimum} to ${maximum}` : (types[type] ?? type);
}

const types: Readonly<Record<string, string>> = {
  string: 'a text',
  object: 'an object',
  array: 'a list',
  boolean: 'true or false',
  number: 'a number',
};
