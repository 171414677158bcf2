import { type Attempt, attempt } from './attempt.ts';
import { bounded, pause } from './bounded.ts';
import { type Call, callError, type Progress, type Result } from './call.ts';
import type { ErrorKind } from './error.ts';
import { createTell, type Tell } from './events.ts';
import { namesIn } from './no-answer.ts';
import type { SecretScheme } from './operation.ts';
import type { ResolvedClientOptions } from './options.ts';
import { Pace } from './pace.ts';
import { delayBefore, mayRepeat, RetryBudget, waitFor } from './retry.ts';
import { createSafetyCheck } from './secrets.ts';
import { serialize } from './serializer.ts';

/**
 * Creates what sends the calls of one client, which share its credentials, pace, retry budget and hook: each again where
 * that does no harm. What it returns resolves to a call's value within its deadline.
 *
 * @throws TicketbridgeError every kind but `paging`
 */
export function createSend({
  given,
  baseUrl,
  settings,
}: ResolvedClientOptions): (call: Call, startedAt?: number) => Promise<unknown> {
  const { maxPerSecond, maxConcurrent, onEvent } = settings;
  const pace = (maxPerSecond ?? maxConcurrent) === undefined ? undefined : new Pace(settings);
  const budget = new RetryBudget();
  let calls = 0;

  return async (call, startedAt = performance.now()) => {
    calls += 1;
    const { api, operation, credential } = call;
    const tell = createTell(onEvent, { vendor: api.vendor, operation, call: calls });
    const { deadline, signal } = call.options;
    const endsAt = startedAt + deadline;
    let { maxAttempts } = call.options;
    let mayAskAgain = credential && typeof given[credential.option] === 'function';
    let progress: Progress = { attempts: 0, outcome: 'not-sent', status: undefined };
    for (;;) {
      const { result, sent } = await sendOnce(call, progress.attempts + 1, endsAt, tell);
      progress = sent ? { attempts: progress.attempts + 1, ...sent } : { ...progress, status: undefined };
      const { attempts, status } = progress;
      const now = performance.now();
      const duration = now - startedAt;
      if (result.ok) {
        budget.succeeded();
        tell?.({ type: 'done', attempts, duration });
        return result.value;
      }
      const asksAgain = mayAskAgain && status === 401;
      const delay = asksAgain ? waitFor(result.retryAfter) : delayBefore(attempts + 1, result.retryAfter);
      const mayGoOn = asksAgain || (attempts < maxAttempts && mayRepeat(call, status, result));
      if (!mayGoOn || now + delay >= endsAt || (!asksAgain && !budget.take(startedAt))) {
        // An error of its own: what a hook does to it is nothing to the caller.
        tell?.({ type: 'failed', error: callError(call, progress, result), duration });
        throw callError(call, progress, result);
      }
      if (asksAgain) {
        mayAskAgain = false;
        maxAttempts += 1;
      }
      tell?.({ type: 'retry', attempt: attempts + 1, delay, reason: result.kind });
      await pause(delay, signal);
    }
  };

  async function sendOnce(call: Call, number: number, endsAt: number, tell: Tell): Promise<Attempt> {
    const timeLeft = () => endsAt - performance.now();
    /** Waits for a function of the caller's, and makes a failure of what it throws. */
    const guarded = <T>(name: string, kind: ErrorKind, work: (signal: AbortSignal) => Promise<Result<T>>) =>
      bounded<T>(call, timeLeft(), async (signal) => {
        try {
          return await work(signal);
        } catch (reason) {
          const isSafe = createSafetyCheck(() => [call.options.headers, call.input.fields]);
          const message = `the function "${name}" failed${namesIn(reason, isSafe)}`;
          return { ok: false, kind, message, thrown: { value: reason } };
        }
      });
    const { option = '', prefix = '' } = call.credential ?? {};
    const scheme = call.api.secrets[option];
    let sent = '';
    let secrets: unknown;
    if (scheme) {
      const give = given[option];
      // Before its turn: requests that all waited for one credential would otherwise leave at once.
      const asked: Result<string> =
        typeof give === 'string'
          ? { ok: true, value: give }
          : await guarded(option, 'unauthorized', () => ask(option, scheme, give));
      if (!asked.ok) return { result: asked };
      const { value } = asked;
      const written = scheme[2](value);
      sent = prefix + written;
      // Its words too: a user, a password.
      secrets = [value, written, sent, value.split(/[ :]/)];
    }
    const turn = pace && (await bounded(call, timeLeft(), (signal) => pace.enter(signal)));
    if (turn && !turn.ok) return { result: turn };
    try {
      const { beforeAttempt } = call.options;
      const waited = await (beforeAttempt &&
        guarded('beforeAttempt', 'aborted', async (signal) => ({ ok: true, value: await beforeAttempt(signal) })));
      if (waited && !waited.ok) return { result: waited };
      const request = serialize(baseUrl, call, sent);
      return await attempt({ call, request, secrets, number, msLeft: timeLeft(), settings, tell });
    } finally {
      pace?.leave();
    }
  }
}

/** Asks the caller's function for a secret. */
async function ask(field: string, [expected, holds]: SecretScheme, give: unknown): Promise<Result<string>> {
  const value: unknown = typeof give === 'function' && (await give());
  if (typeof value === 'string' && holds(value)) return { ok: true, value };
  return { ok: false, kind: 'invalid-input', field, message: `what "${field}" gave must be ${expected}` };
}
