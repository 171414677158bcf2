import { fieldsOf, type MakeInvalid } from './checks.ts';
import { orUndefined } from './or-undefined.ts';

const KINDS = [
  'invalid-input',
  'unauthorized',
  'forbidden',
  'throttled',
  'forbidden-or-throttled',
  'not-found',
  'rejected',
  'server',
  'network',
  'timeout',
  'aborted',
  'redirect',
  'protocol',
  'paging',
] as const;

const OUTCOMES = ['not-sent', 'refused', 'unknown', 'accepted'] as const;

/**
 * What went wrong, as a closed list: adding a kind is a breaking change.
 *
 * - `invalid-input`: refused by us before anything was sent
 * - `unauthorized`, `forbidden`, `throttled`, `not-found`: the vendor's refusal, by what the spec says of this operation
 * - `forbidden-or-throttled`: a 403 that the vendor does not document for this operation, so that its meaning is open
 * - `rejected`: any other 4xx; the vendor says that the input is wrong
 * - `server`: 5xx
 * - `network`, `timeout`, `aborted`: no usable answer came
 * - `redirect`: the vendor pointed elsewhere; not followed
 * - `protocol`: an answer that is not what the spec says, also a 2xx with an unusable body
 * - `paging`: a list that does not advance or contradicts itself
 */
export type ErrorKind = (typeof KINDS)[number];

/**
 * What is known about the effect of a failed call at the vendor.
 *
 * - `not-sent`: nothing left this process, no connection was made, or this side refused it (a certificate, a port)
 * - `refused`: the vendor answered 4xx (but 408), or a status that the spec calls repeatable: it did not happen
 * - `unknown`: it may have happened (5xx, 408, a reset, a timeout, an abort in flight); sending again may repeat it
 * - `accepted`: the vendor answered 2xx, but the body could not be used: it happened, do not send again
 */
export type Outcome = (typeof OUTCOMES)[number];

/** The facts of a failure; see the properties of {@link TicketbridgeError} of the same names. */
export interface ErrorFacts {
  readonly kind: ErrorKind;
  readonly vendor?: string | undefined;
  readonly operation?: string | undefined;
  readonly field?: string | undefined;
  readonly status?: number | undefined;
  readonly code?: string | undefined;
  readonly documented?: boolean | undefined;
  readonly outcome: Outcome;
  readonly attempts?: number | undefined;
  readonly retryAfter?: number | undefined;
  readonly cause?: unknown;
}

const brand = Symbol.for('ticketbridge.error');

/** The facts that code branches on, which are closed lists. */
const CLOSED: Readonly<Record<string, readonly unknown[]>> = { kind: KINDS, outcome: OUTCOMES };

/** Copies facts. No more is checked than what is to be branched on: an error of what happened is never refused. */
function readFacts(given: object): Record<string, unknown> {
  const facts = fieldsOf(given) ?? {};
  for (const [name, values] of Object.entries(CLOSED)) {
    if (!values.includes(facts[name])) throw invalidFact(`"${name}" must be one of ${values.join(', ')}`, name);
  }
  return facts;
}

/**
 * The one error that every Ticketbridge package throws. No rendering of it (message, stack, JSON, inspection) shows a
 * credential, a message's text or a full URL.
 *
 * @example
 * try {
 *   await brandlovers.addTicketMessage({ ticketId, visibility: 'CUSTOMER', body });
 * } catch (error) {
 *   if (isTicketbridgeError(error) && error.outcome === 'unknown') markForReview(ticketId);
 *   else throw error;
 * }
 */
