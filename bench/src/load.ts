import { connect } from 'node:net';

/** When to stop: after so many milliseconds, or so many requests. */
type Limit = { readonly ms: number } | { readonly requests: number };

/**
 * Sends one request over and over on so many connections, each as soon as its connection has the answer to the one
 * before; gives how many a second were answered. It writes bytes and counts answers, so that it takes less than any
 * server that it measures.
 *
 * @throws Error for an answer of another status than `status`
 */
export async function load(
  port: number,
  request: string,
  status: number,
  connections: number,
  limit: Limit,
): Promise<number> {
  const bytes = Buffer.from(request);
  const startedAt = performance.now();
  let sent = 0;
  const isOver = () => ('ms' in limit ? performance.now() - startedAt >= limit.ms : sent >= limit.requests);
  const connection = () =>
    new Promise<void>((resolve, reject) => {
      const send = () => {
        sent += 1;
        socket.write(bytes);
      };
      const socket = connect({ port, host: '127.0.0.1', noDelay: true }, send);
      let read = '';
      socket.on('error', reject);
      socket.on('close', () => reject(new Error('The server closed the connection')));
      socket.on('data', (chunk: Buffer) => {
        read += chunk.toString('latin1');
        if (!isWhole(read)) return;
        if (read.slice(9, 12) !== String(status)) reject(new Error(`It answered ${read.slice(0, 400)}`));
        read = '';
        if (!isOver()) {
          send();
          return;
        }
        resolve();
        socket.destroy();
      });
    });
  await Promise.all(Array.from({ length: connections }, connection));
  return (sent / (performance.now() - startedAt)) * 1_000;
}

/** Tells whether an answer is there to its end. */
function isWhole(read: string): boolean {
  const head = read.indexOf('\r\n\r\n');
  if (head < 0) return false;
  const length = /\r\ncontent-length: *(\d+)/i.exec(read.slice(0, head))?.[1];
  return length === undefined ? read.endsWith('\r\n0\r\n\r\n') : read.length >= head + 4 + Number(length);
}
