import ky from 'ky';
import { CREDENTIAL, type CreateApp, MESSAGE, TICKET } from '../app.ts';

export const create: CreateApp = (baseUrl, fetch) => {
  const client = ky.create({ prefix: baseUrl, fetch, headers: CREDENTIAL });
  return {
    listTickets: () => client.get('tickets', { searchParams: { status: 'OPEN' } }).json(),
    createTicket: () => client.post('ticket', { json: TICKET }),
    addTicketMessage: () => client.post('ticket/1/message', { json: MESSAGE }),
    listTicketMessages: () => client.get('ticket/1/messages').json(),
    setTicketStatus: () => client.put('ticket/1/status', { json: { ticketStatus: 'CLOSED' } }),
  };
};
