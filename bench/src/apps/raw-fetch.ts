import { CREDENTIAL, type CreateApp, MESSAGE, TICKET } from '../app.ts';

export const create: CreateApp = (baseUrl, fetch) => {
  const send = async (method: string, path: string, body?: object) => {
    const response = await fetch(baseUrl + path, {
      method,
      headers: { ...CREDENTIAL, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return response;
  };
  const get = async (path: string): Promise<unknown> => (await send('GET', path)).json();
  return {
    listTickets: () => get('/tickets?status=OPEN'),
    createTicket: () => send('POST', '/ticket', TICKET),
    addTicketMessage: () => send('POST', '/ticket/1/message', MESSAGE),
    listTicketMessages: () => get('/ticket/1/messages'),
    setTicketStatus: () => send('PUT', '/ticket/1/status', { ticketStatus: 'CLOSED' }),
  };
};
