import { isObject } from './json.ts';

/** What stands in the place of a credential. */
export const redacted = '[redacted]';

/** Replaces credentials in what is shown of an exchange. */
export interface Redactor {
  /** Shows a request target. The value of a key that may be a credential's is never shown, whoever's it is. */
  target(target: string, sent?: readonly string[]): string;
  /** Shows a body: as data where it is JSON, else as text. `sent` are further secrets. */
  body(body: string, sent?: readonly string[]): unknown;
}

/** From this length on, a secret is looked for within a text; a shorter one stands in many by chance. */
const shortest = 4;
/** How often a text is decoded in search of a secret. */
const maxRounds = 4;

/** Makes a redactor of secrets, and of the names of query parameters that carry one. */
export function createRedactor(secrets: readonly string[], names: readonly string[]): Redactor {
  const known = formsOf(secrets);
  const carries = new Set(names.map((name) => name.toLowerCase()));

  function holds(text: string, sent: readonly string[]): boolean {
    const wanted = sent.length === 0 ? known : [...known, ...formsOf(sent)];
    return decodings(text).some((decoded) => {
      const form = decoded.toLowerCase();
      return wanted.some((secret) => (secret.length < shortest ? form === secret : form.includes(secret)));
    });
  }

  function pair(text: string, sent: readonly string[]): string {
    const [name = '', value] = text.split(/=(.*)/s);
    if (holds(text, sent) || holds(name, sent) || holds(value ?? '', sent))
      return isCredential(name) ? `${name}=${redacted}` : redacted;
    return value !== undefined && isCredential(name) ? `${name}=${redacted}` : text;
  }

  function isCredential(name: string): boolean {
    return decodings(name).some((decoded) => carries.has(decoded.toLowerCase()) || suspicious.test(decoded));
  }

  function value(part: unknown, sent: readonly string[]): unknown {
    if (Array.isArray(part)) return part.map((item) => value(item, sent));
    if (!isObject(part)) return holds(String(part), sent) ? redacted : part;
    return Object.fromEntries(
      Object.entries(part).map(([key, inner]) => [holds(key, sent) ? redacted : key, value(inner, sent)]),
    );
  }

  return {
    target(target, sent = []) {
      const [path = '', query] = target.split(/\?(.*)/s);
      const shown = path.split('/').map((segment) => (holds(segment, sent) ? redacted : segment));
      const pairs = query?.split('&').map((text) => pair(text, sent));
      const whole = shown.join('/') + (pairs === undefined ? '' : `?${pairs.join('&')}`);
      return holds(whole, sent) ? redacted : whole;
    },
    body(body, sent = []) {
      const shown = value(parsed(body), sent);
      return holds(JSON.stringify(shown), sent) ? redacted : shown;
    },
  };
}

/** Names of which the value is hidden although no spec has them. */
const suspicious = /key|token|secret|auth|pass|credential/i;

/** Lists the texts that a text becomes as it is decoded: percent-encoding, spaces, and the escapes of JSON. */
function decodings(text: string): string[] {
  const found = [text];
  for (let round = 0, last = text; round < maxRounds; round += 1) {
    const next = decode(last, 'utf8');
    found.push(next, decode(last, 'latin1'));
    if (next === last) break;
    last = next;
  }
  return found;
}

function decode(text: string, encoding: 'utf8' | 'latin1'): string {
  return text
    .replaceAll('+', ' ')
    .replaceAll(/(%[\da-f]{2})+/gi, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString(encoding))
    .replaceAll(/\\u([\da-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll(/\\(["\\/])/g, '$1');
}

/** Lists, in small letters, how a secret may be written: as it is, with spaces for its plus signs, and in base64. */
function formsOf(secrets: readonly string[]): string[] {
  const all = secrets.flatMap((secret) => [secret, secret.replaceAll('+', ' '), ...inBase64(secret)]);
  return [...new Set(all.filter((form) => form !== '').map((form) => form.toLowerCase()))];
}

/** Writes what stands in base64 whatever stands in front of the secret, for each of three places where it may begin. */
function inBase64(secret: string): string[] {
  if (secret.length < 2 * shortest) return [];
  return [0, 1, 2].map((before) => {
    const written = Buffer.from(' '.repeat(before) + secret)
      .toString('base64')
      .replace(/=+$/, '');
    return written.slice(before === 0 ? 0 : before + 1, -1);
  });
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
