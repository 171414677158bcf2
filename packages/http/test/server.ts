import { createServer, type IncomingMessage, type RequestListener, STATUS_CODES } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A request as it arrived. */
export interface Arrival {
  readonly method: string;
  /** Path and query, as sent. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** Numbers the connections. */
  readonly connection: number;
  /** Resolves when the connection is closed. */
  readonly closed: Promise<void>;
}

export interface Server {
  readonly baseUrl: string;
  readonly arrivals: readonly Arrival[];
  /** Resolves when that many requests have arrived. */
  readonly arrived: (count: number) => Promise<void>;
}

/** A server on loopback that keeps what arrives, with TLS if asked; it closes with the test that opened it. */
export async function serve(answer: RequestListener, tls?: ServerOptions): Promise<Server> {
  const arrivals: Arrival[] = [];
  const awaited: { readonly count: number; readonly resolve: () => void }[] = [];
  const connections = new Map<unknown, { readonly number: number; readonly closed: Promise<void> }>();
  const listener: RequestListener = async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = '', url = '', headers, socket } = request;
    const { number: connection = 0, closed = Promise.resolve() } = connections.get(socket) ?? {};
    arrivals.push({ method, url, headers, body: Buffer.concat(chunks).toString(), connection, closed });
    for (const { count, resolve } of awaited) if (arrivals.length >= count) resolve();
    answer(request, response);
  };
  const server = tls ? createTlsServer(tls, listener) : createServer(listener);
  server.on(tls ? 'secureConnection' : 'connection', (socket) => {
    const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
    connections.set(socket, { number: connections.size + 1, closed });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const arrived = (count: number) =>
    new Promise<void>((resolve) => {
      if (arrivals.length >= count) resolve();
      awaited.push({ count, resolve });
    });
  return { baseUrl: `${tls ? 'https' : 'http'}://127.0.0.1:${port}/base`, arrivals, arrived };
}

/** A base URL on loopback where nobody listens. */
export async function nobody(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}/base`;
}

/** Answers every request with this. */
export function answering(
  status: number,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): RequestListener {
  return (_, response) => {
    const json = typeof body !== 'string' && body !== undefined;
    response.writeHead(status, json ? { 'content-type': 'application/json', ...headers } : headers);
    response.end(json ? JSON.stringify(body) : body);
  };
}

/** Answers the first request with the first, and so on; the last answers the rest. */
export function inTurn(...answers: readonly [RequestListener, ...RequestListener[]]): RequestListener {
  let turn = 0;
  return (request, response) => {
    const answer = answers[Math.min(turn, answers.length - 1)];
    turn += 1;
    answer?.(request, response);
  };
}

/** Never answers. */
export const stalling: RequestListener = () => {};

/** Resets the connection instead of answering. */
export const resetting: RequestListener = ({ socket }) => socket.resetAndDestroy();

/** Writes these bytes to the connection as they are; then resets it, ends it, or says nothing more. */
export function writing(bytes: string, then: 'reset' | 'end' | 'stall'): RequestListener {
  return ({ socket }) => {
    socket.write(bytes, 'latin1', () => {
      if (then === 'reset') socket.resetAndDestroy();
      if (then === 'end') socket.end();
    });
  };
}

/** The start of an answer that says it has `length` bytes. */
export function head(status: number, length: number, headers = 'content-type: application/json\r\n'): string {
  return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${headers}content-length: ${length}\r\n\r\n`;
}

/** Answers with a body that has no end, a byte at a time. */
export const dripping: RequestListener = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const drip = setInterval(() => response.write(' '), 5);
  response.on('close', () => clearInterval(drip));
};
