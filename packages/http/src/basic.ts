import type { SecretScheme } from './operation.ts';

/** HTTP's Basic (RFC 7617): the caller gives `user:password`, and its UTF-8 is sent in base64. */
export const basic: SecretScheme = [
  '"user:password" without control characters',
  // What follows the first colon is the password.
  (value) => typeof value === 'function' || /^(?!:$)[^:\p{Cc}\p{Cs}]*:[^\p{Cc}\p{Cs}]*$/u.test(String(value)),
  (secret) => btoa(Array.from(new TextEncoder().encode(secret), (byte) => String.fromCharCode(byte)).join('')),
];
