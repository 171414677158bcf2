import { Agent } from 'undici';
import { CREDENTIAL, type CreateApp, MESSAGE, TICKET } from '../app.ts';

/** undici's own `request`, as a server would use it: what is left when nothing is promised. */
export const create: CreateApp = (baseUrl) => {
  const dispatcher = new Agent({ connections: 50 });
  const { origin, pathname } = new URL(baseUrl);
  const send = async (method: string, path: string, body?: object) => {
    const { statusCode, body: answer } = await dispatcher.request({
      origin,
      path: pathname.replace(/\/$/, '') + path,
      method,
      headers: { ...CREDENTIAL, ...(body && { 'content-type': 'application/json' }) },
      body: body ? JSON.stringify(body) : null,
    });
    if (statusCode !== 200) throw new Error(`status ${statusCode}`);
    return answer;
  };
  const get = async (path: string): Promise<unknown> => (await send('GET', path)).json();
  const write = async (method: string, path: string, body: object) => (await send(method, path, body)).dump();
  return {
    listTickets: () => get('/tickets?status=OPEN'),
    createTicket: () => write('POST', '/ticket', TICKET),
    addTicketMessage: () => write('POST', '/ticket/1/message', MESSAGE),
    listTicketMessages: () => get('/ticket/1/messages'),
    setTicketStatus: () => write('PUT', '/ticket/1/status', { ticketStatus: 'CLOSED' }),
  };
};
