import { requiredText } from '../handler.ts';
import type { JsonObject } from '../json.ts';
import type { Rules } from '../vendor.ts';
import type { ClubcollectPartner, ClubcollectTicket } from './data.ts';
import type { ClubcollectOptions } from './options.ts';

/** One partner's companies and invoices, and the rules that hold for them. */
export interface PartnerAccount {
  readonly companies: ReadonlyMap<string, readonly Invoice[]>;
  readonly invoices: ReadonlyMap<string, Invoice>;
  readonly rules: Rules<ClubcollectOptions>;
}

export interface Invoice {
  readonly invoiceId: string;
  /** Oldest first. */
  readonly tickets: ClubcollectTicket[];
  archived: boolean;
}

/** Which invoices' tickets each of a company's lists holds. */
export const lists: Readonly<Record<string, (invoice: Invoice) => boolean>> = {
  unanswered: ({ archived, tickets }) => !archived && tickets.at(-1)?.sender === 'CUSTOMER',
  answered: ({ archived, tickets }) => !archived && tickets.at(-1)?.sender === 'COMPANY',
  archived: ({ archived }) => archived,
};

/** Opens a partner's account on a copy of its data. */
export function openPartner(partner: ClubcollectPartner, rules: Rules<ClubcollectOptions>): PartnerAccount {
  const companies = new Map(
    partner.companies.map(({ companyId, invoices }) => [
      companyId,
      invoices.map(
        ({ invoiceId, tickets, archived = false }): Invoice => ({
          invoiceId,
          tickets: [...tickets].sort(byDate),
          archived,
        }),
      ),
    ]),
  );
  const invoices = new Map([...companies.values()].flat().map((invoice) => [invoice.invoiceId, invoice]));
  return { companies, invoices, rules };
}

export function findInvoice({ invoices }: PartnerAccount, path: JsonObject): Invoice | undefined {
  return invoices.get(requiredText(path, 'invoiceId'));
}

export function byDate(a: ClubcollectTicket, b: ClubcollectTicket): number {
  return Date.parse(a.date) - Date.parse(b.date);
}
