import { connect, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../src/index.ts';
import { sellerHead } from './calls.ts';

const head = (method: string, path: string): string => sellerHead(method, path, 'sandbox-seller-aurora');

/** What a client has sent when the sandbox closes, and whether it hears something before. */
const connections: readonly [string, string, boolean][] = [
  ['a request that ended', `${head('GET', '/tickets')}\r\n`, true],
  ['nothing', '', false],
  ['half a head', 'GET / HTTP/1.1\r\nhost', false],
  ['half a body', `${head('POST', '/ticket')}content-type: application/json\r\ncontent-length: 9\r\n\r\n{`, false],
  ['a body that is refused', 'POST /none HTTP/1.1\r\nhost: localhost\r\ncontent-length: 9\r\n\r\n{', true],
  ['a CONNECT', 'CONNECT localhost:443 HTTP/1.1\r\nhost: localhost:443\r\n\r\n', true],
  ['a CONNECT that goes on', 'CONNECT localhost:443 HTTP/1.1\r\nhost: localhost:443\r\n\r\nmore', true],
  ['an Upgrade', `${head('GET', '/tickets')}connection: upgrade\r\nupgrade: websocket\r\n\r\n`, true],
  ['what is not HTTP', 'hello\r\n\r\n', true],
];

test.each(connections)('close ends although a client keeps its side open after %s', async (_, sent, isAnswered) => {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  const socket = connect({
    port: Number(new URL(sandbox.brandlovers.baseUrl).port),
    host: '127.0.0.1',
    allowHalfOpen: true,
  });
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => undefined);
  await event(socket, 'connect');
  const heard = event(socket, 'data');
  if (sent !== '') await new Promise((done) => socket.write(sent, done));
  if (isAnswered) await heard;
  // A request of another client is heard after it: what was sent here has arrived.
  expect((await fetch(`${sandbox.brandlovers.baseUrl}/tickets`)).status).toBe(401);
  await sandbox.close();
  await sandbox.close();
});

function event(socket: Socket, name: 'connect' | 'data'): Promise<unknown> {
  return new Promise((done) => socket.once(name, done));
}
