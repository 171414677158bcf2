import { credentialOption, isHttpScheme } from '../spec/credential-option.ts';
import { type Document, resolve, type SecurityRequirement, type SecurityScheme } from './document.ts';

/** The way in which a credential is sent, as `@ticketbridge/http` reads it: see `CredentialForm` there. */
export interface CredentialForm {
  readonly option: string;
  readonly in: 'header' | 'query';
  readonly name: string;
  readonly prefix: string | undefined;
}

/** One of the credentials that an operation accepts. */
export interface CredentialModel {
  readonly form: CredentialForm;
  /** The name of the `SecretScheme` in `@ticketbridge/http`. */
  readonly scheme: 'verbatim' | 'basic';
  readonly description: string;
}

/** Reads the alternatives of a `security`; the first is the one that a client sends, and none means that none is needed. */
export function readCredentials(document: Document, security: readonly SecurityRequirement[] = []): CredentialModel[] {
  return security.flatMap(Object.keys).flatMap((name) => {
    const scheme = document.components?.securitySchemes?.[name];
    return scheme ? [readScheme(resolve<SecurityScheme>(document, scheme))] : [];
  });
}

function readScheme(scheme: SecurityScheme): CredentialModel {
  const { description = '', name = 'authorization', in: place = 'header', 'x-credential-prefix': prefix } = scheme;
  const isBasic = isHttpScheme(scheme, 'basic');
  const form: CredentialForm = {
    option: credentialOption(scheme),
    in: place,
    name,
    prefix: isBasic ? 'Basic ' : isHttpScheme(scheme, 'bearer') ? 'Bearer ' : prefix,
  };
  return { form, scheme: isBasic ? 'basic' : 'verbatim', description: description.trim() };
}

/** The credentials that the operations send, one for each option. */
export function sentCredentials(
  operations: readonly { readonly credentials: readonly CredentialModel[] }[],
): CredentialModel[] {
  const sent = operations.flatMap(({ credentials: [first] }) => (first ? [first] : []));
  return [...new Map(sent.map((credential) => [credential.form.option, credential])).values()];
}

export function isSameForm(a: CredentialForm | undefined, b: CredentialForm | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Says in Markdown how a credential is sent, in words that follow "sent"; in the query as a URL has it. */
export function howSent({ form: { option, in: place, name, prefix = '' }, scheme }: CredentialModel): string {
  const value = scheme === 'basic' ? `base64(${option})` : `{${option}}`;
  return place === 'query'
    ? `in the query: \`${encodeURIComponent(name)}=${encodeURIComponent(prefix)}${value}\``
    : `in a header: \`${name}: ${prefix}${value}\``;
}
