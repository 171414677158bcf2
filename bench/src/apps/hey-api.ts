import { createClient } from '@hey-api/client-fetch';
import { CREDENTIAL, type CreateApp, MESSAGE, TICKET } from '../app.ts';

export const create: CreateApp = (baseUrl, fetch) => {
  const client = createClient({ baseUrl, fetch, headers: CREDENTIAL, throwOnError: true });
  const headers = { 'content-type': 'application/json' };
  const path = { ticketId: '1' };
  return {
    listTickets: () => client.get({ url: '/tickets', query: { status: 'OPEN' } }),
    createTicket: () => client.post({ url: '/ticket', body: TICKET, headers }),
    addTicketMessage: () => client.post({ url: '/ticket/{ticketId}/message', path, body: MESSAGE, headers }),
    listTicketMessages: () => client.get({ url: '/ticket/{ticketId}/messages', path }),
    setTicketStatus: () =>
      client.put({ url: '/ticket/{ticketId}/status', path, body: { ticketStatus: 'CLOSED' }, headers }),
  };
};
