import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Exchange } from './exchange.ts';
import { refuse } from './refusals.ts';
import type { Reply } from './reply.ts';

const host = '127.0.0.1';

export interface Listener {
  readonly origin: string;
  close(): Promise<void>;
}

/** Serves an exchange on the loopback interface. */
export async function listen(exchange: Exchange, port: number): Promise<Listener> {
  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    const chunks: Uint8Array[] = [];
    request.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    request.on('end', () => {
      const reply = exchange.answer({
        method: request.method ?? '',
        target: request.url ?? '',
        body: Buffer.concat(chunks),
        header: (name) => request.headersDistinct[name.toLowerCase()]?.join(', '),
      });
      response.writeHead(reply.status, reply.headers).end(reply.body);
    });
  };
  // Without these two, Node would answer on its own, with statuses that are in no spec and in no table.
  const server = createServer({ requireHostHeader: false }, serve).on('checkExpectation', serve);
  server.on('clientError', (_, socket) => {
    if (socket.writable) socket.end(rawReply(refuse('malformed-http')));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === 'EADDRINUSE' ? 'the port is taken; name another, or none for a free one' : error.code;
      reject(new Error(`Cannot listen on ${host}:${port}: ${reason}`, { cause: error }));
    });
    server.listen(port, host, resolve);
  });
  const closed = new Promise<void>((done) => server.once('close', done));
  return {
    origin: `http://${host}:${portOf(server.address())}`,
    close() {
      server.close();
      server.closeAllConnections();
      return closed;
    },
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port');
  return address.port;
}

function rawReply({ status, headers, body = '' }: Reply): string {
  const fields = { ...headers, 'content-length': Buffer.byteLength(body), connection: 'close' };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} Refused\r\n${lines.join('')}\r\n${body}`;
}
