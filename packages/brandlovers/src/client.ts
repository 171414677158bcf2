import { type ClientOptions, type Credential, createOperations } from '@ticketbridge/http';
import { api, type BrandloversOperations } from './generated/operations.ts';

/** The options of {@link createBrandlovers}. */
export interface BrandloversOptions extends ClientOptions {
  /** The token from the seller's admin console. Sent verbatim in the header `authorization`: no prefix is added. */
  readonly token: Credential;
}

/** A client of the BrandLovers ticket API: one method per operation. */
export interface Brandlovers extends BrandloversOperations {}

/**
 * Creates a client that acts as the seller to whom `token` belongs. Creating it sends nothing.
 *
 * @throws TicketbridgeError `invalid-input` for an option that is missing, unknown or wrong; `field` names it
 * @example
 * const brandlovers = createBrandlovers({ token });
 * const { tickets } = await brandlovers.listTickets({ status: 'OPEN', limit: 50 });
 */
export function createBrandlovers(options: BrandloversOptions): Brandlovers {
  return createOperations<BrandloversOperations>(api, 'token', options);
}
