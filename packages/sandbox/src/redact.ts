import { isObject } from './json.ts';

/** What stands in the place of a credential. */
export const redacted = '[redacted]';

/** Replaces credentials in what is shown of one exchange. */
export interface Redactor {
  /** Shows a request target. The value of a key that may be a credential's is never shown, whoever's it is. */
  target(target: string): string;
  /** Shows a body: as data where it is JSON, else as text. */
  body(body: string): unknown;
  text(text: string): string;
}

/** From this length on, a secret is looked for within a text; a shorter one stands in many by chance. */
const shortest = 4;

/** Names of keys whose values are hidden although no spec has them. */
const suspicious = /key|token|secret|auth|pass|credential/i;

/**
 * Makes a source of redactors: of the secrets of a sandbox and the names of the query parameters that carry one, and for
 * each exchange of the secrets that were sent with it, be they right or wrong.
 */
export function createRedactors(
  secrets: readonly string[],
  names: readonly string[],
): (target: string, sent: readonly string[]) => Redactor {
  const known = formsOf(secrets);
  const carries = new Set(names.map((name) => name.toLowerCase()));
  const isCredential = (name: string): boolean =>
    decodings(name).some((decoded) => carries.has(decoded.toLowerCase()) || suspicious.test(decoded));
  return (target: string, sent: readonly string[]): Redactor => {
    const inQuery = pairsOf(target)
      .filter(([name]) => isCredential(name))
      .flatMap(([, value = '']) => decodings(value));
    const own = formsOf([...sent, ...inQuery].filter((secret) => secret.length >= shortest));
    return redactorOf([...known, ...own], isCredential);
  };
}

function redactorOf(forms: readonly string[], isCredential: (name: string) => boolean): Redactor {
  const isIn = (text: string) => (form: string) => (form.length < shortest ? text === form : text.includes(form));
  const holds = (text: string): boolean => decodings(text).some((decoded) => forms.some(isIn(canonical(decoded))));
  const text = (shown: string): string => (holds(shown) ? redacted : shown);

  function pair([name, value]: Pair): string {
    const shown = text(name);
    if (value === undefined) return shown;
    if (isCredential(name)) return `${shown}=${redacted}`;
    return holds(`${name}=${value}`) ? redacted : `${shown}=${text(value)}`;
  }

  function data(part: unknown): unknown {
    if (Array.isArray(part)) return part.map(data);
    if (!isObject(part)) return holds(String(part)) ? redacted : part;
    return Object.fromEntries(Object.entries(part).map(([key, value]) => [text(key), data(value)]));
  }

  return {
    text,
    target(target) {
      const [path = ''] = target.split('?');
      const segments = path
        .replace(/\/\/[^/]*@/, `//${redacted}@`)
        .split('/')
        .map(text);
      const pairs = pairsOf(target).map(pair);
      return text(segments.join('/') + (target.includes('?') ? `?${pairs.join('&')}` : ''));
    },
    body(body) {
      const shown = data(parsed(body));
      return holds(JSON.stringify(shown)) ? redacted : shown;
    },
  };
}

type Pair = readonly [name: string, value: string | undefined];

function pairsOf(target: string): Pair[] {
  const [, query] = target.split(/\?(.*)/s);
  return (query?.split('&') ?? []).map((text) => {
    const [name = '', value] = text.split(/=(.*)/s);
    return [name, value];
  });
}

/** Lists how secrets may be written: as they are, and in base64. */
function formsOf(secrets: readonly string[]): string[] {
  const all = secrets.flatMap((secret) => [secret, ...inBase64(secret)]).map(canonical);
  return [...new Set(all)].filter((form) => form !== '');
}

/** Writes what of a secret's base64 does not depend on what stands around it, for each of three places to begin. */
function inBase64(secret: string): string[] {
  const bytes = Buffer.from(secret);
  if (bytes.length < 2 * shortest) return [];
  return [0, 1, 2].map((before) => {
    const written = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const end = (before + bytes.length) % 3 === 0 ? undefined : -1;
    return written.slice(before === 0 ? 0 : before + 1, end);
  });
}

/** How often a text is decoded in search of a secret. */
const maxRounds = 4;

/** Lists the texts that a text becomes as it is decoded. */
function decodings(text: string): string[] {
  const found = new Set([text]);
  for (let round = 0, last = text; round < maxRounds; round += 1) {
    const next = decode(last, 'utf8');
    found.add(next).add(decode(last, 'latin1'));
    if (next === last) break;
    last = next;
  }
  return [...found];
}

/** Undoes percent-encoding and the escapes of JSON that hide letters. */
function decode(text: string, encoding: 'utf8' | 'latin1'): string {
  return text
    .replaceAll(/(%[\da-f]{2})+/gi, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString(encoding))
    .replaceAll(/\\u([\da-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/**
 * Writes texts alike that differ in the case of letters, in what is not to be seen, in how JSON writes a quote, how a query
 * writes a space or which of base64's alphabets is used.
 */
function canonical(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Cf}\\]/gu, '')
    .toUpperCase()
    .replaceAll(/[+-]/g, ' ')
    .replaceAll('_', '/');
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
