import { paging as brandloversPaging } from '@ticketbridge/brandlovers';
import { paging as clubcollectPaging } from '@ticketbridge/clubcollect';
import { expect } from 'vitest';
import { complaint, invoiceId, openTicket, question, type World } from './world.ts';

/** How a client's caller gets one documented answer from the sandbox. */
export interface Case {
  /** What happens, as the test is named. */
  readonly title: string;
  call(world: World): Promise<unknown>;
  /** What a documented body is given as; a success without one always gives `{ status }`. */
  readonly value?: unknown;
  /** The vendor's code of a refusal. */
  readonly code?: unknown;
  /** How the request breaks the spec, where that is what gets the answer: where, and which rule. */
  readonly violates?: readonly string[];
}

const { ticketId } = openTicket;
const newTicket = { orderId: 'BL-1', type: 'DELIVERY', from: 'Minha Loja', body: 'Olá!' };
const newMessage = { visibility: 'CUSTOMER', body: 'Saiu para entrega.' } as const;

/** The names that the specs give to what pages. */
const { offset, limit } = brandloversPaging.listTickets;
const messages = brandloversPaging.listTicketMessages;
const { page } = clubcollectPaging.listCompanyTickets;

/** The answers of an operation for which there is a case, by status; `success` is the first of its successes. */
type Cases = Readonly<Record<number, Case>> & { readonly success?: Case };

