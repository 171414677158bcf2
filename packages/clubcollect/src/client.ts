import { type ClientOptions, type Credential, createOperations } from '@ticketbridge/http';
import { api, type ClubcollectOperations } from './generated/operations.ts';

/** The options of {@link createClubcollect}. */
export interface ClubcollectOptions extends ClientOptions {
  /** The partner's API key. It travels in the query of every request; no error or inspection shows it. */
  readonly apiKey: Credential;
}

/** A client of the ClubCollect ticket API: one method per operation. */
export interface Clubcollect extends ClubcollectOperations {}

/**
 * Creates a client that acts as the partner to whom `apiKey` belongs. Creating it sends nothing.
 *
 * @throws TicketbridgeError `invalid-input` for an option that is missing, unknown or wrong; `field` names it
 * @example
 * const clubcollect = createClubcollect({ apiKey });
 * const { tickets } = await clubcollect.listInvoiceTickets({ invoiceId });
 */
export function createClubcollect(options: ClubcollectOptions): Clubcollect {
  return createOperations<ClubcollectOperations>(api, 'apiKey', options);
}
