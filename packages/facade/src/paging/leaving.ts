import { TicketbridgeError } from '@ticketbridge/http';

/** How a reading ends before its end. */
export interface Leaving {
  /** Aborts when the caller's signal does, and when the reading is left. */
  readonly signal: AbortSignal;
  /** @throws TicketbridgeError `aborted` when the caller has aborted */
  throwIfAborted(): void;
  /** Cancels what was begun ahead of its turn, and leaves no listener behind. */
  leave(): void;
}

/** Follows the caller's signal until the reading is left. */
export function leavingOf(caller: AbortSignal | undefined): Leaving {
  const controller = new AbortController();
  const follow = () => controller.abort(caller?.reason);
  if (caller?.aborted) follow();
  else caller?.addEventListener('abort', follow);
  return {
    signal: controller.signal,
    throwIfAborted: () => {
      if (!caller?.aborted) return;
      const facts = { kind: 'aborted', outcome: 'not-sent', cause: caller.reason } as const;
      throw new TicketbridgeError('ticketbridge: aborted by the caller', facts);
    },
    leave: () => {
      caller?.removeEventListener('abort', follow);
      controller.abort();
    },
  };
}
