import type { Refuse } from './error.ts';
import type { Fields, Operation, Shape } from './operation.ts';

/** An operation's input, checked, copied and sorted by where each field travels. */
export interface CheckedInput {
  readonly path: Values;
  readonly query: Values;
  readonly headers: Record<string, string>;
  /** The fields of the JSON body; `undefined` for a request without one. */
  readonly body: Values | undefined;
}

type Values = Record<string, unknown>;

/**
 * The check of an operation's flat input: unknown and missing fields, JavaScript types, and ids that are one safe path
 * segment. Enum values, ranges and lengths are the vendor's to judge. The result is a copy, so that a caller who goes on
 * to change the input does not change what is sent.
 */
export function compileInput(operation: Operation, refuse: Refuse): (input: unknown) => CheckedInput {
  const copyInput = compileFields(operation.input, refuse);
  const textWithout = (forbidden: RegExp, name: string, value: unknown, expected: string) => {
    const text = String(value);
    if (forbidden.test(text)) throw refuse(`"${name}" must be ${expected}`);
    return text;
  };
  return (input = {}) => {
    const path: Values = {};
    const query: Values = {};
    const headers: Record<string, string> = {};
    const body: Values = {};
    const fields = copyInput(input, '');
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
        // The platform's own error would repeat the value.
        headers[name] = textWithout(/[^\t\x20-\x7e]/, name, value, 'ASCII text on one line');
      } else body[name] = value;
    }
    const hasBody = operation.body === 'required' || (operation.body && Object.keys(body).length > 0);
    return { path, query, headers, body: hasBody ? body : undefined };
  };
}

/** Copies a value that has its shape; `at` is its place in the input. */
type Copy<T> = (value: unknown, at: string) => T;

function compile(shape: Shape, refuse: Refuse): Copy<unknown> {
  if (typeof shape === 'string') {
    const types = shape.split('|');
    return (value, at) => {
      if (types.some((type) => isOfType(type, value))) return value;
      throw refuse(`"${at}" must be ${nameOf(shape)}, not ${typeName(value)}`);
    };
  }
  if (!isList(shape)) return compileFields(shape, refuse);
  const copyItem = compile(shape[0], refuse);
  return (value, at) => {
    if (!Array.isArray(value)) throw refuse(`"${at}" must be of type array, not ${typeName(value)}`);
    return Array.from(value, (item, index) => copyItem(item, `${at}[${index}]`));
  };
}

function compileFields(fields: Fields, refuse: Refuse): Copy<Values> {
  const copies = new Map<string, Copy<unknown>>();
  for (const [key, shape] of Object.entries(fields)) {
    const name = key.replace('?', '');
    const copy = compile(shape, refuse);
    copies.set(name, (value, at) => {
      if (value !== undefined) return copy(value, at);
      if (name === key) throw refuse(`"${at}" is missing: it must be ${nameOf(shape)}`);
      return undefined;
    });
  }
  const rest = copies.get('*');
  copies.delete('*');

  return (value, at) => {
    const dotted = (name: string) => (at ? `${at}.${name}` : name);
    if (jsonType(value) !== 'object') {
      throw refuse(`${at ? `"${at}"` : 'the input'} must be of type object, not ${typeName(value)}`);
    }
    const source: Values = { ...Object(value) };
    const copied: Values = {};
    // Unknown names first: a misspelt field is also a missing one, and its own name says more.
    for (const name in source) {
      if (copies.has(name)) continue;
      if (!rest)
        throw refuse(`"${dotted(name)}" is not a field; known fields: ${[...copies.keys()].join(', ') || 'none'}`);
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
  if (type === 'unknown') return true;
  if (type === 'integer') return Number.isSafeInteger(value);
  if (type === 'number') return Number.isFinite(value);
  return type === 'null' ? value === null : typeof value === type;
}

function nameOf(shape: Shape): string {
  return `of type ${typeof shape === 'string' ? shape : jsonType(shape)}`;
}

/** The type of a value for a message; never the value, which may be a customer's words. */
function typeName(value: unknown): string {
  if (typeof value !== 'number') return jsonType(value);
  return Number.isSafeInteger(value) ? 'integer' : Number.isFinite(value) ? 'number' : 'NaN or Infinity';
}

/** The JSON type of a value. */
export function jsonType(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
