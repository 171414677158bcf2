import type { TicketbridgeError } from './error.ts';

/**
 * A credential, or a function that gives it: called before every attempt, within the call's deadline, and once more
 * when the vendor answers 401.
 */
export type Credential = string | (() => string | Promise<string>);

/** Checks a credential without ever repeating it: the platform's own errors about a bad header value would. */
export function checkCredential(value: unknown, refuse: (why: string) => TicketbridgeError): string {
  if (typeof value !== 'string') throw refuse('must be a string, or a function that gives one');
  if (value === '') throw refuse('must not be empty');
  if (/\p{Cc}/u.test(value)) throw refuse('must not contain a line break or another control character');
  if (!/^[\x20-\x7e]*$/.test(value)) throw refuse('must be ASCII text');
  if (value.trim() !== value) throw refuse('must not start or end with a space');
  return value;
}
