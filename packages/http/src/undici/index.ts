import type { ResponseLike } from '../options.ts';
import { createSender } from './dispatcher.ts';
import { exchange } from './exchange.ts';
import { resolveUndiciOptions, type UndiciOptions } from './options.ts';

export type { UndiciOptions } from './options.ts';

/** The `fetch` option of a client that sends through undici. */
export interface UndiciFetch {
  (url: string, init: RequestInit): Promise<ResponseLike>;
  /**
   * Waits for the calls under way, then closes the connections; may be called again. Later calls are `network`,
   * `not-sent`. A `dispatcher` that was given stays open: it is its owner's to close.
   */
  close(): Promise<void>;
}

/**
 * Creates the `fetch` of a client on Node that sends through undici's own connections, without the costs of the
 * platform's `fetch`. Several clients may share it. HTTP/1.1; redirects are not followed, and nothing is sent twice.
 *
 * @example createBrandlovers({ token, fetch: undiciFetch({ proxy: 'http://proxy.internal:3128' }) })
 * @throws TicketbridgeError `invalid-input`
 */
export function undiciFetch(options: UndiciOptions = {}): UndiciFetch {
  const sender = createSender(resolveUndiciOptions(options));
  const fetch = (url: string, init: RequestInit) => exchange(sender, url, init);
  let closing: Promise<void> | undefined;
  const close = () => {
    // undici rejects to close what is closed.
    closing ??= sender.close();
    return closing;
  };
  return Object.assign(fetch, { close });
}
