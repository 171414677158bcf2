import { createBrandlovers } from '@ticketbridge/brandlovers';
import { type CreateApp, MESSAGE, TICKET, TOKEN } from '../app.ts';

export const create: CreateApp = (baseUrl, fetch) => {
  const client = createBrandlovers({ token: TOKEN, baseUrl, fetch });
  return {
    listTickets: () => client.listTickets({ status: 'OPEN' }),
    createTicket: () => client.createTicket(TICKET),
    addTicketMessage: () => client.addTicketMessage({ ticketId: '1', ...MESSAGE }),
    listTicketMessages: () => client.listTicketMessages({ ticketId: '1' }),
    setTicketStatus: () => client.setTicketStatus({ ticketId: '1', ticketStatus: 'CLOSED' }),
  };
};
