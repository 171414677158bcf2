import type { Credential } from '../spec/operation.ts';

/** Takes a credential out of the query, so that the operation's own parameters remain; two of them count as none. */
export function takeCredential(
  credential: Credential,
  header: (name: string) => string | undefined,
  query: URLSearchParams,
): string | undefined {
  if (credential.in === 'header') return header(credential.name);
  const [value, ...others] = query.getAll(credential.name);
  query.delete(credential.name);
  return others.length === 0 ? value : undefined;
}

/** Says how a credential has to be sent. */
export function howToSend(credential: Credential): string {
  return credential.in === 'header'
    ? `Send the token as it is in the header "${credential.name}", without a prefix.`
    : `Send the key once, as the query parameter "${credential.name}".`;
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
