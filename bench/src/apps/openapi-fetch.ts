import createClient from 'openapi-fetch';
import { type CreateApp, MESSAGE, TICKET, TOKEN } from '../app.ts';

interface Operation {
  parameters: object;
  requestBody?: { content: { 'application/json': unknown } };
  responses: { 200: { content: { 'application/json': unknown } } };
}
interface Paths {
  [path: string]: { get: Operation; post: Operation; put: Operation };
}

export const create: CreateApp = (baseUrl, fetch) => {
  const client = createClient<Paths>({ baseUrl, fetch, headers: { authorization: TOKEN } });
  const checked = async (call: Promise<{ data?: unknown; error?: unknown; response: Response }>) => {
    const { data, response } = await call;
    if (!response.ok) throw new Error(`status ${response.status}`);
    return data;
  };
  const path = { ticketId: '1' };
  return {
    listTickets: () => checked(client.GET('/tickets', { params: { query: { status: 'OPEN', limit: 50 } } })),
    createTicket: () => checked(client.POST('/ticket', { body: TICKET })),
    addTicketMessage: () => checked(client.POST('/ticket/{ticketId}/message', { params: { path }, body: MESSAGE })),
    listTicketMessages: () =>
      checked(client.GET('/ticket/{ticketId}/messages', { params: { path, query: { limit: 50 } } })),
    setTicketStatus: () =>
      checked(client.PUT('/ticket/{ticketId}/status', { params: { path }, body: { ticketStatus: 'CLOSED' } })),
  };
};
