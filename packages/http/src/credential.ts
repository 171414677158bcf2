import { HEADER_VALUE_EXPECTED, isHeaderValue } from './headers.ts';

/**
 * A credential, or a function that gives it: called before every attempt, within the call's deadline, and once more
 * when the vendor answers 401.
 */
export type Credential = string | (() => string | Promise<string>);

/** The form of a credential, for an error. The platform's own error about a header that it cannot send would repeat the value. */
export const CREDENTIAL_EXPECTED: string = `${HEADER_VALUE_EXPECTED}, not empty`;

export function isCredential(value: unknown): value is string {
  return value !== '' && isHeaderValue(value);
}

/** Tells whether a value is a credential or may give one. */
export function isCredentialOption(value: unknown): value is Credential {
  return typeof value === 'function' || isCredential(value);
}
