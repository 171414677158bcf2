import { at, entries, items, text } from '../json.ts';
import { resolve } from './reference.ts';

/** One way to send a secret, as a security scheme states it. */
export interface Credential {
  /** The name of the security scheme. */
  readonly scheme: string;
  readonly in: 'header' | 'query';
  readonly name: string;
  /** Stands before the secret. */
  readonly prefix: string;
  /** `base64`: the secret is `user:password`, and its UTF-8 is written in base64 (RFC 7617). */
  readonly encoding: 'none' | 'base64';
  /** Whether the prefix is the name of an HTTP scheme. */
  readonly isHttp: boolean;
}

const httpSchemes: ReadonlyMap<string, Pick<Credential, 'prefix' | 'encoding'>> = new Map([
  ['bearer', { prefix: 'Bearer ', encoding: 'none' }],
  ['basic', { prefix: 'Basic ', encoding: 'base64' }],
]);

/** Reads a `security`: the ways of which a caller takes one. None means that no credential is needed. */
export function readCredentials(document: unknown, security: unknown): Credential[] {
  return items(security).flatMap((alternative) => {
    const [[scheme] = ['nothing'], ...others] = entries(alternative);
    const definition = resolve(document, at(document, 'components', 'securitySchemes', scheme));
    const credential = others.length === 0 ? readScheme(scheme, definition) : undefined;
    if (credential === undefined) throw new Error(`The spec demands ${scheme} as a credential, which is not supported`);
    return [credential];
  });
}

function readScheme(scheme: string, definition: unknown): Credential | undefined {
  const form = httpSchemes.get(text(at(definition, 'scheme'))?.toLowerCase() ?? '');
  if (at(definition, 'type') === 'http')
    return form && { scheme, in: 'header', name: 'authorization', ...form, isHttp: true };
  const [place, name] = [at(definition, 'in'), text(at(definition, 'name'))];
  if ((place !== 'header' && place !== 'query') || name === undefined) return undefined;
  const prefix = text(at(definition, 'x-credential-prefix')) ?? '';
  return { scheme, in: place, name, prefix, encoding: 'none', isHttp: false };
}

/** The password of an account whose data gives a secret without one. */
const ownPassword = 'sandbox-password';

/** Gives an account's secret in the form that a credential takes: where it is `user:password`, another one is the user. */
export function secretFor({ encoding }: Credential, own: string): string {
  return encoding === 'base64' && !own.includes(':') ? `${own}:${ownPassword}` : own;
}

/** Writes a secret as it is sent. */
export function writeSecret({ prefix, encoding }: Credential, secret: string): string {
  return prefix + (encoding === 'base64' ? Buffer.from(secret).toString('base64') : secret);
}
