import type { Failure } from './call.ts';
import { orUndefined } from './or-undefined.ts';
import type { IsSafeToShow } from './secrets.ts';

/** The proofs that nothing left: no connection was made, or this side refused. */
type Proof = 'connect' | 'here';

/** The words of an error for each proof. */
const SAID = { connect: 'no connection was made', here: 'this side refused to send it' };

/** The failing system calls that come before any byte of a request. */
const BEFORE_SENDING: readonly unknown[] = ['connect', 'getaddrinfo'];

/**
 * Certificates that this side rejects, by OpenSSL's verification codes as Node and Bun pass them on; undici's closed
 * agent; and a proxy that asks for a password, in the word of our own transport. An alert of the other side
 * (`ERR_SSL_...`) is none of them: with TLS 1.3 it can follow data.
 */
const REFUSED_HERE =
  /^(UND_ERR_CLOSED$|ERR_PROXY_AUTH|(ERR_TLS_)?CERT|CRL|UNABLE_TO|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE)|PATH_LENGTH)/;

/** The ports that the Fetch Standard blocks (2.9), in the words of undici and of Deno. */
const BLOCKED_PORT = /^(bad port$|Fetch failed: Requests to port )/;

/**
 * The words of platforms that do not name the system call. Deno's client is hyper, whose `Connect` ends before a request
 * is written; Bun says the two others of its `ConnectionRefused` and `FailedToOpenSocket`.
 */
const NOT_CONNECTED =
  /^error sending .*\): client error \(Connect\)|^(E[A-Z]+: )?(Unable to connect\. Is the|Was there a typo in the) /;

type Fields = Readonly<Record<string, unknown>>;

/** Makes the failure of a `fetch` that gave no answer. What it threw may hold secrets: only names in it are shown. */
export function noAnswer(reason: unknown, isSafe: IsSafeToShow): Failure {
  const proof = orUndefined(() => proofIn(reason, 4));
  const said = proof ? SAID[proof] : 'no answer came';
  return {
    ok: false,
    kind: 'network',
    message: `${said}${namesIn(reason, isSafe)}`,
    thrown: { value: reason },
    ...(proof && { outcome: 'not-sent' }),
    isLasting: proof === 'here',
  };
}

/** Tells whether an error says itself that nothing left. */
export function provesUnsent(error: unknown): boolean {
  return orUndefined(() => proofIn(error, 4)) !== undefined;
}

/** Finds what proves that nothing left: in the error itself, or in its cause where the error has no code of its own. */
function proofIn(error: unknown, depth: number): Proof | undefined {
  const { message, code, syscall, errors, cause }: Fields = Object(error);
  if (Array.isArray(errors) && errors.length > 0) {
    const proofs = errors.map((member) => depth > 0 && proofIn(member, depth - 1));
    return proofs.every((proof) => proof === 'connect') ? 'connect' : undefined;
  }
  if (syscall) return BEFORE_SENDING.includes(syscall) ? 'connect' : undefined;
  const text = String(message);
  if (NOT_CONNECTED.test(text)) return text.includes('invalid peer') ? 'here' : 'connect';
  if (BLOCKED_PORT.test(text)) return 'here';
  if (typeof code !== 'string') return depth > 0 ? proofIn(cause, depth - 1) : undefined;
  if (code === 'UND_ERR_CONNECT_TIMEOUT') return 'connect';
  return REFUSED_HERE.test(code) ? 'here' : undefined;
}

/** A key or a token is random, and has more digits than the name of a class or a code. */
const IDENTIFIER = /^[A-Za-z][A-Za-z_]{1,40}\d?[A-Za-z_]{0,40}$/;

/** Renders the class and the system's code of what was thrown, where they are plain identifiers, for a message. */
export function namesIn(reason: unknown, isSafe: IsSafeToShow): string {
  const names = [orUndefined(() => Object(reason).constructor.name), orUndefined(() => codeIn(reason, 4))];
  const shown = names.filter((name) => typeof name === 'string' && IDENTIFIER.test(name) && isSafe(name));
  return shown.length > 0 ? ` (${shown.join('; ')})` : '';
}

function codeIn(error: unknown, depth: number): unknown {
  const { code, cause }: Fields = Object(error);
  return depth === 0 || typeof code === 'string' ? code : codeIn(cause, depth - 1);
}
