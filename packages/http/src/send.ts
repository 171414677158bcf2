import { attempt } from './attempt.ts';
import { bounded, TIMED_OUT } from './bounded.ts';
import { type Call, callError, stopped } from './call.ts';
import { type Credential, checkCredential } from './credential.ts';
import { Reporter } from './events.ts';
import type { Api } from './operation.ts';
import type { ClientOptions } from './options.ts';
import { Pace } from './pace.ts';
import { delayBefore, mayRepeat, RetryBudget } from './retry.ts';
import type { SerializedRequest } from './serializer.ts';

const DEFAULT_MAX_RESPONSE_BYTES = 10 * 1024 * 1024;

/** Sends the calls of one client, which share its credential, pace, retry budget and hook. */
export class Sender {
  readonly #api: Api;
  readonly #credentialField: string;
  readonly #credential: Credential;
  readonly #options: ClientOptions;
  readonly #pace: Pace | undefined;
  readonly #budget = new RetryBudget();
  #calls = 0;

  constructor(api: Api, credentialField: string, credential: Credential, options: ClientOptions) {
    this.#api = api;
    this.#credentialField = credentialField;
    this.#credential = credential;
    this.#options = options;
    if (options.maxPerSecond !== undefined || options.maxConcurrent !== undefined) this.#pace = new Pace(options);
  }

  /**
   * Sends a serialised call, again where that does no harm, and resolves to its value within its deadline.
   *
   * @throws TicketbridgeError every kind but `paging`
   */
  async send(call: Call, url: string, request: SerializedRequest): Promise<unknown> {
    this.#calls += 1;
    const report = new Reporter(this.#options.onEvent, call, this.#calls);
    const startedAt = performance.now();
    const endsAt = startedAt + call.options.deadline;
    let { maxAttempts } = call.options;
    let mayAskAgain = typeof this.#credential === 'function';
    try {
      for (;;) {
        const result = await this.#sendOnce(call, url, request, endsAt, report);
        if ('value' in result) {
          this.#budget.succeeded();
          report.done();
          return result.value;
        }
        const { error } = result;
        if (error.status === 401 && mayAskAgain) {
          mayAskAgain = false;
          maxAttempts += 1;
          report.retry(0, error.kind);
          continue;
        }
        const delay = delayBefore(call.attempts + 1, error.retryAfter);
        const fits = call.attempts < maxAttempts && performance.now() + delay < endsAt;
        if (!fits || !mayRepeat(call.definition, result) || !this.#budget.take(startedAt)) throw error;
        report.retry(delay, error.kind);
        await pause(call, delay);
      }
    } catch (error) {
      report.failed(error);
      throw error;
    }
  }

  async #sendOnce(
    call: Call,
    url: string,
    { method, headers, body }: SerializedRequest,
    endsAt: number,
    report: Reporter,
  ) {
    // Before its turn: requests that all waited for one credential would otherwise leave at once.
    const credential = await this.#currentCredential(call, endsAt);
    const pace = this.#pace;
    if (pace) await withinDeadline(call, endsAt, (signal) => pace.enter(signal));
    try {
      const { credential: place, contentType } = this.#api;
      headers.set('accept', 'application/json');
      if (contentType) headers.set('content-type', contentType);
      if (place.in === 'header') headers.set(place.name, credential);
      // A redirect is never followed: the credential is for the base URL's origin, and a POST would become a GET.
      const init: RequestInit = { method, headers, body: body ?? null, redirect: 'manual' };
      return await attempt({
        call,
        url: place.in === 'query' ? withQuery(url, place.name, credential) : url,
        init,
        credential,
        fetch: this.#options.fetch ?? globalThis.fetch,
        left: endsAt - performance.now(),
        maxBytes: this.#options.maxResponseBytes ?? DEFAULT_MAX_RESPONSE_BYTES,
        report,
      });
    } finally {
      pace?.leave();
    }
  }

  async #currentCredential(call: Call, endsAt: number): Promise<string> {
    const credential = this.#credential;
    if (typeof credential === 'string') return credential;
    const field = this.#credentialField;
    const given = await withinDeadline(call, endsAt, async () => {
      try {
        return await credential();
      } catch {
        // What it threw is not shown: it may hold the credential.
        throw callError(call, `"${field}" could not be asked for: its function failed`, { kind: 'unauthorized' });
      }
    });
    return checkCredential(given, (why) => callError(call, `what "${field}" gave ${why}`, { kind: 'invalid-input' }));
  }
}

function withQuery(url: string, name: string, value: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(value)}`;
}

/** Runs what a call waits for outside its attempts. */
async function withinDeadline<T>(call: Call, endsAt: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  try {
    return await bounded(endsAt - performance.now(), call.options.signal, work);
  } catch (reason) {
    throw reason === TIMED_OUT || call.options.signal?.aborted ? stopped(call, 'deadline') : reason;
  }
}

/** Waits before the next attempt. An abort ends the wait, and then the attempt does not begin. */
async function pause({ options: { signal } }: Call, delay: number): Promise<void> {
  await bounded(delay, signal, () => new Promise<never>(() => {})).catch(() => {});
}
