import { type CallFacts, callError, readAnswer } from './answer.ts';
import { invalidInput, isTicketbridgeError, type TicketbridgeError } from './error.ts';
import type { Api, Operation } from './operation.ts';
import type { SerializedRequest } from './serializer.ts';

/** The `fetch` that a client uses: the platform's, or one with the same contract. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** The options of one call. */
export interface CallOptions {
  /** Aborts the call. The error has the kind `aborted` and the signal's reason as its cause. */
  readonly signal?: AbortSignal | undefined;
  /** Headers to add. The ones that the client sets itself (credential, `content-type`) are refused. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** One call of one operation. */
export interface Call extends CallFacts {
  readonly definition: Operation;
  readonly options: CallOptions;
}

/** Checks the options of a call. @throws TicketbridgeError `invalid-input` */
export function checkCallOptions(api: Api, operation: string, options: CallOptions = {}): CallOptions {
  const refuse = (why: string) => invalidInput(`${api.source}.${operation}: ${why}`, { source: api.source, operation });
  if (typeof options !== 'object' || options === null) throw refuse('the call options must be an object');
  for (const key of Object.keys(options)) {
    if (key !== 'signal' && key !== 'headers')
      throw refuse(`"${key}" is not a call option; there are signal and headers`);
  }
  if (options.signal !== undefined && !(options.signal instanceof AbortSignal)) {
    throw refuse('the call option "signal" must be an AbortSignal');
  }
  const reserved = [
    'content-type',
    'content-length',
    'host',
    api.credential.in === 'header' ? api.credential.name : '',
  ];
  for (const [name, value] of Object.entries(options.headers ?? {})) {
    if (reserved.includes(name.toLowerCase())) throw refuse(`the header "${name}" is set by the client`);
    if (!isHeader(name, value)) throw refuse(`the header ${JSON.stringify(name)} must have a valid name and value`);
  }
  return options;
}

function isHeader(name: string, value: unknown): boolean {
  try {
    return typeof value === 'string' && new Headers([[name, value]]).has(name);
  } catch {
    return false;
  }
}

/**
 * Sends one serialised request with the credential and reads the answer.
 *
 * @throws TicketbridgeError every kind but `invalid-input` and `paging`
 */
export async function send(
  call: Call,
  credential: string,
  fetch: Fetch | undefined,
  url: string,
  { method, headers, body }: SerializedRequest,
): Promise<unknown> {
  const { api, options } = call;
  for (const [name, value] of Object.entries(options.headers ?? {})) headers.set(name, value);
  headers.set('accept', 'application/json');
  if (api.contentType) headers.set('content-type', api.contentType);
  if (api.credential.in === 'header') headers.set(api.credential.name, credential);
  const target = api.credential.in === 'query' ? withQuery(url, api.credential.name, credential) : url;
  const { signal } = options;
  if (signal?.aborted) throw failure(call, signal, undefined);
  try {
    // Redirects are never followed: the credential is for the base URL's origin, and a POST would become a GET.
    const init: RequestInit = { method, headers, body: body ?? null, redirect: 'manual', ...(signal && { signal }) };
    const response = await (fetch ?? globalThis.fetch)(target, init);
    return await readAnswer(call, call.definition, response);
  } catch (error) {
    throw failure(call, signal, error);
  }
}

function withQuery(url: string, name: string, value: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(value)}`;
}

function failure(call: Call, signal: AbortSignal | undefined, error: unknown): TicketbridgeError {
  if (isTicketbridgeError(error)) return error;
  const attempts = error === undefined ? 0 : 1;
  if (signal?.aborted) {
    const outcome = attempts ? 'unknown' : 'not-sent';
    return callError(call, 'aborted by the caller', { kind: 'aborted', outcome, attempts, cause: signal.reason });
  }
  const code = systemCode(error);
  const outcome = code && NEVER_CONNECTED.includes(code) ? 'not-sent' : 'unknown';
  return callError(call, `no answer came${code ? ` (${code})` : ''}`, { kind: 'network', outcome, attempts });
}

/** Failures of the platform's before any byte of the request could have left. */
const NEVER_CONNECTED = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'];

/** The system's error code. The error itself is not shown: its message may hold the URL, and so the credential. */
function systemCode(error: unknown): string | undefined {
  for (let at = error, depth = 0; typeof at === 'object' && at !== null && depth < 3; depth += 1) {
    const code: unknown = Reflect.get(at, 'code');
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,40}$/.test(code)) return code;
    at = Reflect.get(at, 'cause');
  }
  return undefined;
}
