import { CALL_OPTIONS, type CallOptions, readHeaders } from '@ticketbridge/http';
import type { PagingOptions } from './paging/paged.ts';
import { invalidInput } from './refusal.ts';

/**
 * Reads a value that a caller gave: returns it, an object as a copy without what is `undefined`, or throws a
 * {@link Refusal} that names the field.
 */
export interface Check<T> {
  (value: unknown, field: string): T;
  /** What an object may hold, where it is one that is checked. */
  readonly fields?: Readonly<Record<string, Check<unknown>>> | undefined;
}

/** What is wrong with a value. */
class Refusal {
  readonly field: string;
  readonly problem: string;

  constructor(field: string, problem: string) {
    this.field = field;
    this.problem = problem;
  }
}

/** Accepts what `holds` accepts. */
export function is<T>(expected: string, holds: (value: unknown) => value is T): Check<T> {
  return (value, field) => {
    if (holds(value)) return value;
    throw new Refusal(field, `must be ${expected}`);
  };
}

/** Accepts a function; what it takes and returns cannot be told. */
export function callback<F extends (...args: never[]) => unknown>(): Check<F> {
  return is('a function', (value): value is F => typeof value === 'function');
}

export function optional<T>(check: Check<T>): Check<T | undefined> {
  const checkGiven = (value: unknown, field: string) => (value === undefined ? undefined : check(value, field));
  return Object.assign(checkGiven, { fields: check.fields });
}

export function oneOf<T extends string>(values: readonly T[]): Check<T> {
  return is(`one of ${values.join(', ')}`, (value): value is T => values.some((known) => known === value));
}

export function listOf<T>(check: Check<T>): Check<readonly T[]> {
  return (value, field) => {
    if (!Array.isArray(value)) throw new Refusal(field, 'must be an array');
    return Array.from(value, (item, index) => check(item, `${field}[${index}]`));
  };
}

/** What an object may hold, by name. */
export type Fields<T> = { readonly [K in keyof T]-?: Check<T[K]> };

/** Accepts an object of these fields and no others. */
export function objectOf<T extends object>(fields: Fields<T>, isNested = true): Check<T> {
  const check = (value: unknown, field: string): T => {
    const given = entriesOf(value, field);
    const unknown = given.find(([name]) => !Object.hasOwn(fields, name));
    const path = (name: string) => (isNested ? `${field}.${name}` : name);
    if (unknown) throw new Refusal(path(unknown[0]), `is not known here; there are ${Object.keys(fields).join(', ')}`);
    return copyOf(fields, new Map(given), path);
  };
  return Object.assign(check, { fields });
}

/** Accepts the object that an argument is as a whole: its fields are named without the argument. */
export function argumentOf<T extends object>(fields: Fields<T>): Check<T> {
  return objectOf(fields, false);
}

/** As {@link objectOf}, but what it does not know is left out. */
export function partOf<T extends object>(fields: Fields<T>): Check<T> {
  const check = (value: unknown, field: string): T =>
    copyOf(fields, new Map(entriesOf(value, field)), (name) => `${field}.${name}`);
  return Object.assign(check, { fields });
}

function entriesOf(value: unknown, field: string): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Refusal(field, 'must be an object');
  const entries: [string, unknown][] = [];
  // What a prototype holds counts: leaving it out would drop it in silence.
  for (const name in value) entries.push([name, Reflect.get(value, name)]);
  return entries;
}

function copyOf<T extends object>(
  fields: Fields<T>,
  given: ReadonlyMap<string, unknown>,
  path: (name: string) => string,
): T {
  const copy = Object.entries<Check<unknown>>(fields)
    .map(([name, check]): [string, unknown] => [name, check(given.get(name), path(name))])
    .filter(([, value]) => value !== undefined);
  // Every field was read by the check of its type, and one that is left out may be left out.
  return Object.fromEntries(copy) as T;
}

const LONE_SURROGATE = /\p{Cs}/u;

