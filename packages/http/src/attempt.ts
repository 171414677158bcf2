import { outcomeOfStatus, type Result, readAnswer } from './answer.ts';
import { Body } from './body.ts';
import { bounded, TIMED_OUT } from './bounded.ts';
import { type Call, callError, stopped } from './call.ts';
import type { Reporter } from './events.ts';
import type { Fetch } from './options.ts';
import { isSafeToShow } from './secrets.ts';

/** One request of a call, with all that it needs. */
export interface Attempt {
  readonly call: Call;
  /** With the credential, where that travels in the query. */
  readonly url: string;
  readonly init: RequestInit;
  readonly credential: string;
  readonly fetch: Fetch;
  /** Milliseconds that the call has left. */
  readonly left: number;
  readonly maxBytes: number;
  readonly report: Reporter;
}

/** Sends a request and reads its answer. Never rejects. */
export async function attempt({
  call,
  url,
  init,
  credential,
  fetch,
  left,
  maxBytes,
  report,
}: Attempt): Promise<Result> {
  const { options, input, definition } = call;
  const limit = left < options.timeout ? 'deadline' : 'timeout';
  // A scheme, as in `Bearer x`, is no part of the secret.
  const isSafe = (text: string) => isSafeToShow(text, credential.split(' '), options.headers, input);
  let status: number | undefined;
  let body: Body | undefined;
  let result: Result;
  try {
    result = await bounded(Math.min(options.timeout, left), options.signal, async (signal) => {
      report.attempt();
      // The hook that was just told may be what aborts.
      signal.throwIfAborted();
      call.attempts += 1;
      call.outcome = 'unknown';
      const response = await fetch(url, { ...init, signal });
      body = new Body(response, maxBytes);
      // A fetch that does not heed its signal answers late: nobody is there to read it.
      if (signal.aborted) body.discard();
      signal.throwIfAborted();
      status = response.status;
      call.outcome = outcomeOfStatus(status);
      return readAnswer(call, response, body, url, isSafe);
    });
  } catch (reason) {
    body?.discard();
    if (reason === TIMED_OUT || options.signal?.aborted) {
      const documented = status === undefined ? undefined : status in definition.success || status in definition.errors;
      result = { error: stopped(call, limit, { status, documented }) };
    } else {
      result = { error: noAnswer(call, reason, isSafe) };
    }
  }
  report.answer(status, 'error' in result ? result.error.kind : undefined);
  return result;
}

function noAnswer(call: Call, reason: unknown, isSafe: (text: string) => boolean) {
  const code = systemCode(reason);
  if (code !== undefined && NEVER_CONNECTED.includes(code)) call.outcome = 'not-sent';
  return callError(call, `no answer came${code && isSafe(code) ? ` (${code})` : ''}`, { kind: 'network' });
}

/** Failures of the platform's in which no byte of the request can have left. */
const NEVER_CONNECTED = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'];

/** The system's error code. The error itself is not shown: its message may hold the URL, and so the credential. */
function systemCode(error: unknown): string | undefined {
  for (let at = error, depth = 0; typeof at === 'object' && at !== null && depth < 4; depth += 1) {
    const code: unknown = Reflect.get(at, 'code');
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,40}$/.test(code)) return code;
    at = Reflect.get(at, 'cause');
  }
  return undefined;
}
