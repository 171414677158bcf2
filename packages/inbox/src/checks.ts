import { type Account, type ThreadRef, TicketbridgeError } from '@ticketbridge/facade';
import { CALL_OPTIONS, type Check, readOptions } from '@ticketbridge/http';
import { VENDORS } from './model.ts';

/** A check for each argument of a function, in order. */
export type Signature = Readonly<Record<string, Check>>;

/** Makes the error of an argument that is refused. No rendering of it shows the argument. */
export function invalidInput(verb: string, why: string, field?: string): TicketbridgeError {
  return new TicketbridgeError(`${verb}: ${why}`, { kind: 'invalid-input', outcome: 'not-sent', field });
}

/** @throws TicketbridgeError `invalid-input` that names the first argument that is not as its check wants it */
export function checkArguments(verb: string, signature: Signature, given: readonly unknown[]): void {
  for (const [index, [name, check]] of Object.entries(signature).entries()) {
    if (!isGiven(check, given[index])) throw invalidInput(verb, `"${name}" must be ${check[0]}`, name);
  }
}

/**
 * Copies the options that are given.
 *
 * @throws TicketbridgeError `invalid-input` that names the first option that is unknown or wrong
 */
export function checkOptions<O extends object>(
  verb: string,
  checks: Readonly<Record<keyof O, Check>>,
  options: unknown = {},
): O {
  // Each was read by the check of its type.
  return readOptions(checks, options, (why, field) => invalidInput(verb, why, field)) as O;
}

/** Tells whether a value is as a check wants it. */
export function isGiven([, holds]: Check, value: unknown): boolean {
  try {
    return holds(value);
  } catch {
    // A getter or a proxy of the caller's can throw anything.
    return false;
  }
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.isWellFormed();
const isFilled = (value: unknown): value is string => isText(value) && value !== '';
const isVendor = (value: unknown): boolean => VENDORS.some((vendor) => vendor === value);

function isAccount(value: unknown): value is Account {
  const { vendor, account }: Record<string, unknown> = Object(value);
  return isVendor(vendor) && isFilled(account);
}

function isRef(value: unknown): value is ThreadRef {
  return isAccount(value) && isFilled(Object(value).id);
}

/** Accepts what names a thread. */
export const REF: Check = ['a ref: vendor, account and id', isRef];
/** Accepts what names an account. */
export const ACCOUNT: Check = ['an account: vendor and account', isAccount];
export const ACCOUNTS: Check = ['a list of accounts', (value) => Array.isArray(value) && value.every(isAccount)];
/** Accepts text, also none. */
export const TEXT: Check = ['well-formed text', isText];
export const NAME: Check = [
  'well-formed text of 1 to 200 characters, without control characters',
  (value) => isFilled(value) && value.length <= 200 && !/\p{Cc}/u.test(value),
];
export const SIGNAL: Check = CALL_OPTIONS.signal;
export const BOOLEAN: Check = ['true or false', (value) => typeof value === 'boolean'];
export const CALLBACK: Check = ['a function', (value) => typeof value === 'function'];
export const COUNT: Check = wholeNumber('a whole number', 0);

/** Accepts a whole number from a least one. */
export function wholeNumber(what: string, least: number): Check {
  return [`${what} from ${least}`, (value) => Number.isSafeInteger(value) && Number(value) >= least];
}

export function oneOf(...values: readonly string[]): Check {
  return [`one of ${values.join(', ')}`, (value) => values.some((known) => known === value)];
}
