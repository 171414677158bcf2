import type { ErrorObject, ValidateFunction } from 'ajv';
import { at, items, text } from './json.ts';
import { declaredKeyword } from './strict.ts';

/** What is wrong, and where. */
export class Violation {
  readonly pointer: string;
  readonly problem: string;

  constructor(pointer: string, problem: string) {
    this.pointer = pointer;
    this.problem = problem;
  }
}

/** Names only what the spec says, never a key or a value of the caller's, which may be a credential in the wrong place. */
export function requestViolation(validate: ValidateFunction, value: unknown, root: string): Violation | undefined {
  const error = firstError(validate, value);
  if (error === undefined) return undefined;
  const pointer = `${root}${error.instancePath}`;
  if (undeclaredKey(error) === undefined) return new Violation(pointer, problemOf(error));
  const declared = items(at(error.parentSchema, declaredKeyword)).join(', ');
  return new Violation(pointer, `has a key that the spec does not declare; it declares ${declared || 'none'}`);
}

/** As `requestViolation`, but names the undeclared key: what is judged is ours. */
export function ownViolation(validate: ValidateFunction, value: unknown, root: string): Violation | undefined {
  const error = firstError(validate, value);
  if (error === undefined) return undefined;
  const undeclared = undeclaredKey(error);
  const pointer = `${root}${error.instancePath}`;
  return undeclared === undefined
    ? new Violation(pointer, problemOf(error))
    : new Violation(`${pointer}/${undeclared}`, 'is not declared');
}

function firstError(validate: ValidateFunction, value: unknown): ErrorObject | undefined {
  return validate(value) ? undefined : validate.errors?.[0];
}

function undeclaredKey(error: ErrorObject): string | undefined {
  return text(at(error.params, 'unevaluatedProperty')) ?? text(at(error.params, 'additionalProperty'));
}

function problemOf(error: ErrorObject): string {
  if (error.keyword === 'enum') return `must be one of ${items(at(error.params, 'allowedValues')).join(', ')}`;
  return error.message ?? `breaks "${error.keyword}"`;
}
