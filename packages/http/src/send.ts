import { attempt } from './attempt.ts';
import { bounded } from './bounded.ts';
import { type Call, callError, type Failure, type Result } from './call.ts';
import { CREDENTIAL, type Credential, isCredential } from './credential.ts';
import { createTell, type Tell } from './events.ts';
import type { Settings } from './options.ts';
import { Pace } from './pace.ts';
import { delayBefore, mayRepeat, RetryBudget } from './retry.ts';
import type { SerializedRequest } from './serializer.ts';

/**
 * Sends the calls of one client, which share its credential, pace, retry budget and hook: each again where that does no
 * harm. What is returned resolves to a call's value within its deadline.
 *
 * @throws TicketbridgeError every kind but `paging`
 */
export function createSend(
  credentialField: string,
  credential: Credential,
  settings: Settings,
  serialize: (call: Call, credential: string) => SerializedRequest,
): (call: Call) => Promise<unknown> {
  const { maxPerSecond, maxConcurrent, onEvent } = settings;
  const pace = (maxPerSecond ?? maxConcurrent) === undefined ? undefined : new Pace(settings);
  const budget = new RetryBudget();
  let calls = 0;

  return async (call) => {
    calls += 1;
    const tell = createTell(onEvent, call, calls);
    const startedAt = performance.now();
    const endsAt = startedAt + call.options.deadline;
    let { maxAttempts } = call.options;
    let mayAskAgain = typeof credential === 'function';
    for (;;) {
      call.status = undefined;
      const result = await sendOnce(call, endsAt, tell);
      const { attempts } = call;
      const now = performance.now();
      const duration = now - startedAt;
      if ('value' in result) {
        budget.succeeded();
        tell?.({ type: 'done', attempts, duration });
        return result.value;
      }
      let delay = 0;
      if (call.status === 401 && mayAskAgain) {
        mayAskAgain = false;
        maxAttempts += 1;
      } else {
        delay = delayBefore(attempts + 1, result.retryAfter);
        const fits = attempts < maxAttempts && now + delay < endsAt;
        if (!fits || !mayRepeat(call, result) || !budget.take(startedAt)) {
          const error = callError(call, result);
          tell?.({ type: 'failed', error, duration });
          throw error;
        }
      }
      tell?.({ type: 'retry', attempt: attempts + 1, delay, reason: result.kind });
      // An abort ends the pause, and then the next attempt does not begin.
      await bounded(call, delay, () => new Promise<never>(() => {}));
    }
  };

  async function sendOnce(call: Call, endsAt: number, tell: Tell): Promise<Result> {
    const left = () => endsAt - performance.now();
    let secret: string | Failure;
    if (typeof credential === 'string') secret = credential;
    // Before its turn: requests that all waited for one credential would otherwise leave at once.
    else secret = await bounded(call, left(), () => ask(credential));
    if (typeof secret !== 'string') return secret;
    const stop = pace && (await bounded(call, left(), (signal) => pace.enter(signal)));
    if (stop) return stop;
    try {
      return await attempt(call, serialize(call, secret), secret, left(), settings, tell);
    } finally {
      pace?.leave();
    }
  }

  async function ask(give: () => string | Promise<string>): Promise<string | Failure> {
    try {
      const given = await give();
      return isCredential(given)
        ? given
        : { kind: 'invalid-input', message: `what "${credentialField}" gave ${CREDENTIAL}` };
    } catch {
      // What it threw is not shown: it may hold the credential.
      return { kind: 'unauthorized', message: `the function "${credentialField}" failed` };
    }
  }
}