export const boolean: Check<boolean> = is('true or false', (value) => typeof value === 'boolean');

/** Accepts text with something to read in it: it may go to a customer. */
export const text: Check<string> = is(
  'well-formed text that is not blank',
  (value): value is string => typeof value === 'string' && value.trim() !== '' && !LONE_SURROGATE.test(value),
);

/** Accepts text, also none. */
export const anyText: Check<string> = is(
  'well-formed text',
  (value): value is string => typeof value === 'string' && !LONE_SURROGATE.test(value),
);

/** Accepts an id that can stand in a URL: it reaches no other resource than its own. */
export const id: Check<string> = is(
  'an id: well-formed text without control characters, not "", "." or ".."',
  (value): value is string => typeof value === 'string' && !/^\.{0,2}$|[\p{Cc}\p{Cs}]/u.test(value),
);

const count: Check<number> = is(
  'a whole number from 0',
  (value): value is number => value === Number.POSITIVE_INFINITY || (Number.isInteger(value) && Number(value) >= 0),
);

function atMost(most: number): Check<number> {
  return is(
    `a whole number from 0 to ${most}`,
    (value): value is number => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= most,
  );
}

/** Accepts a whole number from 1. */
export const positive: Check<number> = is(
  'a whole number from 1',
  (value): value is number => Number.isSafeInteger(value) && Number(value) >= 1,
);

/** Accepts a client that has a vendor's operations. */
export function clientOf<C>(maker: string, operations: readonly (keyof C & string)[]): Check<C> {
  return is(`a client, as ${maker} makes it`, (value): value is C =>
    operations.every((name) => typeof Object(value)[name] === 'function'),
  );
}

export const PAGING: Fields<PagingOptions> = {
  from: optional(is('a position that a page gave', (value) => typeof value === 'string')),
  maxItems: optional(count),
  maxPages: optional(count),
  lookAhead: optional(atMost(100)),
};

const headers: Check<Readonly<Record<string, string>>> = (value, field) => {
  asInClients<object>('headers')(value, field);
  return readHeaders(value, (why, name) => new Refusal(name, why));
};

/** The options of a call, which a client reads too. */
export const CALL: Fields<CallOptions> = {
  signal: optional(asInClients<AbortSignal>('signal')),
  timeout: optional(asInClients<number>('timeout')),
  deadline: optional(asInClients<number>('deadline')),
  maxAttempts: optional(asInClients<number>('maxAttempts')),
  headers: optional(headers),
};

/** Accepts what a client accepts as this option. */
function asInClients<T>(option: keyof CallOptions): Check<T> {
  const [expected, holds] = CALL_OPTIONS[option];
  return is(expected, (value): value is T => holds(value));
}

/** How a vendor's verbs are called. */
export type Signatures = Readonly<Record<string, VerbSignature>>;

/** How a verb is called. */
export interface VerbSignature {
  /** A check for each of its arguments, in order. */
  readonly arguments: Readonly<Record<string, Check<unknown>>>;
  /** What names the account by its field `account`: the first argument, as a ref, as a receipt, or by that field alone. */
  readonly addressedBy: 'ref' | 'receipt' | 'account';
  /** A list is given back at once; any other verb answers with a promise, also for a refusal. */
  readonly answers: 'promise' | 'list';
}

/**
 * Reads the arguments of a call.
 *
 * @throws TicketbridgeError `invalid-input` that names the field
 */
export function readArguments<A extends object>(verb: string, signature: Fields<A>, given: readonly unknown[]): A {
  try {
    const names = Object.keys(signature);
    return copyOf(signature, new Map(names.map((name, index) => [name, given[index]])), (name) => name);
  } catch (reason) {
    const { field, problem } =
      reason instanceof Refusal ? reason : { field: undefined, problem: 'what was given cannot be read' };
    throw invalidInput(`${verb}: ${field === undefined ? '' : `"${field}" `}${problem}`, { field });
  }
}
