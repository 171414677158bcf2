import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { SandboxError } from '../sandbox-error.ts';
import { isRefusedByFetch } from './bad-ports.ts';
import type { Exchange } from './exchange.ts';
import { createServer } from './node-http.ts';
import { discardBody, hasBody, readBody } from './read-body.ts';
import { maxBodyBytes, type RefusalReason, refuse } from './refusals.ts';
import type { Reply } from './reply.ts';

const host = '127.0.0.1';

export interface Listener {
  readonly origin: string;
  close(): Promise<void>;
}

/** Serves an exchange on the loopback interface; `isUnusable` tells which free ports to pass over. */
export async function listen(
  exchange: Pick<Exchange, 'open'>,
  port: number,
  isUnusable: (port: number) => boolean = isRefusedByFetch,
): Promise<Listener> {
  const server = createSandboxServer(exchange);
  await startListening(server, port);
  if (port === 0 && isUnusable(portOf(server))) {
    // Held until another one is found, or the system might give the same again.
    return listen(exchange, port, isUnusable).finally(() => server.close());
  }
  const closed = new Promise<void>((done) => server.once('close', done));
  // Node forgets a socket that it gave away, such as that of a CONNECT, but waits for its end.
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return {
    origin: `http://${host}:${portOf(server)}`,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      return closed;
    },
  };
}

function createSandboxServer(exchange: Pick<Exchange, 'open'>): Server {
  /** Sockets whose last reply is on its way: nothing else may be written to them. */
  const answered = new WeakSet<Duplex>();
  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    const opening = exchange.open(headOf(request));
    const refuseBody = (reply: Reply): void => {
      answered.add(request.socket);
      replyBeforeBody(request, response, reply);
    };
    if ('refusal' in opening) {
      if (hasBody(request)) refuseBody(opening.refusal);
      else send(response, opening.refusal);
      return;
    }
    if (request.headers.expect?.toLowerCase() === '100-continue') response.writeContinue();
    readBody(request, maxBodyBytes, (body) =>
      body === undefined ? refuseBody(opening.answer(body)) : send(response, opening.answer(body)),
    );
  };
  // Without these, Node would answer on its own, with statuses that are in no spec and in no table.
  return createServer({ requireHostHeader: false }, serve)
    .on('checkContinue', serve)
    .on('checkExpectation', serve)
    .on('connect', (request, socket) => {
      const opening = exchange.open(headOf(request));
      socket.on('error', () => socket.destroy());
      socket.end(rawReply('refusal' in opening ? opening.refusal : refuse('wrong-method')));
    })
    .on('clientError', (error: NodeJS.ErrnoException, socket) => {
      const reason = reasonOf(error);
      if (reason === undefined || !socket.writable || answered.has(socket)) socket.destroy();
      else socket.end(rawReply(refuse(reason)));
    });
}

function startListening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === 'EADDRINUSE' ? 'the port is taken; name another, or none for a free one' : error.code;
      const message = `Cannot listen on ${host}:${port}: ${reason}`;
      reject(new SandboxError('cannot-listen', message, { field: 'port', cause: error }));
    });
    server.listen(port, host, resolve);
  });
}

function headOf(request: IncomingMessage) {
  return {
    method: request.method ?? '',
    target: request.url ?? '',
    header: (name: string) => request.headersDistinct[name.toLowerCase()]?.join(', '),
  };
}

function send(response: ServerResponse, reply: Reply): void {
  if (reply.deliver === undefined) write(response, reply);
  else reply.deliver(response, reply, write);
}

/** Writes a reply in one piece: without its length, Node would send chunks. A 204 has none (RFC 9110 8.6). */
function write(response: ServerResponse, { status, headers, body = '' }: Reply): void {
  const fields = status === 204 ? headers : { ...headers, 'content-length': Buffer.byteLength(body) };
  response.writeHead(status, fields).end(body);
}

/**
 * Answers at once, and only then lets go of what the caller is still sending. To close with unread bytes would reset
 * the connection, and the caller might never read the answer.
 */
function replyBeforeBody(request: IncomingMessage, response: ServerResponse, reply: Reply): void {
  const { status, headers, body = '' } = reply;
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body), connection: 'close' });
  response.flushHeaders();
  response.write(body);
  discardBody(request, maxBodyBytes, () => response.end());
}

function reasonOf(error: NodeJS.ErrnoException): RefusalReason | undefined {
  if (error.code === 'HPE_HEADER_OVERFLOW') return 'headers-too-large';
  return error.code?.startsWith('HPE_') ? 'malformed-http' : undefined;
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port');
  return address.port;
}

function rawReply({ status, headers, body = '' }: Reply): string {
  const fields = { ...headers, 'content-length': Buffer.byteLength(body), connection: 'close' };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} Refused\r\n${lines.join('')}\r\n${body}`;
}
