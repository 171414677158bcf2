import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { undiciFetch } from '@ticketbridge/http/undici';
import { describe, expect, onTestFinished, test } from 'vitest';
import { cert, key } from './certificate.ts';
import { failureOf } from './failure.ts';
import { lettersClient } from './letters.ts';
import { startProxy } from './proxy.ts';
import { answering, serve } from './server.ts';

const baseUrl = 'https://letters.example/v1';

/** A server of TCP that takes what arrives and says nothing. */
async function silent(): Promise<{ readonly host: string; readonly closed: () => Promise<unknown> }> {
  const sockets = new Map<Socket, Promise<unknown>>();
  const server = createServer((socket) => {
    sockets.set(socket, new Promise((resolve) => socket.on('error', () => {}).on('close', resolve)));
    socket.resume();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets.keys()) socket.destroy();
    server.close();
  });
  const address = server.address();
  if (typeof address !== 'object') throw new Error('it has no port');
  return { host: `localhost:${address?.port}`, closed: () => Promise.all(sockets.values()) };
}

/** Where a tunnel may stop: each is given a server that says nothing, and makes a proxy's URL. */
const STAGES: Readonly<Record<string, (host: string) => Promise<string>>> = {
  "the proxy's TLS": async (host) => `https://${host}`,
  'the answer to CONNECT': async (host) => `http://${host}`,
  "the vendor's TLS through the tunnel": async (host) => `http://${(await startProxy(`http://${host}`)).host}`,
};

describe.concurrent('a tunnel that is not made is given up after 10 s, as a connection that was not made', () => {
  test.each(Object.entries(STAGES))('%s', async (_, proxyTo) => {
    const { host, closed } = await silent();
    const fetch = undiciFetch({ proxy: await proxyTo(host), ca: cert, connections: 1 });
    const client = lettersClient({ baseUrl, fetch, maxAttempts: 1 });
    const calls = ['a', 'b', 'c'].map((text) => failureOf(client.sendLetter({ boxId: 'b', text })));
    const startedAt = performance.now();
    for (const error of await Promise.all(calls)) expect(error).toMatchObject({ kind: 'network', outcome: 'not-sent' });
    expect(performance.now() - startedAt).toBeLessThan(20_000);
    await closed();
    await fetch.close();
  });

  test('and the next call asks for another', async () => {
    const server = await serve(answering(200, ['a']), { key, cert });
    const { port } = new URL(server.baseUrl);
    let asked = 0;
    const proxy = await startProxy((_, socket: Duplex) => {
      asked += 1;
      if (asked === 1) return;
      const vendor = connect(Number(port), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        vendor.pipe(socket).pipe(vendor);
      });
      vendor.on('error', () => {});
    });
    const fetch = undiciFetch({ proxy: `http://${proxy.host}`, ca: cert, connections: 1 });
    const client = lettersClient({ baseUrl, fetch, timeout: 20_000 });
    expect(await client.listTags()).toEqual(['a']);
    expect(asked).toBe(2);
    await fetch.close();
  });
});
