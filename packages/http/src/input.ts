import type { MakeInvalid } from './checks.ts';
import { fieldsOf } from './checks.ts';
import { isTicketbridgeError } from './error.ts';
import { HEADER_VALUE_EXPECTED, isHeaderValue } from './headers.ts';
import type { Fields, Operation, Shape } from './operation.ts';
import { orUndefined } from './or-undefined.ts';

/** An operation's input, checked, copied and sorted by where each field travels. */
export interface CheckedInput {
  readonly path: Values;
  readonly query: Values;
  readonly headers: Record<string, string>;
  /** The body's JSON; `null` for a request without one. */
  readonly body: string | null;
  /** All of the input, wherever it travels. */
  readonly fields: Values;
}

type Values = Record<string, unknown>;

/**
 * Compiles the check of an operation's flat input: unknown and missing fields, JavaScript types, and ids that are one
 * safe path segment. Enum values, ranges and lengths are the vendor's to judge. The check copies the input, so that a
 * caller who goes on to change it does not change what is sent.
 */
export function compileInput(operation: Operation, invalid: MakeInvalid): (input: unknown) => CheckedInput {
  const copyInput = compileFields(operation.input, invalid, new Map());
  return (input = {}) => {
    try {
      return sort(operation, copyInput(input, ''), invalid);
    } catch (error) {
      throw isTicketbridgeError(error) ? error : invalid('the input cannot be read');
    }
  };
}

function sort(operation: Operation, fields: Values, invalid: MakeInvalid): CheckedInput {
  const path: Values = {};
  const query: Values = {};
  const headers: Record<string, string> = {};
  const body: Values = {};
  const text = (name: string, holds: (text: string) => boolean, expected: string) => {
    const value = String(fields[name]);
    if (!holds(value)) throw invalid(`"${name}" must be ${expected}`, name);
    return value;
  };
  for (const name in fields) {
    if (operation.path.includes(`{${name}}`)) path[name] = text(name, isId, ID);
    else if (operation.query?.includes(name)) {
      text(name, isWellFormed, 'well-formed text');
      query[name] = fields[name];
      const isEmpty = Array.isArray(query[name]) && query[name].length === 0;
      // A list is a parameter for each of its items: without any, what the vendor requires would not be sent.
      if (isEmpty && Object.hasOwn(operation.input, name)) throw invalid(`"${name}" must have an item`, name);
    } else if (operation.headers?.includes(name)) headers[name] = text(name, isHeaderValue, HEADER_VALUE_EXPECTED);
    else body[name] = fields[name];
  }
  const hasBody = operation.body === 'required' || (operation.body && Object.keys(body).length > 0);
  return { path, query, headers, body: hasBody ? JSON.stringify(body) : null, fields };
}

const ID = 'an id: well-formed text without control characters, not "", "." or ".."';

/**
 * Tells whether an id is one segment of a path. What the URL parser reads as something else reaches another resource: '..'
 * the parent, '' the collection; encoding does not save it, since '%2e%2e' is a parent too.
 */
function isId(text: string): boolean {
  return !/^\.{0,2}$|[\p{Cc}\p{Cs}]/u.test(text);
}

function isWellFormed(text: string): boolean {
  return !/\p{Cs}/u.test(text);
}

/** Copies a value that has its shape; `at` is its place in the input. */
type Copy<T> = (value: unknown, at: string) => T;

/** The shapes that an operation's fields have in common, or that hold themselves, are compiled once. */
type Compiled = Map<Fields, Copy<Values>>;

function compile(shape: Shape, invalid: MakeInvalid, known: Compiled): Copy<unknown> {
  if (shape === 'unknown') {
    return (value, at) => {
      // Throws for what JSON cannot hold, such as a function, a BigInt or a circle.
      const copy: unknown = orUndefined(() => JSON.parse(JSON.stringify(value)));
      if (copy === undefined) throw invalid(`"${at}" must be a JSON value`, at);
      return copy;
    };
  }
  if (typeof shape === 'string') {
    const types = shape.split('|');
    return (value, at) => {
      if (types.some((type) => isOfType(type, value))) return value;
      throw invalid(`"${at}" must be ${nameOf(shape)}, not ${typeName(value)}`, at);
    };
  }
  if (!isList(shape)) return compileFields(shape, invalid, known);
  const copyItem = compile(shape[0], invalid, known);
  return (value, at) => {
    // A proxy may throw at either question.
    const list = orUndefined((): unknown[] | false => Array.isArray(value) && value.length >= 0 && value);
    if (!list) throw invalid(`"${at}" must be of type array, not ${typeName(value)}`, at);
    const copied: unknown[] = [];
    // An iterator of the caller's own need not end, and a hole in the array is a missing item.
    for (let index = 0; index < list.length; index += 1) copied.push(copyItem(list[index], `${at}[${index}]`));
    return copied;
  };
}

function compileFields(fields: Fields, invalid: MakeInvalid, known: Compiled): Copy<Values> {
  const compiled = known.get(fields);
  if (compiled) return compiled;
  const copies = new Map<string, Copy<unknown>>();
  let rest: Copy<unknown> | undefined;
  const copyFields: Copy<Values> = (value, at) => {
    const dotted = (name: string) => (at ? `${at}.${name}` : name);
    const source = fieldsOf(value);
    if (!source) throw invalid(`${at ? `"${at}"` : 'the input'} must be a plain object`, at || undefined);
    const copied: Values = {};
    // Unknown names first: a misspelt field is also a missing one, and its own name says more.
    for (const name in source) {
      if (copies.has(name)) continue;
      // Set on a copy, this name would be its prototype: fields that nobody checked.
      if (!rest || name === '__proto__') {
        const known = [...copies.keys()].join(', ') || 'none';
        throw invalid(`${JSON.stringify(dotted(name))} is not a field; known fields: ${known}`, dotted(name));
      }
      copied[name] = rest(source[name], dotted(name));
    }
    for (const [name, copy] of copies) {
      const value = copy(source[name], dotted(name));
      if (value !== undefined) copied[name] = value;
    }
    return copied;
  };
  known.set(fields, copyFields);
  for (const [key, shape] of Object.entries(fields)) {
    const name = key.replace('?', '');
    const copy = compile(shape, invalid, known);
    copies.set(name, (value, at) => {
      if (value !== undefined) return copy(value, at);
      if (name === key) throw invalid(`"${at}" is missing: it must be ${nameOf(shape)}`, at);
      return undefined;
    });
  }
  rest = copies.get('*');
  copies.delete('*');
  return copyFields;
}

function isList(shape: readonly [Shape] | Fields): shape is readonly [Shape] {
  return Array.isArray(shape);
}

function isOfType(type: string, value: unknown): boolean {
  if (type === 'integer') return Number.isSafeInteger(value);
  if (type === 'number') return Number.isFinite(value);
  return type === 'null' ? value === null : typeof value === type;
}

function nameOf(shape: Shape): string {
  return `of type ${typeof shape === 'string' ? shape : jsonType(shape)}`;
}

/** Names the type of a value for a message; never the value, which may be a customer's words. */
function typeName(value: unknown): string {
  if (typeof value !== 'number') return orUndefined(() => jsonType(value)) ?? 'object';
  if (Number.isInteger(value)) return Number.isSafeInteger(value) ? 'integer' : 'unsafe integer';
  return Number.isFinite(value) ? 'number' : 'NaN or Infinity';
}

/** Names the JSON type of a value. */
export function jsonType(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
