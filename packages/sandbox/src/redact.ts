import { type CredentialNames, createCredentialNames } from './credential-names.ts';
import { entries, isObject, items } from './json.ts';
import { canonical, decodings, formsOf, shortest } from './secret-forms.ts';

/** What stands in the place of a credential. */
export const redacted = '[redacted]';

/** Replaces in what is shown of one exchange what is a credential, is named like one, or may be one for all that is known. */
export interface Redactor {
  /** Shows a request target. */
  target(target: string): string;
  /** Shows a body: as data where it is JSON, else as text. */
  body(body: string): unknown;
  text(text: string): string;
}

/** What of a request may hold credentials that are no sandbox's. */
export interface Sender {
  readonly target: string;
  /** What was sent as a credential, be it right or wrong. */
  readonly sent: readonly string[];
  readonly body?: string | undefined;
}

/** The names that the specs declare. */
export interface DeclaredNames {
  /** Of what carries a credential. */
  readonly credentials: readonly string[];
  /** Of parameters of the query. */
  readonly query?: readonly string[];
}

/** A key of a query that somebody may have made up; a credential has digits or is long. */
const nameLike = /^[a-z][a-z_.-]{0,31}(\[\])?$/i;

/** Makes a source of redactors: of the secrets of a sandbox and what its specs name, and for each exchange of its own. */
export function createRedactors(secrets: readonly string[], declared: DeclaredNames): (sender: Sender) => Redactor {
  const known = formsOf(secrets);
  const names = createCredentialNames(declared.credentials);
  const parameters = new Set([...(declared.query ?? []), ...declared.credentials]);
  const isShown = ([name, value = '']: Pair): boolean =>
    name === '' || parameters.has(name) || (value !== '' && nameLike.test(name));
  return ({ target, sent, body }) => {
    const pairs = pairsOf(target);
    const named = pairs.filter(([name]) => names.isOne(name)).map(([, value = '']) => value);
    const unnamed = pairs.filter((pair) => !isShown(pair)).map(([name]) => name);
    const inBody = body === undefined ? [] : namedIn(parsed(body), names.isOneInBody);
    const own = [...sent, ...[...named, ...unnamed].flatMap(decodings), ...inBody];
    const forms = [...known, ...formsOf(own.filter((secret) => secret.length >= shortest))];
    return redactorOf(forms, names, isShown);
  };
}

function redactorOf(forms: readonly string[], names: CredentialNames, isShown: (pair: Pair) => boolean): Redactor {
  const isIn = (text: string) => (form: string) => (form.length < shortest ? text === form : text.includes(form));
  const holds = (text: string): boolean => decodings(text).some((decoded) => forms.some(isIn(canonical(decoded))));
  const text = (shown: string): string => (holds(shown) ? redacted : shown);
  const inTarget = (shown: string): string => (names.isGivenIn(shown, names.isOne) ? redacted : text(shown));

  function segment(shown: string, index: number, all: readonly string[]): string {
    return names.isDeclared(all[index - 1] ?? '') ? redacted : inTarget(shown);
  }

  function pair([name, value]: Pair): string {
    const shown = isShown([name, value]) ? text(name) : redacted;
    if (value === undefined) return shown;
    if (names.isOne(name)) return `${shown}=${redacted}`;
    return holds(`${name}=${value}`) ? redacted : `${shown}=${inTarget(value)}`;
  }

  function data(part: unknown): unknown {
    if (Array.isArray(part)) return part.map(data);
    if (isObject(part)) {
      const isNamed = isNamedBy(part, names.isOneInBody);
      return Object.fromEntries(
        Object.entries(part).map(([key, value]) => [text(key), isNamed(key) ? redacted : data(value)]),
      );
    }
    const isGiven = typeof part === 'string' && names.isGivenIn(part, names.isOneInBody);
    return isGiven || holds(String(part)) ? redacted : part;
  }

  return {
    text,
    target(target) {
      const [path = ''] = target.split('?');
      const segments = path
        .replace(/\/\/[^/]*@/, `//${redacted}@`)
        .split('/')
        .map(segment);
      const pairs = pairsOf(target).map(pair);
      return text(segments.join('/') + (target.includes('?') ? `?${pairs.join('&')}` : ''));
    },
    body(body) {
      const value = parsed(body);
      // Of what has no form that is known here, a name says nothing of where its value is.
      if (value === undefined) return names.isOne(body) ? redacted : text(body);
      const shown = data(value);
      return holds(JSON.stringify(shown)) ? redacted : shown;
    },
  };
}

/** Tells which keys of an object have the value of a credential: those named so and, beside such a name as data, `value`. */
function isNamedBy(part: object, isOne: (name: string) => boolean): (key: string) => boolean {
  const isPair = entries(part).some(
    ([key, name]) => /^(key|name)$/i.test(key) && typeof name === 'string' && isOne(name),
  );
  return (key) => isOne(key) || (isPair && /^value$/i.test(key));
}

/** Lists the texts and numbers of JSON that stand below the name of a credential. */
function namedIn(part: unknown, isOne: (name: string) => boolean, isBelow = false): string[] {
  if (isObject(part)) {
    const isNamed = isNamedBy(part, isOne);
    return entries(part).flatMap(([key, value]) => namedIn(value, isOne, isBelow || isNamed(key)));
  }
  if (Array.isArray(part)) return items(part).flatMap((item) => namedIn(item, isOne, isBelow));
  return isBelow && (typeof part === 'string' || typeof part === 'number') ? [String(part)] : [];
}

type Pair = readonly [name: string, value: string | undefined];

function pairsOf(target: string): Pair[] {
  const [, query] = target.split(/\?(.*)/s);
  return (query?.split('&') ?? []).map((text) => {
    const [name = '', value] = text.split(/=(.*)/s);
    return [name, value];
  });
}

/** Reads JSON; `undefined` for what is none. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
