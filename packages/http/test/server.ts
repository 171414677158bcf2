import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A request as it arrived. */
export interface Arrival {
  readonly method: string;
  /** Path and query, as sent. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A server on loopback that keeps what arrives; it closes with the test that opened it. */
export async function serve(answer: RequestListener): Promise<{ baseUrl: string; arrivals: Arrival[] }> {
  const arrivals: Arrival[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = '', url = '', headers } = request;
    arrivals.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { baseUrl: `http://127.0.0.1:${port}/base`, arrivals };
}

/** Answers every request with this. */
export function answering(status: number, body?: unknown, headers: Record<string, string> = {}): RequestListener {
  return (_, response) => {
    const json = typeof body !== 'string' && body !== undefined;
    response.writeHead(status, json ? { 'content-type': 'application/json', ...headers } : headers);
    response.end(json ? JSON.stringify(body) : body);
  };
}
