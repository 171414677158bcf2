import type { ErrorKind, TicketbridgeError } from './error.ts';

/** The facts that every event has. */
export interface EventFacts {
  /** The vendor's API. */
  readonly vendor: string;
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
      /** The kind of failure; absent for a success. */
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

/** Tells a client's hook what happens to one call; `undefined` without a hook. */
export type Tell = ((details: EventDetails) => void) | undefined;

/** Creates what tells `hook` of one call. */
export function createTell(hook: ((event: CallEvent) => unknown) | undefined, facts: EventFacts): Tell {
  if (!hook) return undefined;
  return (details) => {
    try {
      const returned = hook({ ...facts, ...details });
      // An async hook that fails must not be an unhandled rejection.
      if (returned !== undefined) Promise.resolve(returned).catch(() => {});
    } catch {
      // A hook observes: what it throws does not matter to the call.
    }
  };
}
