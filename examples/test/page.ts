import { createServer, type RequestListener } from 'node:http';
import { startSandbox } from '@ticketbridge/sandbox';
import { onTestFinished } from 'vitest';
import { startPage } from '../src/page/server.ts';
import { type Seller, ticket } from './desk.ts';

export const TOKEN = 'token-of-shop';
export const QUESTION = 'Cadê meu pedido? 0';

/** A sandbox with one open ticket, and the page of its seller. */
export async function openPage() {
  const tickets: Seller['tickets'] = [{ ...ticket('t-1'), subject: 'Entrega atrasada' }];
  const sandbox = await startSandbox({
    data: {
      brandlovers: { sellers: [{ name: 'Shop', token: TOKEN, tickets }] },
      clubcollect: { partners: [] },
    },
  });
  onTestFinished(() => sandbox.close());
  const page = await startPage({ baseUrl: sandbox.brandlovers.baseUrl, token: TOKEN, port: 0 });
  onTestFinished(() => page.close());
  return { sandbox, origin: page.origin };
}

/** The page of a seller whose vendor is `listener`, and what has arrived there. */
export async function openPageOf(listener: RequestListener, write = (origin: string) => `${origin}/v1`) {
  const arrivals: string[] = [];
  const vendor = createServer((request, response) => {
    arrivals.push(`${request.method} ${request.url}`);
    listener(request, response);
  });
  await new Promise<void>((resolve) => vendor.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    vendor.close();
    vendor.closeAllConnections();
  });
  const { port } = Object(vendor.address());
  const page = await startPage({ baseUrl: write(`http://127.0.0.1:${port}`), token: TOKEN, port: 0 });
  onTestFinished(() => page.close());
  return { origin: page.origin, arrivals };
}
