import type { Call } from './call.ts';
import { type ErrorKind, isTicketbridgeError, type TicketbridgeError } from './error.ts';

/** What every event says. */
export interface EventFacts {
  /** The vendor's API. */
  readonly source: string;
  /** The operation's id. */
  readonly operation: string;
  /** Numbers the calls of a client, so that the events of one call can be told from those of another. */
  readonly call: number;
}

type EventDetails =
  | { readonly type: 'attempt'; readonly attempt: number }
  | {
      readonly type: 'answer';
      readonly attempt: number;
      /** Absent when no answer came. */
      readonly status: number | undefined;
      /** What is wrong with the answer, or why none came; absent for a success. */
      readonly kind: ErrorKind | undefined;
      readonly duration: number;
    }
  | {
      readonly type: 'retry';
      /** The attempt that will be made after `delay`. */
      readonly attempt: number;
      readonly delay: number;
      readonly reason: ErrorKind;
    }
  | { readonly type: 'done'; readonly attempts: number; readonly duration: number }
  | { readonly type: 'failed'; readonly error: TicketbridgeError; readonly duration: number };

/**
 * What happens to a call, in order: `attempt` and `answer` for each request, `retry` between two, at last `done` or
 * `failed`. Durations and delays are in milliseconds. No event holds a credential, a message's text or a full URL.
 */
export type CallEvent = EventFacts & EventDetails;

/** Tells a client's hook what happens to one call. */
export class Reporter {
  readonly #hook: ((event: CallEvent) => unknown) | undefined;
  readonly #call: Call;
  readonly #number: number;
  readonly #startedAt = performance.now();
  /** The attempt that is under way. */
  #attempt: { readonly number: number; readonly startedAt: number } | undefined;

  constructor(hook: ((event: CallEvent) => unknown) | undefined, call: Call, number: number) {
    this.#hook = hook;
    this.#call = call;
    this.#number = number;
  }

  attempt(): void {
    if (!this.#hook) return;
    const number = this.#call.attempts + 1;
    this.#attempt = { number, startedAt: performance.now() };
    this.#tell({ type: 'attempt', attempt: number });
  }

  /** Tells how an attempt ended; nothing when it was stopped before it started. */
  answer(status: number | undefined, kind: ErrorKind | undefined): void {
    if (!this.#attempt) return;
    const { number, startedAt } = this.#attempt;
    this.#attempt = undefined;
    this.#tell({ type: 'answer', attempt: number, status, kind, duration: performance.now() - startedAt });
  }

  retry(delay: number, reason: ErrorKind): void {
    this.#tell({ type: 'retry', attempt: this.#call.attempts + 1, delay, reason });
  }

  done(): void {
    if (!this.#hook) return;
    this.#tell({ type: 'done', attempts: this.#call.attempts, duration: performance.now() - this.#startedAt });
  }

  failed(error: unknown): void {
    const duration = performance.now() - this.#startedAt;
    if (isTicketbridgeError(error)) this.#tell({ type: 'failed', error, duration });
  }

  #tell(details: EventDetails): void {
    if (!this.#hook) return;
    const { api, operation } = this.#call;
    try {
      const returned = this.#hook({ source: api.source, operation, call: this.#number, ...details });
      // An async hook that fails must not end the process as an unhandled rejection.
      if (returned instanceof Promise) returned.catch(() => {});
    } catch {
      // A hook observes: what it throws does not matter to the call.
    }
  }
}
