import { createBrandlovers, type Fetch } from '@ticketbridge/brandlovers';
import { type App, MESSAGE, TICKET, TOKEN } from '../app.ts';

export const create = (baseUrl: string, fetch: Fetch): App => {
  const client = createBrandlovers({ token: TOKEN, baseUrl, fetch });
  return {
    listTickets: () => client.listTickets({ status: 'OPEN' }),
    createTicket: () => client.createTicket(TICKET),
    addTicketMessage: () => client.addTicketMessage({ ticketId: '1', ...MESSAGE }),
    listTicketMessages: () => client.listTicketMessages({ ticketId: '1' }),
    setTicketStatus: () => client.setTicketStatus({ ticketId: '1', ticketStatus: 'CLOSED' }),
  };
};
