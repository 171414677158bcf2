import type { DataForm } from '../data-form.ts';
import { flag, fromSpec, id, instant, list, record } from '../data-schema.ts';
import { clubcollect as spec } from '../generated/specs.ts';

/** The state of the ClubCollect API when it starts. */
export interface ClubcollectData {
  readonly partners: readonly ClubcollectPartner[];
}

/** A ClubCollect partner; `apiKey` is the secret of its requests, without what the spec says stands before it. */
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

// The spec knows no form of a date; the sandbox sorts by it.
const ticket = fromSpec(spec, 'Ticket', { required: { ticket_id: id, date: instant } });
const invoice = record({ invoiceId: id, tickets: list(ticket) }, { archived: flag });

export const form: DataForm<ClubcollectData> = {
  schema: record({
    partners: list(
      record({ name: id, apiKey: id, companies: list(record({ companyId: id, invoices: list(invoice) })) }),
    ),
  }),
  distinct,
};

/** Values that must differ from one to the next, by where they stand. */
function distinct({ partners }: ClubcollectData): Readonly<Record<string, readonly string[]>> {
  const companies = partners.flatMap((partner) => partner.companies);
  const invoices = companies.flatMap((company) => company.invoices);
  return {
    'partners/*/apiKey': partners.map(({ apiKey }) => apiKey),
    'partners/*/companies/*/companyId': companies.map(({ companyId }) => companyId),
    'partners/*/companies/*/invoices/*/invoiceId': invoices.map(({ invoiceId }) => invoiceId),
  };
}
