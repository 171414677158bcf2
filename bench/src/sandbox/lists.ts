import { paging as ofBrandlovers } from '@ticketbridge/brandlovers';
import { paging as ofClubcollect } from '@ticketbridge/clubcollect';
import type { Call } from './calls.ts';

/** Tickets on a page. */
export const PAGE = 5;

interface List {
  readonly vendor: Call['vendor'];
  readonly path: string;
  /** What leads to the last page of a list of so many. */
  deep(count: number): string;
}

const { offset, limit } = ofBrandlovers.listTickets;
const byOffset = (count: number) => `&${offset}=${count - PAGE}`;
const byPage = (count: number) => `?${ofClubcollect.listCompanyTickets.page}=${count / PAGE}`;

export const LISTS: Readonly<Record<string, List>> = {
  'BrandLovers tickets': { vendor: 'brandlovers', path: `/tickets?${limit}=${PAGE}`, deep: byOffset },
  'BrandLovers tickets of a status': {
    vendor: 'brandlovers',
    path: `/tickets?${limit}=${PAGE}&status=OPEN`,
    deep: byOffset,
  },
  'BrandLovers messages of a ticket': {
    vendor: 'brandlovers',
    path: `/ticket/1/messages?${limit}=${PAGE}`,
    deep: byOffset,
  },
  ...Object.fromEntries(
    ['unanswered', 'answered', 'archived'].map((list) => [
      `ClubCollect ${list}`,
      { vendor: 'clubcollect' as const, path: `/v2/companies/club/tickets/${list}`, deep: byPage },
    ]),
  ),
};

/** Data in which each list holds so many. */
export function dataOf(count: number): object {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const time = (index: number) => new Date(Date.UTC(2026, 0, 1) + index * 60_000).toISOString();
  const message = (index: number) => ({ createdAt: time(index), body: 'Bom dia!', visibility: 'CUSTOMER' });
  const tickets = numbers.map((index) => ({
    ticketId: String(index),
    status: 'OPEN',
    subject: 'Entrega',
    createdAt: time(index),
    messages: index === 1 ? numbers.map(message) : [message(index)],
  }));
  const invoices = (list: string) =>
    numbers.map((index) => ({
      invoiceId: `${list}-${index}`,
      archived: list === 'archived',
      tickets: [
        {
          ticket_id: `${list}-${index}`,
          message: 'Dag',
          sender: list === 'answered' ? 'COMPANY' : 'CUSTOMER',
          date: time(index),
        },
      ],
    }));
  return {
    brandlovers: { sellers: [{ name: 'Shop', token: 'bench-token', tickets }] },
    clubcollect: {
      partners: [
        {
          name: 'Club',
          apiKey: 'bench-key',
          companies: [{ companyId: 'club', invoices: ['unanswered', 'answered', 'archived'].flatMap(invoices) }],
        },
      ],
    },
  };
}
