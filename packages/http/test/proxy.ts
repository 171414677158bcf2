import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { onTestFinished } from 'vitest';

export interface Proxy {
  readonly host: string;
  /** The hosts and ports that tunnels were asked for, and the credential and the certificate's name that came with each. */
  readonly tunnels: readonly string[];
  /** The requests that were to be forwarded instead. */
  readonly forwarded: readonly string[];
  /** Resolves when a tunnel was asked for. */
  readonly asked: Promise<void>;
}

/** Refuses a tunnel in a way of its own. */
export type Refusal = (request: IncomingMessage, socket: Duplex) => void;

export const refusing = (status: number): Refusal => {
  return (_, socket) => socket.end(`HTTP/1.1 ${status} No\r\nproxy-authenticate: Basic\r\ncontent-length: 2\r\n\r\nno`);
};

/** A proxy on loopback. It leads every tunnel to `target`, whatever host was asked for, or refuses it. */
export async function startProxy(target: string | Refusal, tls?: ServerOptions): Promise<Proxy> {
  const tunnels: string[] = [];
  const forwarded: string[] = [];
  const sockets = new Set<Duplex>();
  const asked = Promise.withResolvers<void>();
  const server = tls ? createTlsServer(tls) : createServer();
  const keep = (socket: Socket | Duplex) => void sockets.add(socket.on('error', () => {}));
  server.on('connection', keep);
  server.on('request', ({ url = '' }, response) => {
    forwarded.push(url);
    response.writeHead(403).end('{}');
  });
  server.on('connect', (request: IncomingMessage, socket: Duplex) => {
    keep(socket);
    const name = socket instanceof TLSSocket && socket.getPeerCertificate().subject?.CN;
    tunnels.push([request.url, request.headers['proxy-authorization'], name].filter(Boolean).join(' '));
    asked.resolve();
    if (typeof target !== 'string') return target(request, socket);
    const { hostname, port } = new URL(target);
    const vendor = connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      vendor.pipe(socket).pipe(vendor);
    });
    keep(vendor);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  if (typeof address !== 'object') throw new Error('it has no port');
  return { host: `localhost:${address?.port}`, tunnels, forwarded, asked: asked.promise };
}
