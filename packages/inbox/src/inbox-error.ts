const CODES = [
  'store-locked',
  'store-full',
  'store-newer',
  'store-moved',
  'store-unusable',
  'store-unreachable',
  'already-running',
  'not-found',
  'lost',
] as const;

/**
 * What went wrong with the inbox itself, as a closed list: adding a code is a breaking change.
 *
 * - `store-locked`: another program held the store for too long; what was being written is undone
 * - `store-full`: the disk is full; what was being written is undone, make room
 * - `store-newer`: a later version of this package has written the store; use that one
 * - `store-moved`: the file was moved to PostgreSQL; nothing was read or written, open it there
 * - `store-unusable`: the store cannot be opened, read or written; the message says why
 * - `store-unreachable`: the server of the store does not answer now; what was not committed is undone
 * - `already-running`: this inbox is run already, by another process or this one; everything but `run` works beside it
 * - `not-found`: there is no such thread or entry in this inbox
 * - `lost`: another worker has taken over what this one was doing; what it had not committed is undone
 */
export type InboxErrorCode = (typeof CODES)[number];

const brand = Symbol.for('ticketbridge.inbox-error');

/**
 * The error of the inbox and its store. What a vendor or a wrong argument causes is a `TicketbridgeError` instead. No
 * rendering shows a message's text, a credential or a search.
 *
 * @example
 * try {
 *   await inbox.run({ signal });
 * } catch (error) {
 *   if (isInboxError(error) && error.code === 'already-running') console.error(error.message);
 *   else throw error;
 * }
 */
export class InboxError extends Error {
  /** What went wrong, to branch on. */
  declare readonly code: InboxErrorCode;

  /** Makes an error as the inbox throws it, for tests of code that handles it. */
  constructor(code: InboxErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  /** Gives the error as plain JSON for a log. */
  toJSON(): Record<string, unknown> {
    return { name: this.name, code: this.code, message: this.message };
  }
}

// On the prototype: minifiers rename the class.
Object.defineProperties(InboxError.prototype, {
  name: { value: 'InboxError', configurable: true, writable: true },
  [brand]: { value: true },
});

/** Tells whether `value` is an {@link InboxError}, also one of another copy of this package. */
export function isInboxError(value: unknown): value is InboxError {
  return typeof value === 'object' && value !== null && brand in value;
}
