import type { CallOptions, TicketbridgeError } from '@ticketbridge/http';
import type { PagingOptions } from './paging/paged.ts';
import type { State } from './state.ts';
import type { Account, Vendor } from './vendor.ts';

/**
 * The options of a facade call, which are those of a client's: `signal`, `timeout`, `deadline`, `maxAttempts`,
 * `headers` and `beforeAttempt`. Where a call makes several requests, as a listing does, each of them has the options.
 */
export interface BridgeOptions extends CallOptions {}

/**
 * Takes the options of a client's call out of those of a facade's verb.
 *
 * @param signal that of the reading which the call is part of
 */
export function callOptions(
  { timeout, deadline, maxAttempts, headers, beforeAttempt }: BridgeOptions,
  signal: AbortSignal | undefined,
): { readonly [K in keyof CallOptions]-?: CallOptions[K] } {
  return { timeout, deadline, maxAttempts, headers, signal, beforeAttempt };
}

/** Which threads to read. */
export interface ThreadFilter extends BridgeOptions {
  /**
   * `true`: those that the vendor counts as open (BrandLovers OPEN and REOPENED; ClubCollect unanswered and answered);
   * `false`: the others (CLOSED; archived). Default: all.
   */
  readonly active?: boolean | undefined;
  /** Whose move it is. BrandLovers does not tell, so its threads are `unknown`. Default: all. */
  readonly turn?: State['turn'] | undefined;
}

/** Which of the sources to read, and what becomes of one that fails. */
export interface SourceFilter {
  /** The vendors to read. Default: all that a source was given for. */
  readonly vendors?: readonly Vendor[] | undefined;
  /** The accounts to read. Default: all that a source was given for. */
  readonly accounts?: readonly Account[] | undefined;
  /**
   * Called when a source fails; the reading then goes on with the next account. What it throws ends the reading. Default:
   * the reading throws. An abort always throws.
   */
  readonly onSourceError?: ((error: TicketbridgeError, account: Account) => void) | undefined;
}

interface Hydrating {
  /**
   * Reads the whole thread of each ClubCollect fragment as it is consumed, at most four at a time, and each thread once.
   * Default: false.
   */
  readonly hydrate?: boolean | undefined;
}

/** Which threads to list, and how. */
export interface ThreadsOptions extends ThreadFilter, SourceFilter, PagingOptions, Hydrating {}

/** Which threads to drain. */
export interface DrainOptions extends ThreadFilter, SourceFilter, Hydrating {
  /** As for a listing, but the default is true. */
  readonly active?: boolean | undefined;
}

/** The options of a list of messages. */
export interface MessagesOptions extends BridgeOptions, PagingOptions {}
