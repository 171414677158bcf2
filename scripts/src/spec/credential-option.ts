interface Scheme {
  readonly type?: string;
  readonly scheme?: string;
  readonly 'x-credential-option'?: string;
}

/** Tells whether a security scheme is `type: http` with this scheme, whose name has no case (RFC 9110 11.1). */
export function isHttpScheme({ type, scheme }: Scheme, name: 'basic' | 'bearer'): boolean {
  return type === 'http' && scheme?.toLowerCase() === name;
}

/** Names the option of our clients that gives the secret of a security scheme. */
export function credentialOption(scheme: Scheme): string {
  const byDefault = isHttpScheme(scheme, 'basic') ? 'login' : isHttpScheme(scheme, 'bearer') ? 'token' : 'apiKey';
  return scheme['x-credential-option'] ?? byDefault;
}
