import { fieldsOf } from './checks.ts';

/** The form of a header's value, for an error: every platform sends it as it is. */
export const HEADER_VALUE_EXPECTED = 'ASCII text on one line, without a space around it';

/**
 * Set by the client (the first two) or by the platform: these are the connection's own (RFC 9110 7.6.1, 8.6, 10.1.1; RFC
 * 9113 8.2.2), or kept by undici for itself. A platform fails on them, drops them or replaces what was given.
 */
const RESERVED = [
  ...['accept', 'content-type', '__proto__', 'connection', 'content-length', 'expect', 'host', 'http2-settings'],
  ...['keep-alive', 'proxy-connection', 'sec-fetch-mode', 'te', 'trailer', 'transfer-encoding', 'upgrade'],
];

export function isHeaderValue(value: unknown): value is string {
  return typeof value === 'string' && /^([!-~]([ -~]*[!-~])?)?$/.test(value);
}

/**
 * Checks the headers that a caller adds and copies those that are given, with names in lower case; `undefined` is not
 * given. For the packages of this project.
 *
 * @param invalid makes the error of the first header that cannot be sent; its `field` is `headers.` and the header's name
 * @param reserved further names, in lower case, that the client sets itself
 */
export function readHeaders(
  headers: unknown,
  invalid: (why: string, field: string) => unknown,
  reserved: readonly string[] = [],
): Readonly<Record<string, string>> {
  const read: Record<string, string> = {};
  const taken = [...RESERVED, ...reserved];
  for (const [name, value] of Object.entries(fieldsOf(headers) ?? {})) {
    if (value === undefined) continue;
    const fail = (why: string) => invalid(`the header ${JSON.stringify(name)} ${why}`, `headers.${name}`);
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) throw fail('is not the name of a header');
    const lower = name.toLowerCase();
    if (taken.includes(lower)) throw fail('is set already');
    if (!isHeaderValue(value)) throw fail(`must be ${HEADER_VALUE_EXPECTED}`);
    taken.push(lower);
    read[lower] = value;
  }
  return read;
}
