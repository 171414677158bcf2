import createClient from 'openapi-fetch';
import { CREDENTIAL, type CreateApp, MESSAGE, TICKET } from '../app.ts';

interface Operation {
  parameters: object;
  requestBody?: { content: { 'application/json': unknown } };
  responses: { 200: { content: { 'application/json': unknown } } };
}
interface Paths {
  [path: string]: { get: Operation; post: Operation; put: Operation };
}

export const create: CreateApp = (baseUrl, fetch) => {
  const client = createClient<Paths>({ baseUrl, fetch, headers: CREDENTIAL });
  const checked = async (call: Promise<{ data?: unknown; error?: unknown; response: Response }>) => {
    const { data, response } = await call;
    if (!response.ok) throw new Error(`status ${response.status}`);
    return data;
  };
  const path = { ticketId: '1' };
  return {
    listTickets: () => checked(client.GET('/tickets', { params: { query: { status: 'OPEN' } } })),
    createTicket: () => checked(client.POST('/ticket', { body: TICKET })),
    addTicketMessage: () => checked(client.POST('/ticket/{ticketId}/message', { params: { path }, body: MESSAGE })),
    listTicketMessages: () => checked(client.GET('/ticket/{ticketId}/messages', { params: { path } })),
    setTicketStatus: () =>
      checked(client.PUT('/ticket/{ticketId}/status', { params: { path }, body: { ticketStatus: 'CLOSED' } })),
  };
};
