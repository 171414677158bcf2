import { type Call, type Failure, isDocumented } from './call.ts';

const BASE_DELAY = 200;
const MAX_DELAY = 5_000;

const RETRIED_WHEN_SAFE: readonly (number | undefined)[] = [408, 425, 429, 500, 502, 503, 504];
const REFUSED_UNSEEN: readonly (number | undefined)[] = [425, 429];

/**
 * Whether the call may be sent again. A safe operation after whatever is likely to pass; any other only when the failed
 * attempt provably had no effect. A 403 that may mean either of two things is never repeated.
 */
export function mayRepeat(call: Call, { kind, outcome, brokenOff = false }: Failure): boolean {
  const { definition, status } = call;
  if (kind === 'aborted') return false;
  if (kind === 'throttled' && isDocumented(call)) return true;
  if (definition.retry !== 'safe') return REFUSED_UNSEEN.includes(status) || outcome === 'not-sent';
  return RETRIED_WHEN_SAFE.includes(status) || kind === 'network' || kind === 'timeout' || brokenOff;
}

/** Milliseconds to wait before attempt `next`: full jitter under a growing cap, and what the vendor asked for in full. */
export function delayBefore(next: number, retryAfter = 0): number {
  const jitter = Math.random() * Math.min(MAX_DELAY, BASE_DELAY * 2 ** (next - 2));
  // A timer may fire up to a millisecond early.
  return Math.max(jitter, retryAfter && retryAfter + 1);
}

/** Milliseconds that a Retry-After header asks for, in seconds or as a date, by the vendor's own clock if it tells it. */
export function readRetryAfter(headers: Headers): number | undefined {
  const value = headers.get('retry-after');
  if (value === null) return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Math.ceil(Number(value) * 1000);
  // Every form of an HTTP date starts with the day; the platform's parser takes '-5' and '1 minute' for dates too.
  if (!/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(value)) return undefined;
  const now = Date.parse(headers.get('date') ?? '') || Date.now();
  const ms = Date.parse(value) - now;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

const BUDGET = 20;
const EARNED_BY_SUCCESS = 0.1;
const FORGIVEN_AFTER = 2_000;

/**
 * What keeps a client from multiplying the load of a vendor that is down: every retry costs a token, a success earns a
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
