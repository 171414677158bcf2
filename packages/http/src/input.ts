import { fieldsOf } from './checks.ts';
import { isTicketbridgeError, type Refuse } from './error.ts';
import { HEADER_VALUE, isHeaderValue } from './headers.ts';
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
export function compileInput(operation: Operation, refuse: Refuse): (input: unknown) => CheckedInput {
  const copyInput = compileFields(operation.input, refuse);
  const textWithout = (forbidden: RegExp, name: string, value: unknown, expected: string) => {
    const text = String(value);
    if (forbidden.test(text)) throw refuse(`"${name}" must be ${expected}`, name);
    return text;
  };
  return (input = {}) => {
    const fields = orRefuse(() => copyInput(input, ''), refuse);
    const path: Values = {};
    const query: Values = {};
    const headers: Record<string, string> = {};
    const body: Values = {};
    for (const name in fields) {
      const value = fields[name];
      if (operation.path.includes(`{${name}}`)) {
        // An id that the URL parser would read as something else than one segment reaches another resource: '..' the
        // parent, '' the collection; encoding does not save it, since '%2e%2e' is a parent too.
        const id = 'an id: well-formed text without control characters, not "", "." or ".."';
        path[name] = textWithout(/^\.{0,2}$|[\p{Cc}\p{Cs}]/u, name, value, id);
      } else if (operation.query?.includes(name)) {
        textWithout(/\p{Cs}/u, name, value, 'well-formed text');
        query[name] = value;
      } else if (operation.headers?.includes(name)) {
        const text = String(value);
        if (!isHeaderValue(text)) throw refuse(`"${name}" must be ${HEADER_VALUE}`, name);
        headers[name] = text;
      } else body[name] = value;
    }
    const hasBody = operation.body === 'required' || (operation.body && Object.keys(body).length > 0);
    return { path, query, headers, body: hasBody ? JSON.stringify(body) : null, fields };
  };
}

/** Returns what `read` does, or refuses an input that throws when it is read. */
function orRefuse<T>(read: () => T, refuse: Refuse): T {
  try {
    return read();
  } catch (error) {
    throw isTicketbridgeError(error) ? error : refuse('the input cannot be read');
  }
}

/** Copies a value that has its shape; `at` is its place in the input. */
type Copy<T> = (value: unknown, at: string) => T;

function compile(shape: Shape, refuse: Refuse): Copy<unknown> {
  if (shape === 'unknown') {
    return (value, at) => {
      // Throws for what JSON cannot hold, such as a function, a BigInt or a circle.
      const copy: unknown = orUndefined(() => JSON.parse(JSON.stringify(value)));
      if (copy === undefined) throw refuse(`"${at}" must be a JSON value`, at);
      return copy;
    };
  }
  if (typeof shape === 'string') {
    const types = shape.split('|');
    return (value, at) => {
      if (types.some((type) => isOfType(type, value))) return value;
      throw refuse(`"${at}" must be ${nameOf(shape)}, not ${typeName(value)}`, at);
    };
  }
  if (!isList(shape)) return compileFields(shape, refuse);
  const copyItem = compile(shape[0], refuse);
  return (value, at) => {
    if (!Array.isArray(value)) throw refuse(`"${at}" must be of type array, not ${typeName(value)}`, at);
    const copied: unknown[] = [];
    // An iterator of the caller's own need not end, and a hole in the array is a missing item.
    for (let index = 0; index < value.length; index += 1) copied.push(copyItem(value[index], `${at}[${index}]`));
    return copied;
  };
}

function compileFields(fields: Fields, refuse: Refuse): Copy<Values> {
  const copies = new Map<string, Copy<unknown>>();
  for (const [key, shape] of Object.entries(fields)) {
    const name = key.replace('?', '');
    const copy = compile(shape, refuse);
    copies.set(name, (value, at) => {
      if (value !== undefined) return copy(value, at);
      if (name === key) throw refuse(`"${at}" is missing: it must be ${nameOf(shape)}`, at);
      return undefined;
    });
  }
  const rest = copies.get('*');
  copies.delete('*');

  return (value, at) => {
    const dotted = (name: string) => (at ? `${at}.${name}` : name);
    const source = fieldsOf(value);
    if (!source) {
      const type = typeName(value);
      const found = type === 'object' ? 'one that keeps what it holds elsewhere' : type;
      throw refuse(`${at ? `"${at}"` : 'the input'} must be of type object, not ${found}`, at || undefined);
    }
    const copied: Values = {};
    // Unknown names first: a misspelt field is also a missing one, and its own name says more.
    for (const name in source) {
      if (copies.has(name)) continue;
      if (!rest) {
        const known = [...copies.keys()].join(', ') || 'none';
        throw refuse(`${JSON.stringify(dotted(name))} is not a field; known fields: ${known}`, dotted(name));
      }
      copied[name] = rest(source[name], dotted(name));
    }
    for (const [name, copy] of copies) {
      const value = copy(source[name], dotted(name));
      if (value !== undefined) copied[name] = value;
    }
    return copied;
  };
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
  if (typeof value !== 'number') return jsonType(value);
  return Number.isSafeInteger(value) ? 'integer' : Number.isFinite(value) ? 'number' : 'NaN or Infinity';
}

/** Names the JSON type of a value. */
export function jsonType(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
