import ky from 'ky';
import { type CreateApp, MESSAGE, TICKET, TOKEN } from '../app.ts';

export const create: CreateApp = (baseUrl, fetch) => {
  const client = ky.create({ prefix: baseUrl, fetch, headers: { authorization: TOKEN } });
  return {
    listTickets: () => client.get('tickets', { searchParams: { status: 'OPEN', limit: 50 } }).json(),
    createTicket: () => client.post('ticket', { json: TICKET }),
    addTicketMessage: () => client.post('ticket/1/message', { json: MESSAGE }),
    listTicketMessages: () => client.get('ticket/1/messages', { searchParams: { limit: 50 } }).json(),
    setTicketStatus: () => client.put('ticket/1/status', { json: { ticketStatus: 'CLOSED' } }),
  };
};
