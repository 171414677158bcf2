import type { Account, BridgeOptions } from '@ticketbridge/facade';

/** What every request to a vendor passes: it spaces them, counts them, and keeps them back while a vendor wants rest. */
export interface CallGate {
  /**
   * Returns the options of a call for an account. Each call is sent once: repeats are the inbox's own. Its `beforeAttempt`
   * waits for its turn; whoever has something to check right before the request does it after that.
   */
  options(account: Account, signal: AbortSignal): BridgeOptions;
  /** Called with whatever a call threw. Throttling and Retry-After pause all accounts of the vendor. */
  failed(account: Account, error: unknown): Promise<void>;
}
