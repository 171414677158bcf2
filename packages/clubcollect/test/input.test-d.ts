import {
  type Clubcollect,
  type CompanyTicket,
  type InvoiceTickets,
  type ListCompanyTicketsInput,
  paging,
} from '@ticketbridge/clubcollect';
import { describe, expectTypeOf, test } from 'vitest';

declare const client: Clubcollect;
declare const yes: boolean;

/** Its name is the spec's to change. */
const { page } = paging.listCompanyTickets;

const list = { companyId: 'club', status: 'unanswered' } as const;

describe('an input that the operation does not take is a compile error', () => {
  test('an unknown key', () => {
    // @ts-expect-error pgae
    client.listCompanyTickets({ ...list, pgae: 2 });
    const wrong = { ...list, pgae: 2 };
    // @ts-expect-error pgae, in a variable
    client.listCompanyTickets(wrong);
    // @ts-expect-error a company is no invoice
    client.listInvoiceTickets({ companyId: 'club' });
    // @ts-expect-error an invoice is no company
    client.listCompanyTickets({ invoiceId: '1', status: 'answered' });
    // @ts-expect-error messages have no visibility here
    client.createInvoiceTicket({ invoiceId: '1', message: 'm', visibility: 'INTERNAL' });
    // @ts-expect-error the key of the account is the client's
    client.archiveInvoiceTickets({ invoiceId: '1', apiKey: 'k' });
  });

  test('a value of another type', () => {
    // @ts-expect-error a page is a number
    client.listCompanyTickets({ ...list, [page]: '2' });
    // @ts-expect-error no such list
    client.listCompanyTickets({ companyId: 'club', status: 'open' });
    // @ts-expect-error an id is text
    client.assignInvoiceTicketsToSupport({ invoiceId: 1 });
  });

  test('a missing field', () => {
    // @ts-expect-error status
    client.listCompanyTickets({ companyId: 'club' });
    // @ts-expect-error message
    client.createInvoiceTicket({ invoiceId: '1' });
    // @ts-expect-error no input
    client.archiveInvoiceTickets();
  });
});

describe('an input that the operation takes compiles', () => {
  test('in every form', () => {
    client.listCompanyTickets(list);
    client.listCompanyTickets({ ...list, [page]: 2 });
    client.listCompanyTickets({ ...list, [page]: undefined });
    client.listCompanyTickets({ ...list, ...(yes && { [page]: 2 }) });
    client.listCompanyTickets({ companyId: 'club', status: yes ? 'answered' : 'archived' });
    const next = (input: ListCompanyTicketsInput, number: number) =>
      client.listCompanyTickets({ ...input, [page]: number });
    next(list, 2);
    client.createInvoiceTicket({ invoiceId: '1', message: 'm' });
  });
});

describe('what an operation resolves to', () => {
  test('is the model of its documented body', () => {
    expectTypeOf(client.listInvoiceTickets({ invoiceId: '1' })).resolves.toEqualTypeOf<InvoiceTickets>();
    // @ts-expect-error only a company's list names the invoice
    client.listInvoiceTickets({ invoiceId: '1' }).then(({ tickets }) => tickets[0]?.invoice_id);
  });

  test('has a sender that suggests the known values and takes any other', () => {
    expectTypeOf<Extract<CompanyTicket['sender'], 'CUSTOMER'>>().toEqualTypeOf<'CUSTOMER'>();
    expectTypeOf<'SUPPORT'>().toExtend<CompanyTicket['sender']>();
  });
});
