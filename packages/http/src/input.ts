import type { Fields, Operation, Shape } from './operation.ts';

/** An operation's input, checked, copied and sorted by where each field travels. */
export interface CheckedInput {
  readonly params: { readonly path: Values; readonly query: Values; readonly header: Values };
  readonly body: unknown;
}

type Values = Record<string, unknown>;

/** What is wrong with an input, in words that follow the operation's name. */
export class InputProblem {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

/**
 * The check of an operation's flat input: unknown and missing fields, JavaScript types, and ids that are one safe path
 * segment. Enum values, ranges and lengths are the vendor's to judge. The result is a copy, so that a caller who goes on
 * to change the input does not change what is sent. The check throws an {@link InputProblem}.
 */
export function compileInput({
  path,
  query = [],
  headers = [],
  input,
  body,
}: Operation): (input: unknown) => CheckedInput {
  const copyInput = compileFields(input);
  return (input = {}) => {
    const params = { path: {} as Values, query: {} as Values, header: {} as Values };
    const fields: Values = {};
    const copy = copyInput(input, '');
    for (const name in copy) {
      const value = copy[name];
      if (path.includes(`{${name}}`)) params.path[name] = pathSegment(name, value);
      else if (query.includes(name)) params.query[name] = wellFormed(name, value);
      else if (headers.includes(name)) params.header[name] = headerValue(name, value);
      else fields[name] = value;
    }
    const hasBody = body === 'required' || (body === 'optional' && Object.keys(fields).length > 0);
    return { params, body: hasBody ? fields : undefined };
  };
}

/** Copies a value that has its shape; `at` is its place in the input. */
type Copy<T> = (value: unknown, at: string) => T;

function compile(shape: Shape): Copy<unknown> {
  if (typeof shape === 'string') return compileTypes(shape);
  return isList(shape) ? compileList(shape[0]) : compileFields(shape);
}

function compileTypes(types: string): Copy<unknown> {
  if (types === 'unknown') return (value) => value;
  const names = types.split('|');
  return (value, at) => {
    for (const name of names) if (isOfType(name, value)) return value;
    throw new InputProblem(`"${at}" must be ${shapeName(types)}, not ${typeName(value)}`);
  };
}

function compileList(item: Shape): Copy<unknown> {
  const copyItem = compile(item);
  return (value, at) => {
    if (!Array.isArray(value)) throw new InputProblem(`"${at}" must be an array, not ${typeName(value)}`);
    return Array.from(value, (item, index) => copyItem(item, `${at}[${index}]`));
  };
}

function compileFields(fields: Fields): Copy<Values> {
  const declared = new Map<
    string,
    { readonly shape: Shape; readonly copy: Copy<unknown>; readonly optional: boolean }
  >();
  for (const [key, shape] of Object.entries(fields)) {
    const optional = key.endsWith('?');
    declared.set(optional ? key.slice(0, -1) : key, { shape, copy: compile(shape), optional });
  }
  const rest = declared.get('*');
  declared.delete('*');

  return (value, at) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new InputProblem(`${at ? `"${at}"` : 'the input'} must be an object, not ${typeName(value)}`);
    }
    const source: Values = { ...value };
    const copy: Values = {};
    // Unknown names first: a misspelt field is also a missing one, and its own name says more.
    for (const name in source) {
      if (declared.has(name)) continue;
      if (rest === undefined) {
        const known = declared.size > 0 ? `known fields: ${[...declared.keys()].join(', ')}` : 'there are none';
        throw new InputProblem(`"${dotted(at, name)}" is not a field; ${known}`);
      }
      copy[name] = rest.copy(source[name], dotted(at, name));
    }
    for (const [name, { shape, copy: copyField, optional }] of declared) {
      if (source[name] !== undefined) copy[name] = copyField(source[name], dotted(at, name));
      else if (!optional) throw new InputProblem(`"${dotted(at, name)}" is missing: it must be ${shapeName(shape)}`);
    }
    return copy;
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

// An id that the URL parser would read as something else than one segment reaches another resource: '..' the parent,
// '' the collection; encoding does not save it, since '%2e%2e' is a parent too.
function pathSegment(name: string, value: unknown): string {
  const segment = String(value);
  if (segment === '' || segment === '.' || segment === '..') {
    throw new InputProblem(`"${name}" must be an id, not ${segment === '' ? 'empty' : `"${segment}"`}`);
  }
  if (/\p{Cc}/u.test(segment)) throw new InputProblem(`"${name}" must be an id without control characters`);
  return String(wellFormed(name, segment));
}

// The platform's own error would repeat the value.
function headerValue(name: string, value: unknown): unknown {
  if (/[^\t\x20-\x7e]/.test(String(value))) throw new InputProblem(`"${name}" must be ASCII text on one line`);
  return value;
}

function wellFormed(name: string, value: unknown): unknown {
  try {
    encodeURIComponent(String(value));
    return value;
  } catch {
    throw new InputProblem(`"${name}" must be well-formed text: it has half a surrogate pair`);
  }
}

function dotted(at: string, name: string): string {
  return at ? `${at}.${name}` : name;
}

function shapeName(shape: Shape): string {
  if (typeof shape !== 'string') return Array.isArray(shape) ? 'an array' : 'an object';
  const names = shape
    .split('|')
    .map((type) => (type === 'integer' ? 'an integer' : type === 'null' ? 'null' : `a ${type}`));
  return shape === 'unknown' ? 'given' : names.join(' or ');
}

/** The type of a value for a message; never the value, which may be a customer's words. */
function typeName(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'an integer' : 'a fraction, NaN or Infinity';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
