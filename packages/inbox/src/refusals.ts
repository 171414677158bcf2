import { type ErrorKind, isTicketbridgeError } from '@ticketbridge/facade';
import { failureOf } from './failure-of.ts';

/** What a vendor may refuse of one thread alone. */
const OF_ONE_THREAD: readonly ErrorKind[] = [
  'invalid-input',
  'forbidden',
  'not-found',
  'forbidden-or-throttled',
  'rejected',
  'protocol',
  'paging',
];
/** What may be of one thread, or of the whole vendor: several one after the other are. */
const OF_ONE_OR_ALL: readonly ErrorKind[] = ['server', 'timeout', 'network'];

const SEVERAL = 5;

/**
 * Tells what fails for single threads, and must not keep the others from being read, from what fails for all: that is
 * thrown.
 */
export class Refusals {
  readonly #most: number;
  #inARow = 0;
  #hasSucceeded = false;
  #last: unknown;

  /** @param most failures one after the other that are taken to be of one thread each */
  constructor(most: number = SEVERAL - 1) {
    this.#most = most;
  }

  /** Does a work for one thread, and returns why it failed for this thread; null where it succeeded. */
  async tolerate(work: () => Promise<void>): Promise<string | null> {
    try {
      await work();
      this.#inARow = 0;
      this.#hasSucceeded = true;
      return null;
    } catch (error) {
      if (!isTicketbridgeError(error) || error.retryAfter !== undefined) throw error;
      this.#inARow += 1;
      this.#last = error;
      if (isRefused(error) || (mayBeOfOneThread(error) && this.#inARow <= this.#most)) return failureOf(error);
      throw error;
    }
  }

  /** Throws the last failure where several threads were tried and none succeeded. */
  throwIfAll(): void {
    if (!this.#hasSucceeded && this.#inARow >= SEVERAL) throw this.#last;
  }
}

/** Tells whether a vendor has refused something of a thread, as it does where there is none. */
export function isRefused(error: unknown): boolean {
  return isTicketbridgeError(error) && error.retryAfter === undefined && OF_ONE_THREAD.includes(error.kind);
}

/** Tells whether a failure may be of one thread, and may be of the whole vendor. */
export function mayBeOfOneThread(error: unknown): boolean {
  return isTicketbridgeError(error) && error.retryAfter === undefined && OF_ONE_OR_ALL.includes(error.kind);
}
