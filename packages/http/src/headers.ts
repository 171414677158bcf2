import { fieldsOf } from './checks.ts';
import type { Refuse } from './error.ts';

/** What a header's value must be: what every platform sends as it is. */
export const HEADER_VALUE = 'ASCII text on one line, without a space around it';

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** The client's own: they say what is sent and what is understood. */
const OF_THE_CLIENT: readonly string[] = ['accept', 'content-type'];

/**
 * The connection's own (RFC 9110 7.6.1, 8.6, 10.1.1; RFC 9113 8.2.2), and what undici keeps for itself: a platform fails
 * on these, drops them or replaces what was given.
 */
const OF_THE_PLATFORM: readonly string[] = [
  '__proto__',
  'connection',
  'content-length',
  'expect',
  'host',
  'http2-settings',
  'keep-alive',
  'proxy-connection',
  'sec-fetch-mode',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

export function isHeaderValue(value: unknown): value is string {
  return typeof value === 'string' && /^([!-~]([\t -~]*[!-~])?)?$/.test(value);
}

/**
 * Checks the headers that a caller adds and copies those that are given; `undefined` is not given. For the packages of
 * this project.
 *
 * @param refuse makes the error of the first header that cannot be sent; its `field` is `headers.` and the header's name
 * @param reserved further names, in lower case, that the client sets itself
 */
export function readHeaders(
  headers: unknown,
  refuse: Refuse,
  reserved: readonly string[] = [],
): Readonly<Record<string, string>> {
  const read: Record<string, string> = {};
  const names = new Set<string>();
  for (const [name, value] of Object.entries(fieldsOf(headers) ?? {})) {
    if (value === undefined) continue;
    const problem = problemOf(name.toLowerCase());
    if (problem) throw refuse(`the header ${JSON.stringify(name)} ${problem}`, `headers.${name}`);
    if (!isHeaderValue(value)) {
      throw refuse(`the header ${JSON.stringify(name)} must be ${HEADER_VALUE}`, `headers.${name}`);
    }
    names.add(name.toLowerCase());
    read[name] = value;
  }
  return read;

  function problemOf(name: string): string | undefined {
    if (!TOKEN.test(name)) return 'is not the name of a header';
    if (OF_THE_CLIENT.includes(name) || reserved.includes(name)) return 'is set by the client';
    if (OF_THE_PLATFORM.includes(name)) return 'is set by the platform';
    return names.has(name) ? 'is given twice' : undefined;
  }
}
