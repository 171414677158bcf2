import { createServer, type IncomingMessage } from 'node:http';
import { createBrandlovers } from '@ticketbridge/brandlovers';
import { createClubcollect } from '@ticketbridge/clubcollect';
import { brandloversSource, clubcollectSource, createTicketbridge } from '@ticketbridge/facade';
import { onTestFinished } from 'vitest';
import { limitIn, offsetIn } from './asked.ts';

/** What a made-up vendor answers: a body of JSON or the text of one, a status and perhaps a page of HTML, or nothing at all until the client goes. */
export type Reply =
  | { readonly body: unknown }
  | { readonly text: string }
  | { readonly status: number; readonly text?: string }
  | 'never';

/** How a made-up vendor answers a request. */
export type Answer = (url: URL, request: number) => Reply;

/** How a vendor answers a list that is asked for by offset. */
export type ByOffset = (offset: number, limit: number, request: number) => Reply;

/** A server on this machine; it ends with the test. */
export async function serve(answer: Answer) {
  const requests: string[] = [];
  const open = new Set<IncomingMessage>();
  const server = createServer((request, response) => {
    open.add(request);
    response.on('close', () => open.delete(request));
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    requests.push(`${request.method} ${url.pathname}${url.search}`);
    const reply = answer(url, requests.length);
    if (reply === 'never') return;
    const { status = 200, text, body = {} }: { status?: number; text?: string; body?: unknown } = reply;
    const type = status !== 200 && text !== undefined ? 'text/html' : 'application/json';
    response.writeHead(status, { 'content-type': type });
    response.end(text ?? JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return { baseUrl: `http://127.0.0.1:${address.port}`, requests, open };
}

/** A facade over one seller of a made-up BrandLovers whose lists are answered by offset. */
export async function shopThat(answer: ByOffset) {
  const { baseUrl, requests } = await serve((url, request) => answer(offsetIn(url), limitIn(url), request));
  const client = createBrandlovers({ baseUrl, token: 'token-of-shop', maxAttempts: 1 });
  const bridge = createTicketbridge(brandloversSource(client, { account: 'shop' }));
  return { bridge, requests };
}

/** A facade over one company of a made-up ClubCollect. */
export async function clubThat(answer: Answer) {
  const { baseUrl, requests, open } = await serve(answer);
  const client = createClubcollect({ baseUrl, apiKey: 'key-of-club', maxAttempts: 1 });
  const bridge = createTicketbridge(clubcollectSource(client, { companyId: 'club' }));
  return { bridge, baseUrl, requests, open };
}

/** Reads to the end or to the error, whichever comes. */
export async function readAll<T>(list: AsyncIterable<T>): Promise<{ readonly items: T[]; readonly error: unknown }> {
  const items: T[] = [];
  try {
    for await (const item of list) items.push(item);
    return { items, error: undefined };
  } catch (error) {
    return { items, error };
  }
}
