import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { STATUS_CODES } from '../server/node-http.ts';
import type { Reply } from '../server/reply.ts';

type Deliver = NonNullable<Reply['deliver']>;

/** Keeps what ends an answer that is held up, for when its fault is cleared; gives back how to forget it. */
export type Hold = (end: () => void) => () => void;

/** Sends the reply later, at once when the fault is cleared, and never when the caller has gone. */
export function later(milliseconds: number, hold: Hold): Deliver {
  return (response, reply, write) => {
    const end = (): void => {
      leave();
      write(response, reply);
    };
    const release = hold(end);
    const timer = setTimeout(end, milliseconds);
    const leave = (): void => {
      clearTimeout(timer);
      release();
      response.off('close', leave);
    };
    response.once('close', leave);
  };
}

/** Sends nothing. */
export function stall(hold: Hold): Deliver {
  return (response) => holdOpen(response, hold);
}

/** Sends half of the answer. */
export function stallWithin(hold: Hold): Deliver {
  return (response, reply) => {
    sendHalf(response, reply);
    holdOpen(response, hold);
  };
}

export const reset: Deliver = (response) => inTurn(response, (socket) => void socket.resetAndDestroy());

/** Sends half of the answer, and ends the connection. */
export const endWithin: Deliver = (response, reply) => {
  sendHalf(response, reply, () => response.req.socket.end());
};

/** Sends spaces and then the body, in all of `bytes` or, if that is longer, the body alone. */
export function padded(bytes: number): Deliver {
  return (response, { status, headers, body = '' }) => {
    const length = Buffer.byteLength(body);
    response.writeHead(status, { ...headers, 'content-length': Math.max(bytes, length) });
    // The caller may leave before the end.
    pipeline(Readable.from(paddedParts(bytes - length, body)), response).catch(() => undefined);
  };
}

const part = Buffer.alloc(65_536, ' ');

function* paddedParts(spaces: number, body: string): Generator<Buffer> {
  for (let left = spaces; left > 0; left -= part.length) yield part.subarray(0, Math.min(left, part.length));
  yield Buffer.from(body);
}

/** Sends half of a body that is announced whole or, of an answer without one, a part of its head. */
function sendHalf(response: ServerResponse, { status, headers, body }: Reply, then?: () => void): void {
  if (body === undefined) {
    const head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\ndate`;
    inTurn(response, (socket) => void socket.write(head, then));
    return;
  }
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...headers, 'content-length': bytes.length });
  response.write(bytes.subarray(0, bytes.length / 2), then);
}

/** Waits for the answers to earlier requests on the connection, which a caller that pipelines still expects. */
function inTurn(response: ServerResponse, act: (socket: Socket) => void): void {
  if (response.socket) act(response.socket);
  else response.once('socket', act);
}

/** Leaves the answer as it is until the fault is cleared. */
function holdOpen(response: ServerResponse, hold: Hold): void {
  response.once(
    'close',
    hold(() => response.destroy()),
  );
}
