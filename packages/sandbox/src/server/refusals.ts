import { type Reply, replyWithJson } from './reply.ts';

/** The bytes that a request's body may have: as much of it is ever held. */
export const maxBodyBytes = 1_048_576;

export type RefusalReason =
  | 'malformed-http'
  | 'headers-too-large'
  | 'unknown-host'
  | 'unknown-path'
  | 'wrong-method'
  | 'content-type'
  | 'credentials'
  | 'body-too-large'
  | 'invalid-request'
  | 'invalid-input'
  | 'not-implemented'
  | 'cannot-save';

/** Every answer of the sandbox that no spec documents, apart from its own faults. */
export const refusals: Readonly<Record<RefusalReason, { readonly status: number; readonly message: string }>> = {
  'malformed-http': { status: 400, message: 'This is not an HTTP request.' },
  'headers-too-large': { status: 431, message: 'The request line and headers are larger than 16 KiB.' },
  'unknown-host': { status: 421, message: 'Only localhost, 127.0.0.0/8 and [::1] are served, with any port.' },
  'unknown-path': { status: 404, message: 'No operation of an API here has this path.' },
  'wrong-method': { status: 405, message: 'The path exists, but not with this method.' },
  'content-type': { status: 415, message: 'Every request to this API has to carry the Content-Type named below.' },
  credentials: { status: 401, message: 'The credentials are missing, or belong to no account of this sandbox.' },
  'body-too-large': { status: 413, message: `The body has more than ${maxBodyBytes} bytes.` },
  'invalid-request': { status: 400, message: 'The request is not what the spec describes.' },
  'invalid-input': { status: 422, message: 'The control API cannot do that.' },
  'not-implemented': { status: 501, message: 'The spec declares it, and the sandbox does not do it.' },
  'cannot-save': { status: 507, message: 'The file of the state does not take the change: nothing was changed.' },
};

/** Every reason, in the order of the table. */
export const reasons: readonly RefusalReason[] = Object.keys(refusals).filter(isReason);

function isReason(name: string): name is RefusalReason {
  return Object.hasOwn(refusals, name);
}

/** Makes the reply of a refusal, marked by a header. */
export function refuse(reason: RefusalReason, detail?: string, headers?: Readonly<Record<string, string>>): Reply {
  const { status, message } = refusals[reason];
  const reply = replyWithJson(
    status,
    { refusal: reason, message, detail },
    { ...headers, 'x-sandbox-refusal': reason },
  );
  return { ...reply, verdict: 'refused', reason };
}
