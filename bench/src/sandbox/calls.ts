import { paging } from '@ticketbridge/brandlovers';
import type { Announced } from './servers.ts';

/** A call that both answer: of BrandLovers a page of tickets, of ClubCollect a new one. */
export interface Call {
  readonly vendor: 'brandlovers' | 'clubcollect';
  readonly title: string;
  readonly path: string;
  readonly body?: string;
  readonly status: number;
}

export const CALLS: Readonly<Record<'GET' | 'POST', Call>> = {
  GET: {
    vendor: 'brandlovers',
    title: 'a page of 10 tickets',
    path: `/tickets?${paging.listTickets.limit}=10`,
    status: 200,
  },
  POST: {
    vendor: 'clubcollect',
    title: 'a message, which is answered',
    path: '/v2/invoices/hv-2026-0001/tickets',
    body: JSON.stringify({ message: 'Dank u, de rekening klopt.' }),
    status: 200,
  },
};

/** The bytes of a call, with the sandbox's own credential, of which Prism looks at the form alone. */
export function requestOf(
  method: string,
  { path, body }: Call,
  basePath: string,
  { credential, accounts }: Announced,
): string {
  const { sent = '' } = accounts[0] ?? {};
  const inQuery = credential.in === 'query';
  const query = inQuery ? `${path.includes('?') ? '&' : '?'}${credential.name}=${encodeURIComponent(sent)}` : '';
  return [
    `${method} ${basePath}${path}${query} HTTP/1.1`,
    'host: 127.0.0.1',
    ...(inQuery ? [] : [`${credential.name}: ${sent}`]),
    'content-type: application/json',
    ...(body === undefined ? [] : [`content-length: ${Buffer.byteLength(body)}`]),
    `\r\n${body ?? ''}`,
  ].join('\r\n');
}
