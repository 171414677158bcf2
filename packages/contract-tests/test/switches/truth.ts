import type { BrandloversTicket, ClubcollectInvoice, Sandbox } from '@ticketbridge/sandbox';

/** The tickets of the seller, as they really are. */
export function ticketsIn(sandbox: Sandbox): readonly BrandloversTicket[] {
  return sandbox.inspect().brandlovers.sellers.flatMap(({ tickets }) => tickets);
}

/** The invoices of the company, as they really are. */
export function invoicesIn(sandbox: Sandbox): readonly ClubcollectInvoice[] {
  const companies = sandbox.inspect().clubcollect.partners.flatMap((partner) => partner.companies);
  return companies.flatMap(({ invoices }) => invoices);
}
