import {
  type Account,
  type BridgeOptions,
  isTicketbridgeError,
  TicketbridgeError,
  type Vendor,
} from '@ticketbridge/facade';
import { readOptions } from '@ticketbridge/http';

/** Makes the error of an argument that is refused before anything is queued. */
export function invalidInput(verb: string, why: string, field?: string): TicketbridgeError {
  return new TicketbridgeError(`outbox.${verb}: ${why}`, { kind: 'invalid-input', outcome: 'not-sent', field });
}

const KEY = /^[^\p{Cc}\p{Cs}]{1,200}$/u;

const OPTIONS = {
  key: [
    'text of 1 to 200 characters, none of them a control character',
    (value: unknown) => typeof value === 'string' && KEY.test(value),
  ],
  vendor: ['brandlovers or clubcollect', (value: unknown) => value === 'brandlovers' || value === 'clubcollect'],
} as const;

/** How a write is put into the outbox. */
export interface OutboxOptions {
  /**
   * What makes it one write however often it is asked for, also in other processes: 1 to 200 characters. For a thread that
   * is created at BrandLovers it is the marker: 1 to 64 out of a-z, 0-9, ".", "_" and "-". Default: a random one.
   */
  readonly key?: string | undefined;
}

/** How a thread is created. */
export interface CreateOptions extends OutboxOptions {
  /** Where. Default: where there are accounts, and if that is at both vendors, where such an input belongs. */
  readonly vendor?: Vendor | undefined;
}

/** Reads the options of a verb of the outbox. */
export function readOutboxOptions(verb: string, options: CreateOptions | undefined = {}): CreateOptions {
  const { key, vendor } = OPTIONS;
  const known = verb === 'createThread' ? { key, vendor } : { key };
  return readOptions(known, options, (why, field) => invalidInput(verb, why, field));
}

/**
 * Returns the account of a write; without a name, the only one of its vendor.
 *
 * @throws TicketbridgeError `invalid-input`
 */
export function accountOf(
  accounts: readonly Account[],
  { vendor, account }: { readonly vendor: Vendor; readonly account?: string | undefined },
  verb: string,
  field: string,
): Account {
  const [found, ...others] = accounts.filter(
    (known) => known.vendor === vendor && (account === undefined || known.account === account),
  );
  if (found && others.length === 0) return { vendor, account: found.account };
  throw invalidInput(verb, `"${field}" must be one of the accounts that sources were given for`, field);
}

/** An option that the facade refuses, after all arguments before it. */
const REFUSED: BridgeOptions = { timeout: 0 };

/**
 * Has the facade read the arguments of a call, which is not made: whoever queues it hears at once, and in the same words,
 * what would be wrong with it when it is sent.
 *
 * @throws TicketbridgeError `invalid-input`
 */
export async function assertArguments(call: (options: BridgeOptions) => Promise<unknown>): Promise<void> {
  try {
    await call(REFUSED);
  } catch (error) {
    if (!isTicketbridgeError(error) || error.field !== 'timeout') throw error;
  }
}
