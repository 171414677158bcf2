import { type Reply, replyWithJson } from './reply.ts';

export type RefusalReason =
  | 'unknown-path'
  | 'wrong-method'
  | 'content-type'
  | 'credentials'
  | 'invalid-request'
  | 'malformed-http';

/** Every answer of the sandbox that no spec documents, apart from its own faults. */
export const refusals: Readonly<Record<RefusalReason, { readonly status: number; readonly message: string }>> = {
  'unknown-path': { status: 404, message: 'No operation of either API has this path.' },
  'wrong-method': { status: 405, message: 'The path exists, but not with this method.' },
  'content-type': { status: 415, message: 'Every request to this API has to carry the Content-Type named below.' },
  credentials: { status: 401, message: 'The credentials are missing, or belong to no account of this sandbox.' },
  'invalid-request': { status: 400, message: 'The request is not what the spec describes.' },
  'malformed-http': { status: 400, message: 'This is not an HTTP request.' },
};

export function refuse(reason: RefusalReason, detail?: string, headers?: Readonly<Record<string, string>>): Reply {
  const { status, message } = refusals[reason];
  return replyWithJson(status, { refusal: reason, message, detail }, { ...headers, 'x-sandbox-refusal': reason });
}
