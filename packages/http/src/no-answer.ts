import type { Failure } from './call.ts';
import { orUndefined } from './or-undefined.ts';
import type { IsSafeToShow } from './secrets.ts';

/** What an error of `fetch` proves: nothing left because no connection was made, or because this side refused. */
type Proof = 'not-connected' | 'refused-here';

/** The failing system calls that come before any byte of a request. */
const BEFORE_SENDING: readonly unknown[] = ['connect', 'getaddrinfo'];

/**
 * Certificates that this side rejects, by OpenSSL's verification codes as Node and Bun pass them on. An alert of the
 * other side (`ERR_SSL_...`) is none of them: with TLS 1.3 it can follow data.
 */
const CERTIFICATE =
  /^(ERR_TLS_CERT_|CERT_|CRL_|UNABLE_TO_|SELF_SIGNED_CERT_|(DEPTH_ZERO_SELF_SIGNED_CERT|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED)$)/;

/**
 * The words of platforms that give no code. undici and Deno refuse the bad ports of the Fetch Standard (2.9); Deno's
 * client is hyper, whose `Connect` ends before a request is written; Bun says the two last of its `ConnectionRefused`
 * and `FailedToOpenSocket`.
 */
const WORDS: readonly (readonly [RegExp, Proof])[] = [
  [/^bad port$/, 'refused-here'],
  [/^Fetch failed: Requests to port \d+ are blocked$/, 'refused-here'],
  [/^error sending request .*\): client error \(Connect\): invalid peer certificate/, 'refused-here'],
  [/^error sending request .*\): client error \(Connect\)/, 'not-connected'],
  [/^(E[A-Z]+: )?Unable to connect\. Is the computer able to access the url\?$/, 'not-connected'],
  [/^(E[A-Z]+: )?Was there a typo in the url or port\?$/, 'not-connected'],
];

/** How far an error's causes are followed. */
const DEPTH = 4;

type Fields = Readonly<Record<string, unknown>>;

/** Makes the failure of a `fetch` that gave no answer. What it threw may hold secrets: only names in it are shown. */
export function noAnswer(reason: unknown, isSafe: IsSafeToShow): Failure {
  const proof = orUndefined(() => proofIn(reason, DEPTH));
  return {
    ok: false,
    kind: 'network',
    message: `no answer came${namesIn(reason, isSafe)}`,
    thrown: { value: reason },
    outcome: proof ? 'not-sent' : 'unknown',
    isLasting: proof === 'refused-here',
  };
}

/** Finds what proves that nothing left: in the error itself, or in its cause where the error has no code of its own. */
function proofIn(error: unknown, depth: number): Proof | undefined {
  if (depth === 0) return undefined;
  const { message, code, syscall, errors, cause }: Fields = Object(error);
  if (Array.isArray(errors) && errors.length > 0) {
    const proofs = errors.map((member) => proofIn(member, depth - 1));
    return proofs.every(Boolean) ? proofs[0] : undefined;
  }
  if (typeof syscall === 'string') return BEFORE_SENDING.includes(syscall) ? 'not-connected' : undefined;
  const [, said] = WORDS.find(([words]) => typeof message === 'string' && words.test(message)) ?? [];
  if (said) return said;
  if (typeof code !== 'string') return proofIn(cause, depth - 1);
  if (code === 'UND_ERR_CONNECT_TIMEOUT') return 'not-connected';
  return CERTIFICATE.test(code) ? 'refused-here' : undefined;
}

/** A key or a token is random, and has more digits than the name of a class or a code. */
const IDENTIFIER = /^(?=.{2,50}$)[A-Za-z][A-Za-z_]*\d?[A-Za-z_]*$/;

/** Renders the class and the system's code of what was thrown, where they are plain identifiers, for a message. */
export function namesIn(reason: unknown, isSafe: IsSafeToShow): string {
  const names = [orUndefined(() => Object(reason).constructor.name), orUndefined(() => codeIn(reason, DEPTH))];
  const shown = names.filter((name) => typeof name === 'string' && IDENTIFIER.test(name) && isSafe(name));
  return shown.length > 0 ? ` (${shown.join('; ')})` : '';
}

function codeIn(error: unknown, depth: number): unknown {
  if (depth === 0) return undefined;
  const { code, cause }: Fields = Object(error);
  return typeof code === 'string' ? code : codeIn(cause, depth - 1);
}
