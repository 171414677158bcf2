import { HEADER_VALUE_EXPECTED, isHeaderValue } from './headers.ts';
import type { SecretScheme } from './operation.ts';

/**
 * A credential, or a function that gives it: called before every attempt, within the call's deadline, and once more
 * when the vendor answers 401.
 */
export type Credential = string | (() => string | Promise<string>);

/** A secret that is sent as it is given. The platform's own error about a header that it cannot send would repeat it. */
export const verbatim: SecretScheme = [
  `${HEADER_VALUE_EXPECTED}, not empty`,
  (value) => typeof value === 'function' || (isHeaderValue(value) && value !== ''),
  (secret) => secret,
];