export class TicketbridgeError extends Error {
  /** The kind of failure, to branch on. */
  declare readonly kind: ErrorKind;
  /** The vendor's API: `brandlovers` or `clubcollect`. Absent when no vendor is involved. */
  declare readonly vendor: string | undefined;
  /** The operation's id, such as `listTickets`. Absent when a client or facade was being created. */
  declare readonly operation: string | undefined;
  /**
   * The option or input field that was refused, in the caller's own words, such as `text`, `ref.account` or
   * `customer.name`. Absent unless the kind is `invalid-input`, and where the input as a whole is wrong.
   */
  declare readonly field: string | undefined;
  /** The HTTP status, when an answer came. */
  declare readonly status: number | undefined;
  /** The vendor's own error code, such as `invalid_invoice_id`; any string of at most 64 token characters. */
  declare readonly code: string | undefined;
  /** Whether the vendor documents this status for this operation. Absent without a status. */
  declare readonly documented: boolean | undefined;
  /** The known effect at the vendor, which decides whether the call may be sent again. */
  declare readonly outcome: Outcome;
  /** How many requests were sent for this call. */
  declare readonly attempts: number;
  /** Milliseconds the vendor asked to wait before the next attempt. */
  declare readonly retryAfter: number | undefined;

  /**
   * Makes an error as a client or the facade throws it, for tests of code that handles it. The message stands in every
   * rendering as it is given: leave secrets out of it.
   *
   * @param facts `kind` and `outcome`, and what else there is to know; `attempts` is 0 by default
   * @throws TicketbridgeError `invalid-input` for a kind or an outcome that there is not; `field` names it
   * @example
   * const lost = new TicketbridgeError('the answer was lost', { kind: 'network', outcome: 'unknown', attempts: 1 });
   */
  constructor(message: string, facts: ErrorFacts) {
    const { cause, ...given } = readFacts(facts);
    super(String(message), cause === undefined ? undefined : { cause });
    const { attempts = 0 } = given;
    Object.assign(this, given, { attempts });
  }

  /** Gives the error as plain JSON for a log: every field but `cause` and `stack`. */
  toJSON(): Record<string, unknown> {
    return { name: this.name, message: this.message, ...(this as object) };
  }
}

/** The values that callbacks threw, beside the errors and not in them: no rendering of an error may show a secret. */
const causes = new WeakMap<object, unknown>();

export function keepCause(error: TicketbridgeError, cause: unknown): void {
  causes.set(error, cause);
}

/** Copies a {@link TicketbridgeError} for a callback, which may change it; any other value is returned as it is. */
export function copyError(error: unknown): unknown {
  if (!isTicketbridgeError(error)) return error;
  const { message, cause, stack } = error;
  // Another copy of this package may know other facts.
  const copy = new TicketbridgeError(message, { kind: 'network', outcome: 'unknown', cause });
  keepCause(copy, causeOf(error));
  return Object.assign(copy, error, { stack });
}

// On the prototype: minifiers rename the class, and an own property would be repeated in every inspection. The brand's
// value gives the cause to another copy of this package.
Object.defineProperties(TicketbridgeError.prototype, {
  name: { value: 'TicketbridgeError', configurable: true, writable: true },
  [brand]: {
    value(this: object) {
      return causes.get(this);
    },
  },
});

/** Tells whether `value` is a {@link TicketbridgeError}, also one of another copy of this package or of another realm. */
export function isTicketbridgeError(value: unknown): value is TicketbridgeError {
  return orUndefined(() => typeof value === 'object' && value !== null && brand in value) ?? false;
}

/**
 * Returns what the `fetch`, the credential function or `beforeAttempt` threw that made a call fail, as it was thrown;
 * `undefined` for any other value. It may hold secrets, such as a URL with a key in it: the error does not render it, and neither should a
 * log. Works for errors of another copy of this package too.
 */
export function causeOf(error: unknown): unknown {
  return orUndefined(() => (isTicketbridgeError(error) ? Reflect.get(error, brand).call(error) : undefined));
}

const invalidFact: MakeInvalid = (why, field) => invalidInput(`TicketbridgeError: ${why}`, { field });

/** Makes an `invalid-input` error: refused before anything was sent. */
export function invalidInput(message: string, facts: Omit<ErrorFacts, 'kind' | 'outcome'> = {}): TicketbridgeError {
  return new TicketbridgeError(message, { ...facts, kind: 'invalid-input', outcome: 'not-sent' });
}
