import { TicketbridgeError, whenAborted } from '@ticketbridge/http';

/** How a reading ends before its end. */
export interface Leaving {
  /** Aborts when the caller's signal does, and when the reading is left. */
  readonly signal: AbortSignal;
  /** @throws TicketbridgeError `aborted` when the caller has aborted */
  throwIfAborted(): void;
}

/**
 * Runs a reading that ends when the caller's signal aborts, and at once when it is left, also in the middle of a request:
 * what was begun ahead of its turn is cancelled, and no listener stays behind.
 */
export function leavable<T>(
  caller: AbortSignal | undefined,
  read: (leaving: Leaving) => AsyncGenerator<T>,
): AsyncIterableIterator<T> {
  const controller = new AbortController();
  const throwIfAborted = () => {
    if (!caller?.aborted) return;
    const facts = { kind: 'aborted', outcome: 'not-sent', cause: caller.reason } as const;
    throw new TicketbridgeError('ticketbridge: aborted by the caller', facts);
  };
  const run = async function* () {
    throwIfAborted();
    const endFollowing = whenAborted(caller, () => controller.abort(caller?.reason));
    try {
      yield* read({ signal: controller.signal, throwIfAborted });
    } finally {
      endFollowing();
      controller.abort();
    }
  };
  const items = run();
  let isLeft = false;
  return {
    next: () =>
      items.next().catch((error: unknown): IteratorResult<T> => {
        if (isLeft) return { done: true, value: undefined };
        throw error;
      }),
    // A generator would end only when what it waits for has come.
    return: (value) => {
      isLeft = true;
      controller.abort();
      return items.return(value);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
