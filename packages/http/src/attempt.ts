import { outcomeOfStatus, readCode, readSuccess, refusal } from './answer.ts';
import { type Body, openBody } from './body.ts';
import { bounded } from './bounded.ts';
import type { Call, Failure, Progress, Result } from './call.ts';
import type { Tell } from './events.ts';
import { noAnswer } from './no-answer.ts';
import type { Settings } from './options.ts';
import { readResponse } from './response.ts';
import { createSafetyCheck } from './secrets.ts';
import type { SerializedRequest } from './serializer.ts';

/** How an attempt ended. */
export interface Attempt {
  readonly result: Result;
  /** The evidence of the request; absent when none was sent. */
  readonly sent?: Omit<Progress, 'attempts'> | undefined;
}

export interface AttemptInput {
  readonly call: Call;
  readonly request: SerializedRequest;
  /** Holds what may not be shown of the credential. */
  readonly secrets: unknown;
  /** Numbers the attempts of a call, from 1. */
  readonly number: number;
  /** The milliseconds that the call has left. */
  readonly msLeft: number;
  readonly settings: Settings;
  readonly tell: Tell;
}

/** Sends a request and reads its answer. Never rejects. */
export async function attempt({
  call,
  request: { url, init },
  secrets,
  number,
  msLeft,
  settings: { maxResponseBytes, fetch = globalThis.fetch },
  tell,
}: AttemptInput): Promise<Attempt> {
  const { headers, timeout } = call.options;
  const isSafe = createSafetyCheck(() => [secrets, headers, call.input.fields]);
  let startedAt: number | undefined;
  let sent: Attempt['sent'];
  let body: Body | undefined;
  let refused: Failure | undefined;

  const exchange = async (signal: AbortSignal): Promise<Result> => {
    startedAt = performance.now();
    tell?.({ type: 'attempt', attempt: number });
    try {
      // The hook that was just told may be what aborts.
      signal.throwIfAborted();
      sent = { outcome: 'unknown', status: undefined };
      const answer = readResponse(await fetch(url, { ...init, signal }));
      if (!answer) return { ok: false, kind: 'protocol', message: 'what "fetch" gave is no Response' };
      body = openBody(answer, maxResponseBytes);
      // A fetch that ignores its signal answers late: nobody is there to read it.
      if (signal.aborted) body.discard();
      signal.throwIfAborted();
      const { status } = answer;
      const outcome = outcomeOfStatus(call, status);
      sent = { outcome, status };
      call.onAnswer?.(answer);
      if (outcome === 'accepted') return await readSuccess(call, answer, body);
      refused = refusal(call, answer, url, isSafe);
      const code = refused.kind === 'redirect' ? undefined : await readCode(call, body, isSafe);
      body.drain();
      return refusal(call, answer, url, isSafe, code);
    } catch (reason) {
      return noAnswer(reason, isSafe);
    }
  };

  const ended = await bounded(call, msLeft, exchange, timeout);
  const { kind } = ended;
  if (kind === 'timeout' || kind === 'aborted') body?.discard();
  // The status said what it means: a body that does not come cannot change that.
  const result = kind === 'timeout' && refused ? refused : ended;
  if (startedAt !== undefined) {
    const duration = performance.now() - startedAt;
    tell?.({ type: 'answer', attempt: number, status: sent?.status, kind: result.kind, duration });
  }
  return { result, sent: sent && { status: sent.status, outcome: result.outcome ?? sent.outcome } };
}
