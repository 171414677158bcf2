import { invalidInput } from './error.ts';
import type { Api } from './operation.ts';

/**
 * Checks a credential without ever repeating it: the platform's own errors about a bad header value would.
 *
 * @throws TicketbridgeError `invalid-input`
 */
export function checkCredential(api: Api, field: string, value: unknown): string {
  const refuse = (why: string) => invalidInput(`${api.source}: "${field}" ${why}`, { source: api.source });
  if (typeof value !== 'string') throw refuse('must be a string');
  if (value === '') throw refuse('must not be empty');
  if (/\p{Cc}/u.test(value)) throw refuse('must not contain a line break or another control character');
  if (!/^[\x20-\x7e]*$/.test(value)) throw refuse('must be ASCII text');
  if (value.trim() !== value) throw refuse('must not start or end with a space');
  return value;
}
