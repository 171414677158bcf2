import { isTicketbridgeError } from '@ticketbridge/http';
import { invalidInput } from './refusal.ts';

/**
 * Reads a value that a caller gave to a verb: returns it, an object as a copy without what is `undefined`, or throws an
 * `invalid-input` error that names the field.
 */
export interface Check<T> {
  (value: unknown, field: string, verb: string): T;
  /** What an object may hold, where it is one that is checked. */
  readonly fields?: Readonly<Record<string, Check<unknown>>> | undefined;
}

/** What an object may hold, by name. */
export type Fields<T> = { readonly [K in keyof T]-?: Check<T[K]> };

/** Accepts what `holds` accepts. */
export function is<T>(expected: string, holds: (value: unknown) => value is T): Check<T> {
  return (value, field, verb) => {
    if (holds(value)) return value;
    throw invalidInput(verb, field, `must be ${expected}`);
  };
}

/** Accepts what is of this JavaScript type. */
export function ofType<T>(type: 'string' | 'boolean' | 'function'): Check<T> {
  return is(`of type ${type}`, (value): value is T => typeof value === type);
}

export function optional<T>(check: Check<T>): Check<T | undefined> {
  const checkGiven: Check<T | undefined> = (value, ...at) => (value === undefined ? undefined : check(value, ...at));
  return Object.assign(checkGiven, { fields: check.fields });
}

export function oneOf<T extends string>(values: readonly T[]): Check<T> {
  return is(`one of ${values.join(', ')}`, (value): value is T => values.some((known) => known === value));
}

const array: Check<readonly unknown[]> = is('an array', (value) => Array.isArray(value));

export function listOf<T>(check: Check<T>): Check<readonly T[]> {
  return (value, field, verb) => {
    const items = array(value, field, verb);
    // By its length: an iterator of the caller's own need not end.
    return Array.from({ length: items.length }, (_, index) => check(items[index], `${field}[${index}]`, verb));
  };
}

const object: Check<object> = is(
  'an object',
  (value): value is object => typeof value === 'object' && value !== null && !Array.isArray(value),
);

/** Accepts an object of these fields and no others. */
export function objectOf<T extends object>(fields: Fields<T>): Check<T> {
  return fieldsCheck(fields, true, false);
}

/** Accepts the object that an argument is as a whole: its fields are named without the argument. */
export function argumentOf<T extends object>(fields: Fields<T>): Check<T> {
  return fieldsCheck(fields, false, false);
}

/** Accepts an object with these fields; what else it holds is left out. */
export function partOf<T extends object>(fields: Fields<T>): Check<T> {
  return fieldsCheck(fields, true, true);
}

function fieldsCheck<T extends object>(fields: Fields<T>, isNested: boolean, isOpen: boolean): Check<T> {
  const check: Check<T> = (value, field, verb) => {
    const given = object(value, field, verb);
    const path = (name: string) => (isNested ? `${field}.${name}` : name);
    // What a prototype holds counts: leaving it out would drop it in silence.
    for (const name in given) {
      if (isOpen || Object.hasOwn(fields, name)) continue;
      throw invalidInput(verb, path(name), `is not known here; there are ${Object.keys(fields).join(', ')}`);
    }
    const copy = Object.entries<Check<unknown>>(fields)
      .map(([name, check]) => [name, readField(given, name, check, path(name), verb)] as const)
      .filter(([, read]) => read !== undefined);
    // Every field was read by the check of its type, and one that is left out may be left out.
    return Object.fromEntries(copy) as T;
  };
  return Object.assign(check, { fields });
}

/** Accepts the options of a verb, if any: its last argument. */
export function optionsOf<T extends object>(fields: Fields<T>): Check<T | undefined> {
  return optional(argumentOf(fields));
}

function readField(given: object, name: string, check: Check<unknown>, field: string, verb: string): unknown {
  try {
    return check(Reflect.get(given, name), field, verb);
  } catch (error) {
    // A getter or a proxy of the caller's can throw anything.
    throw isTicketbridgeError(error) ? error : invalidInput(verb, field, 'cannot be read');
  }
}

const isText = (value: unknown): value is string => typeof value === 'string' && !/\p{Cs}/u.test(value);

/** A character that can be seen: the Braille pattern without a dot cannot. */
const VISIBLE = /[^\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Accepts text with something to read in it: it may go to a customer. */
export const text: Check<string> = is(
  'well-formed text that is not blank',
  (value): value is string => isText(value) && VISIBLE.test(value),
);

/** Accepts text, also none. */
export const anyText: Check<string> = is('well-formed text', isText);

/** Accepts an id that can stand in a URL: it reaches no other resource than its own. */
export const id: Check<string> = is(
  'an id: well-formed text without control characters, not "", "." or ".."',
  (value): value is string => isText(value) && !/^\.{0,2}$|\p{Cc}/u.test(value),
);

/** Accepts a whole number between two, both included. */
export function whole(least: number, most: number): Check<number> {
  return is(
    `a whole number from ${least} to ${most}`,
    (value): value is number =>
      (Number.isInteger(value) || value === most) && Number(value) >= least && Number(value) <= most,
  );
}

/** Accepts a client that has a vendor's operations. */
export function clientOf<C>(maker: string, operations: readonly (keyof C & string)[]): Check<C> {
  return is(`a client, as ${maker} makes it`, (value): value is C =>
    operations.every((name) => typeof Object(value)[name] === 'function'),
  );
}

/** How verbs are called, by name. */
export type Signatures = Readonly<Record<string, VerbSignature>>;

/** How a verb is called. Its first argument names the account: by its field `account`. */
export interface VerbSignature {
  /** A check for each of its arguments, in order. */
  readonly arguments: Readonly<Record<string, Check<unknown>>>;
  /** A list is given back at once; any other verb answers with a promise, also for a refusal. */
  readonly isList?: true;
}

/**
 * Reads the arguments of a call.
 *
 * @throws TicketbridgeError `invalid-input` that names the field
 */
export function readArguments<A extends object>(verb: string, checks: Fields<A>, given: readonly unknown[]): A {
  const names = Object.keys(checks);
  return argumentOf(checks)(Object.fromEntries(names.map((name, index) => [name, given[index]])), '', verb);
}
