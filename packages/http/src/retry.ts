import { type Call, type Failure, isRepeatable } from './call.ts';

const BASE_DELAY = 200;
const MAX_DELAY = 5_000;

const READS: readonly string[] = ['GET', 'HEAD'];
const RETRIED_WHEN_SAFE: readonly (number | undefined)[] = [408, 425, 429, 500, 502, 503, 504];
const REFUSED_UNSEEN: readonly (number | undefined)[] = [425, 429];

/**
 * Tells whether a call may be sent again: one that only reads (GET, HEAD) after whatever is likely to pass, any other only
 * when the failed attempt provably had no effect; both after a refusal of which the spec says so. A 403 that may mean
 * either of two things is never repeated.
 */
export function mayRepeat({ definition }: Call, status: number | undefined, failure: Failure): boolean {
  const { kind, outcome, isPassing = false, isLasting = false } = failure;
  if (kind === 'aborted' || isLasting) return false;
  if (isRepeatable(definition, status)) return true;
  if (!READS.includes(definition.method)) return REFUSED_UNSEEN.includes(status) || outcome === 'not-sent';
  return RETRIED_WHEN_SAFE.includes(status) || kind === 'network' || kind === 'timeout' || isPassing;
}

/** Milliseconds to wait before attempt `next`: full jitter under a growing cap, and what the vendor asked for in full. */
export function delayBefore(next: number, retryAfter?: number): number {
  const jitter = Math.random() * Math.min(MAX_DELAY, BASE_DELAY * 2 ** (next - 2));
  return Math.max(jitter, waitFor(retryAfter));
}

/** Milliseconds to wait for what the vendor asked for: a timer may fire up to a millisecond early. */
export function waitFor(retryAfter = 0): number {
  return retryAfter && retryAfter + 1;
}

/**
 * Reads the milliseconds that a Retry-After header asks for (RFC 9110 10.2.3), in seconds or as a date, by the vendor's
 * own clock if its Date header tells it.
 */
export function readRetryAfter(retryAfter = '', date = ''): number | undefined {
  // JSON has no infinity.
  if (/^\d+(\.\d+)?$/.test(retryAfter)) return Math.min(Number.MAX_SAFE_INTEGER, Math.ceil(Number(retryAfter) * 1000));
  const until = readHttpDate(retryAfter);
  return until === undefined ? undefined : Math.max(0, until - (readHttpDate(date) ?? Date.now()));
}

/**
 * Reads an HTTP date in each of its forms (RFC 9110 5.6.7), which are all in UTC: the platform's parser takes one without
 * a zone for local time, and '-5' and '1 minute' for dates.
 */
function readHttpDate(value: string): number | undefined {
  if (!/^[FMSTW][a-z]{2}/.test(value)) return undefined;
  const ms = Date.parse(/(GMT|[+-]\d{4})$/.test(value) ? value : `${value} GMT`);
  return Number.isNaN(ms) ? undefined : ms;
}

const BUDGET = 20;
const EARNED_BY_SUCCESS = 0.1;
const FORGIVEN_AFTER = 2_000;

/**
 * Keeps a client from multiplying the load of a vendor that is down: every retry costs a token, a success earns a
 * tenth of one, and a call that begins two seconds after the last failure finds the bucket full. Two seconds between two
 * failures would not do: a vendor that is slow to fail has them too.
 */
export class RetryBudget {
  #tokens = BUDGET;
  #failedAt = 0;

  succeeded(): void {
    this.#tokens = Math.min(BUDGET, this.#tokens + EARNED_BY_SUCCESS);
  }

  /** Takes a token for a retry of a call that began at `startedAt`, if there is one. */
  take(startedAt: number): boolean {
    if (startedAt - this.#failedAt > FORGIVEN_AFTER) this.#tokens = BUDGET;
    this.#failedAt = performance.now();
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
