import { TicketbridgeError } from '@ticketbridge/http';

/** A signal that aborts when the caller's does, and when a reading is left. */
export class Leaving {
  readonly #controller = new AbortController();
  readonly #caller: AbortSignal | undefined;
  readonly #follow = (): void => this.#controller.abort(this.#caller?.reason);

  constructor(caller: AbortSignal | undefined) {
    this.#caller = caller;
    if (caller?.aborted) this.#follow();
    else caller?.addEventListener('abort', this.#follow);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** @throws TicketbridgeError `aborted` when the caller has aborted */
  throwIfAborted(): void {
    if (!this.#caller?.aborted) return;
    const cause: unknown = this.#caller.reason;
    throw new TicketbridgeError('ticketbridge: aborted by the caller', { kind: 'aborted', outcome: 'not-sent', cause });
  }

  /** Cancels what was begun ahead of its turn, and leaves no listener behind. */
  leave(): void {
    this.#caller?.removeEventListener('abort', this.#follow);
    this.#controller.abort();
  }
}
