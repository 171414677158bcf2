import { type Credential, writeSecret } from '../spec/credential.ts';

/** A secret that a request holds, and the way in which it was sent. */
export interface SentSecret {
  readonly secret: string;
  readonly credential: Credential;
}

/**
 * Takes the secrets out of a request, by each way of sending one that it follows, and what belongs to them out of the
 * query, so that the operation's own parameters remain. Two of a name count as none.
 */
export function takeSecrets(
  credentials: readonly Credential[],
  header: (name: string) => string | undefined,
  query: URLSearchParams,
): SentSecret[] {
  const sent = credentials.map((credential) => [credential, sentIn(credential, header, query)] as const);
  for (const credential of credentials) if (credential.in === 'query') query.delete(credential.name);
  return sent.flatMap(([credential, value]) => {
    const secrets = value === undefined ? [] : secretIn(credential, value);
    return secrets.map((secret) => ({ secret, credential }));
  });
}

function sentIn(
  credential: Credential,
  header: (name: string) => string | undefined,
  query: URLSearchParams,
): string | undefined {
  if (credential.in === 'header') return header(credential.name);
  const [value, ...others] = query.getAll(credential.name);
  return others.length === 0 ? value : undefined;
}

/** Reads a secret, if the value has the form of its credential. The name of an HTTP scheme has no case (RFC 9110 11.1). */
function secretIn(credential: Credential, value: string): string[] {
  const { prefix, encoding, isHttp } = credential;
  const start = value.slice(0, prefix.length);
  const isMeant = isHttp ? start.toLowerCase() === prefix.toLowerCase() : start === prefix;
  const written = value.slice(prefix.length);
  const secret = encoding === 'base64' ? Buffer.from(written, 'base64').toString() : written;
  // Node decodes whatever it is given: only what is written so is base64.
  return isMeant && writeSecret(credential, secret) === prefix + written ? [secret] : [];
}

/** Says how a credential has to be sent. */
export function howToSend(credentials: readonly Credential[]): string {
  return credentials.map(howToSendOne).join(' Or: ');
}

function howToSendOne({ in: place, name, prefix, encoding }: Credential): string {
  const secret = encoding === 'base64' ? 'the base64 of user:password' : place === 'header' ? 'the token' : 'the key';
  const where = place === 'header' ? `in the header "${name}"` : `once, as the query parameter "${name}"`;
  if (prefix !== '') return `Send "${prefix}" and then ${secret} ${where}.`;
  return place === 'header' ? `Send ${secret} as it is ${where}, without a prefix.` : `Send ${secret} ${where}.`;
}

/** The letters from which on a credential is looked for within a name: fewer stand in many names by chance. */
const shortest = 8;

/**
 * Shows the name of a key that a caller sent, unless it holds one of the credentials, or is one that is short: a key's
 * name may be a credential in the wrong place.
 */
export function showKey(key: string, credentials: Iterable<string>): string {
  const forms = [key, decoded(key)].map((form) => form.toLowerCase());
  for (const credential of credentials) {
    const secret = credential.toLowerCase();
    const isHeld = (form: string) => (secret.length < shortest ? form === secret : form.includes(secret));
    if (forms.some(isHeld)) return 'a key that holds a credential';
  }
  const shown = key.replaceAll(/[^ -~]/gu, '?');
  return `"${shown.length > 64 ? `${shown.slice(0, 64)}...` : shown}"`;
}

function decoded(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}
