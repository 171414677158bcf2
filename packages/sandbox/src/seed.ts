/** What a sandbox holds when it starts: every account with its conversations. It can be written as JSON. */
export interface SandboxData {
  readonly brandlovers: { readonly sellers: readonly BrandloversSeller[] };
  readonly clubcollect: { readonly partners: readonly ClubcollectPartner[] };
}

/** A BrandLovers seller; `token` is what its requests send as `authorization`. */
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

/** A ClubCollect partner; `apiKey` is what its requests send as `api_key`. */
export interface ClubcollectPartner {
  readonly name: string;
  /** For tests only: the sandbox prints it. No two partners may share one. */
  readonly apiKey: string;
  readonly companies: readonly ClubcollectCompany[];
}

/** A company of a partner, with its invoices. */
export interface ClubcollectCompany {
  readonly companyId: string;
  readonly invoices: readonly ClubcollectInvoice[];
}

/** An invoice with its tickets. `archived` says that its tickets are in the archived list; default: false. */
export interface ClubcollectInvoice {
  readonly invoiceId: string;
  readonly archived?: boolean;
  readonly tickets: readonly ClubcollectTicket[];
}

/** A ClubCollect ticket, which is one message, as the vendor's API shows it. `date` is ISO 8601 with a time zone. */
export interface ClubcollectTicket {
  readonly ticket_id: string;
  readonly message: string;
  readonly sender: 'CUSTOMER' | 'COMPANY';
  readonly date: string;
}
