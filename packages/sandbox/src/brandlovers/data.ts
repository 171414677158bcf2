import type { DataForm } from '../data-form.ts';
import { fromSpec, headerText, id, list, record } from '../data-schema.ts';
import { brandlovers as spec } from '../generated/specs.ts';

/** The state of the BrandLovers API when it starts. */
export interface BrandloversData {
  readonly sellers: readonly BrandloversSeller[];
}

/** A BrandLovers seller; `token` is the secret of its requests, without what the spec says stands before it. */
export interface BrandloversSeller {
  readonly name: string;
  /** For tests only: the sandbox prints it. No two sellers may share one. */
  readonly token: string;
  readonly tickets: readonly BrandloversTicket[];
}

/**
 * A BrandLovers ticket as the vendor's API shows it, with its messages. Date-times are ISO 8601 with a time zone.
 * Without a `ticketId` it is listed, but no operation reaches it: the vendor's model allows for that.
 */
export interface BrandloversTicket {
  readonly ticketId?: string;
  readonly status: 'OPEN' | 'REOPENED' | 'CLOSED';
  readonly subject?: string;
  readonly description?: string;
  readonly type?: string;
  readonly priority?: string;
  readonly customer?: { readonly name?: string; readonly phoneNumber?: string };
  readonly metadata?: readonly { readonly key: string; readonly value: string }[];
  readonly createdAt?: string;
  readonly updatedAt?: string;
  readonly closedAt?: string;
  readonly sla?: string;
  /** In the order in which they are listed. */
  readonly messages: readonly BrandloversMessage[];
}

/** A message of a BrandLovers ticket; it is listed with the ticket's id as its own, as the vendor's model has it. */
export interface BrandloversMessage {
  readonly createdAt: string;
  readonly body: string;
  /** `CUSTOMER`: the customer can read it. `INTERNAL`: only the seller's side can. */
  readonly visibility: 'CUSTOMER' | 'INTERNAL';
}

const message = fromSpec(spec, 'TicketMessage', { without: ['id'] });
const ticket = fromSpec(spec, 'Ticket', {
  demanded: ['status'],
  required: { messages: list(message) },
  optional: { ticketId: id },
});

export const form: DataForm<BrandloversData> = {
  schema: record({
    sellers: list(record({ name: id, token: headerText, tickets: list(ticket) })),
  }),
  distinct,
};

/** Values that must differ from one to the next, by where they stand. */
function distinct({ sellers }: BrandloversData): Readonly<Record<string, readonly (string | undefined)[]>> {
  return {
    'sellers/*/token': sellers.map(({ token }) => token),
    'sellers/*/tickets/*/ticketId': sellers.flatMap(({ tickets }) => tickets.map(({ ticketId }) => ticketId)),
  };
}
