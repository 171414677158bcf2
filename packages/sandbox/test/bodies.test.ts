import { connect, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Sandbox } from '../src/index.ts';
import { maxBodyBytes } from '../src/server/refusals.ts';
import { asSeller, readAnswer, sellerHead, sendBytes, start } from './calls.ts';
import { signed, successOf } from './spec-facts.ts';

const gigantic = 600_000_000;

/** Requests that are refused by their head alone. */
const heads: Record<string, (sandbox: Sandbox) => string> = {
  'unknown-path': () => 'POST /none HTTP/1.1\r\nhost: localhost\r\n',
  'unknown-host': () => sellerHead('POST', '/ticket', undefined, 'evil.example'),
  'wrong-method': () => sellerHead('DELETE', '/ticket'),
  'content-type': () =>
    `POST ${signed('clubcollect', '/v2/invoices/x/tickets', undefined).target} HTTP/1.1\r\nhost: localhost\r\n`,
  credentials: () => sellerHead('POST', '/ticket', 'nobody'),
  'body-too-large': ({ brandlovers }) => sellerHead('POST', '/ticket', brandlovers.sellers[0]?.token),
};

function open({ brandlovers }: Sandbox): Socket {
  const socket = connect(Number(new URL(brandlovers.baseUrl).port), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  return socket;
}

/** Reads until a whole JSON body is there: the connection may stay open. */
async function answerOf(socket: Socket): Promise<string> {
  let answer = '';
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    answer += String(chunk);
    if (answer.endsWith('}')) return answer;
  }
  return answer;
}

/** Sends what a connection takes until the other side ends it, and counts it. */
async function sendUntilEnded(socket: Socket, piece: Buffer): Promise<number> {
  let ended = false;
  let sent = 0;
  socket.on('error', () => undefined);
  const close = new Promise<void>((done) => {
    socket.once('close', () => {
      ended = true;
      done();
    });
  });
  socket.resume();
  while (!ended && sent < gigantic) {
    sent += piece.length;
    if (!socket.write(piece)) await Promise.race([new Promise((done) => socket.once('drain', done)), close]);
  }
  return sent;
}

describe('a body that cannot matter is not waited for', () => {
  test.each(Object.entries(heads))('%s', async (reason, headOf) => {
    const sandbox = await start();
    const socket = open(sandbox);
    socket.write(`${headOf(sandbox)}content-length: ${gigantic}\r\n\r\n`);
    const heard = readAnswer(await answerOf(socket));
    expect(heard.headers.get('x-sandbox-refusal')).toBe(reason);
    expect(heard.headers.get('connection')).toBe('close');
  });
});

describe('a body without an end is cut off after a bounded amount', () => {
  test.each(Object.entries(heads))('%s', async (reason, headOf) => {
    const sandbox = await start();
    const socket = open(sandbox);
    const answer = reason === 'body-too-large' ? undefined : answerOf(socket);
    socket.write(`${headOf(sandbox)}transfer-encoding: chunked\r\n\r\n`);
    if (answer !== undefined) expect(readAnswer(await answer).headers.get('x-sandbox-refusal')).toBe(reason);
    const piece = Buffer.from(`10000\r\n${'x'.repeat(65_536)}\r\n`);
    // What the sandbox reads, and what the system's buffers hold of it on both sides.
    expect(await sendUntilEnded(socket, piece)).toBeLessThan(2 * maxBodyBytes + 32_000_000);
    expect((await asSeller(sandbox)('GET', '/tickets')).status).toBe(200);
  });
});

test('a body of the largest size is taken', async () => {
  const sandbox = await start();
  const order = { orderId: '1', type: 'T', from: 'F', body: '' };
  const body = 'x'.repeat(maxBodyBytes - JSON.stringify(order).length);
  expect((await asSeller(sandbox)('POST', '/ticket', { ...order, body })).status).toBe(successOf('createTicket'));
});

describe('Expect: 100-continue', () => {
  const head = (token: string | undefined, length: number): string =>
    `${sellerHead('POST', '/ticket', token)}content-type: application/json\r\ncontent-length: ${length}\r\nexpect: 100-continue\r\nconnection: close\r\n\r\n`;

  test('is told to go on where the body is read', async () => {
    const sandbox = await start();
    const body = JSON.stringify({ orderId: '1', type: 'T', from: 'F', body: 'B' });
    const heard = await sendBytes(sandbox, head(sandbox.brandlovers.sellers[0]?.token, body.length) + body);
    expect(heard).toMatch(/^HTTP\/1\.1 100 .+\r\n\r\nHTTP\/1\.1 200 /);
  });

  test('is refused at once where it is not', async () => {
    const sandbox = await start();
    const socket = open(sandbox);
    socket.write(head('nobody', gigantic));
    expect(readAnswer(await answerOf(socket)).headers.get('x-sandbox-refusal')).toBe('credentials');
  });
});
