import { outcomeOfStatus, readAnswer } from './answer.ts';
import { type Body, openBody } from './body.ts';
import { bounded } from './bounded.ts';
import type { Call, Failure, Result } from './call.ts';
import type { Tell } from './events.ts';
import type { Settings } from './options.ts';
import { type IsSafeToShow, isSafeToShow } from './secrets.ts';
import type { SerializedRequest } from './serializer.ts';

/** Sends a request of a call that has `left` milliseconds to go, and reads its answer. Never rejects. */
export async function attempt(
  call: Call,
  { url, init }: SerializedRequest,
  credential: string,
  left: number,
  { maxResponseBytes, fetch = globalThis.fetch }: Settings,
  tell: Tell,
): Promise<Result> {
  const { headers, timeout } = call.options;
  // A scheme, as in `Bearer x`, is no part of the secret.
  const isSafe: IsSafeToShow = (text) => isSafeToShow(text, credential.split(' '), headers, call.input);
  const number = call.attempts + 1;
  let startedAt: number | undefined;
  let body: Body | undefined;
  const send = async (signal: AbortSignal): Promise<Result> => {
    startedAt = performance.now();
    tell?.({ type: 'attempt', attempt: number });
    try {
      // The hook that was just told may be what aborts.
      signal.throwIfAborted();
      call.attempts = number;
      call.outcome = 'unknown';
      const response = await fetch(url, { ...init, signal });
      body = openBody(response, maxResponseBytes);
      // A fetch that does not heed its signal answers late: nobody is there to read it.
      if (signal.aborted) body.discard();
      signal.throwIfAborted();
      call.status = response.status;
      call.outcome = outcomeOfStatus(response.status);
      return await readAnswer(call, response, body, url, isSafe);
    } catch (reason) {
      return noAnswer(reason, isSafe);
    }
  };
  const result = await bounded(call, left, send, timeout);
  const { kind, outcome = call.outcome } = 'kind' in result ? result : {};
  call.outcome = outcome;
  if (kind === 'timeout' || kind === 'aborted') body?.discard();
  if (startedAt !== undefined) {
    tell?.({ type: 'answer', attempt: number, status: call.status, kind, duration: performance.now() - startedAt });
  }
  return result;
}

function noAnswer(reason: unknown, isSafe: IsSafeToShow): Failure {
  const code = systemCode(reason);
  const message = `no answer came${code && isSafe(code) ? ` (${code})` : ''}`;
  return { kind: 'network', message, ...(code && NEVER_CONNECTED.includes(code) && { outcome: 'not-sent' }) };
}

/** Failures of the platform's in which no byte of the request can have left. */
const NEVER_CONNECTED = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'];

/** The system's error code. The error itself is not shown: its message may hold the URL, and so the credential. */
function systemCode(error: unknown): string | undefined {
  for (let at = error, depth = 0; depth < 4; depth += 1) {
    const { code, cause }: { code?: unknown; cause?: unknown } = Object(at);
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,40}$/.test(code)) return code;
    at = cause;
  }
  return undefined;
}
