import type { ErrorObject, ValidateFunction } from 'ajv';
import { at, entries, items, text } from '../json.ts';
import { declaredKeyword } from './strict.ts';
import { Violation } from './violation.ts';

/** Finds the first thing that is wrong with a value. Only `undeclared` repeats anything of the value. */
export function findViolation(validate: ValidateFunction, value: unknown, root: string): Violation | undefined {
  if (validate(value)) return undefined;
  const error = validate.errors?.[0];
  if (error === undefined) return new Violation(root, 'is invalid');
  const pointer = `${root}${error.instancePath}`;
  const key = undeclaredKey(error);
  if (key === undefined) return new Violation(pointer, problemOf(error));
  return new Violation(pointer, 'has an undeclared key', { key, declared: declaredBy(error.parentSchema) });
}

function undeclaredKey(error: ErrorObject): string | undefined {
  return text(at(error.params, 'unevaluatedProperty')) ?? text(at(error.params, 'additionalProperty'));
}

function declaredBy(schema: unknown): string[] {
  const listed = items(at(schema, declaredKeyword)).map(String);
  return listed.length > 0 ? listed : entries(at(schema, 'properties')).map(([name]) => name);
}

function problemOf(error: ErrorObject): string {
  if (error.keyword === 'enum') return `must be one of ${items(at(error.params, 'allowedValues')).join(', ')}`;
  if (error.keyword === 'pattern') return `must be ${text(at(error.parentSchema, 'description')) ?? error.message}`;
  return error.message ?? `breaks "${error.keyword}"`;
}