/** By operation: how the sandbox comes to give the answer. Pairs without a case are as `plannedCase` says. */
export const cases: Readonly<Record<string, Cases>> = {
  createTicket: {
    success: {
      title: 'a ticket with a customer and a note is accepted',
      call: ({ seller }) =>
        seller.createTicket({
          ...newTicket,
          description: 'Atraso',
          customer: { name: 'Beatriz Exemplo', phoneNumber: '+55 11 90000-0001' },
          message: { visibility: 'INTERNAL', body: 'Rota do Rio.' },
        }),
    },
    400: {
      title: 'a visibility that there is not is refused',
      call: ({ seller }) =>
        // @ts-expect-error the types refuse it; the vendor does too
        seller.createTicket({ ...newTicket, message: { visibility: 'PUBLIC', body: 'Olá!' } }),
      violates: ['request body/message/visibility enum'],
    },
  },
  addTicketMessage: {
    success: {
      title: "a message to one's own ticket is accepted",
      call: ({ seller }) => seller.addTicketMessage({ ticketId, ...newMessage }),
    },
    400: {
      title: 'a visibility that there is not is refused',
      // @ts-expect-error the types refuse it; the vendor does too
      call: ({ seller }) => seller.addTicketMessage({ ticketId, visibility: 'PUBLIC', body: 'Olá!' }),
      violates: ['request body/visibility enum'],
    },
    404: {
      title: 'a message to a ticket that there is not is refused',
      call: ({ seller }) => seller.addTicketMessage({ ticketId: 'none', ...newMessage }),
    },
  },
  listTicketMessages: {
    success: {
      title: "a page of one's own ticket's messages",
      call: ({ seller }) => seller.listTicketMessages({ ticketId, [messages.offset]: 0, [messages.limit]: 1 }),
      value: { messages: [{ id: ticketId, ...question }], metadata: [] },
    },
    400: {
      title: 'a page of no messages is refused',
      call: ({ seller }) => seller.listTicketMessages({ ticketId, [messages.limit]: 0 }),
      violates: [`request query/${messages.limit} minimum`],
    },
    401: {
      title: "a token that is nobody's is refused",
      call: ({ stranger }) => stranger.listTicketMessages({ ticketId }),
    },
    403: {
      title: "another seller's ticket is refused",
      call: ({ otherSeller }) => otherSeller.listTicketMessages({ ticketId }),
    },
  },
  setTicketStatus: {
    success: {
      title: "closing one's own ticket is accepted",
      call: ({ seller }) => seller.setTicketStatus({ ticketId, ticketStatus: 'CLOSED' }),
    },
    400: {
      title: 'a status that only the vendor sets is refused',
      // @ts-expect-error the types refuse it; the vendor does too
      call: ({ seller }) => seller.setTicketStatus({ ticketId, ticketStatus: 'OPEN' }),
      violates: ['request body/ticketStatus enum'],
    },
    401: {
      title: "a token that is nobody's is refused",
      call: ({ stranger }) => stranger.setTicketStatus({ ticketId, ticketStatus: 'CLOSED' }),
    },
    403: {
      title: 'too many requests per second are refused',
      call: ({ sandbox, seller }) => {
        // The sandbox counts no requests.
        sandbox.answerNext('setTicketStatus', 403);
        return seller.setTicketStatus({ ticketId, ticketStatus: 'CLOSED' });
      },
    },
    404: {
      title: "another seller's ticket is not found",
      call: ({ otherSeller }) => otherSeller.setTicketStatus({ ticketId, ticketStatus: 'REOPENED' }),
    },
  },
  listTickets: {
    success: {
      title: "a page of one's own open tickets",
      call: ({ seller }) => seller.listTickets({ status: 'OPEN', [offset]: 0, [limit]: 5 }),
      value: { tickets: [openTicket], metadata: [] },
    },
    400: {
      title: 'a page before the first is refused',
      call: ({ seller }) => seller.listTickets({ [offset]: -1 }),
      violates: [`request query/${offset} minimum`],
    },
  },
  listInvoiceTickets: {
    success: {
      title: 'all tickets of an invoice',
      call: ({ partner }) => partner.listInvoiceTickets({ invoiceId }),
      value: { tickets: [complaint] },
    },
    404: {
      title: "another partner's invoice is not found",
      call: ({ otherPartner }) => otherPartner.listInvoiceTickets({ invoiceId }),
      code: 'invalid_invoice_id',
    },
  },
  createInvoiceTicket: {
    success: {
      title: 'the ticket that was created',
      call: ({ partner }) => partner.createInvoiceTicket({ invoiceId, message: 'Dank u.' }),
      value: { ticket_id: expect.any(String), message: 'Dank u.', sender: 'COMPANY', date: expect.any(String) },
    },
    404: {
      title: 'an invoice that there is not is not found',
      call: ({ partner }) => partner.createInvoiceTicket({ invoiceId: 'none', message: 'Dank u.' }),
      code: 'invalid_invoice_id',
    },
    422: {
      title: 'a blank message is refused',
      call: ({ partner }) => partner.createInvoiceTicket({ invoiceId, message: ' ' }),
      code: 'invalid_message',
    },
  },
  archiveInvoiceTickets: {
    success: {
      title: "an invoice's tickets are archived",
      call: ({ partner }) => partner.archiveInvoiceTickets({ invoiceId }),
    },
    404: {
      title: "another partner's invoice is not found",
      call: ({ otherPartner }) => otherPartner.archiveInvoiceTickets({ invoiceId }),
      code: 'invalid_invoice_id',
    },
  },
  assignInvoiceTicketsToSupport: {
    success: {
      title: "an invoice's tickets are assigned",
      call: ({ partner }) => partner.assignInvoiceTicketsToSupport({ invoiceId }),
    },
    404: {
      title: "another partner's invoice is not found",
      call: ({ otherPartner }) => otherPartner.assignInvoiceTicketsToSupport({ invoiceId }),
      code: 'invalid_invoice_id',
    },
  },
  listCompanyTickets: {
    success: {
      title: "a page of a company's unanswered tickets",
      call: ({ partner }) => partner.listCompanyTickets({ companyId: 'club', status: 'unanswered', [page]: 1 }),
      value: {
        tickets: [{ invoice_id: invoiceId, ...complaint }],
        page: { page_number: 1, page_size: expect.any(Number), total_entries: 1, total_pages: 1 },
      },
    },
    404: {
      title: "another partner's company is not found",
      call: ({ otherPartner }) => otherPartner.listCompanyTickets({ companyId: 'club', status: 'answered' }),
      code: 'not_found',
    },
    422: {
      title: 'a list that there is not is refused',
      // @ts-expect-error the types refuse it; the vendor does too
      call: ({ partner }) => partner.listCompanyTickets({ companyId: 'club', status: 'open' }),
      code: 'invalid_action',
      violates: ['request path/status enum'],
    },
  },
};
