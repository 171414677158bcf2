import type { FacadeReads } from '../../src/diff/classify.ts';
import type { SpecChange } from './change.ts';

/** What the facade reads of each vendor's answers; it knows no others. */
export const facadeReads: Readonly<Partial<Record<SpecChange['spec'], FacadeReads>>> = {
  brandlovers: {
    instants: [
      ...['createdAt', 'updatedAt', 'closedAt', 'sla'].map((name) => `Ticket.${name}`),
      'TicketMessage.createdAt',
    ],
    texts: [
      ...['ticketId', 'status', 'subject', 'description', 'type', 'priority'].map((name) => `Ticket.${name}`),
      ...['id', 'body', 'visibility'].map((name) => `TicketMessage.${name}`),
      ...['name', 'phoneNumber'].map((name) => `CustomerReference.${name}`),
    ],
  },
  clubcollect: {
    instants: ['Ticket.date', 'CompanyTicket.date'],
    texts: ['Ticket', 'CompanyTicket']
      .flatMap((model) => ['ticket_id', 'message', 'sender'].map((name) => `${model}.${name}`))
      .concat('CompanyTicket.invoice_id'),
  },
};
