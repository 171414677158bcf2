import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import { onTestFinished } from 'vitest';

/** A request as it arrived on the socket. */
export interface Arrival {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

/** A server on loopback that keeps what arrives; it closes with the test that opened it. */
export async function serve(answer: RequestListener): Promise<{ origin: string; arrivals: readonly Arrival[] }> {
  const arrivals: Arrival[] = [];
  const server = createServer((request, response) => {
    const { method, url, headers } = request;
    arrivals.push({ method, url, headers });
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { origin: originOf(server), arrivals };
}

/** An address of loopback where nothing listens. */
export async function nowhere(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = originOf(server);
  await new Promise((resolve) => server.close(resolve));
  return origin;
}

function originOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return `http://127.0.0.1:${address.port}`;
}

/** Answers every request with this. */
export function answering(status: number, body = '', headers: Record<string, string> = {}): RequestListener {
  return (_, response) => {
    response.writeHead(status, headers);
    response.end(body);
  };
}
