import type { IncomingMessage } from 'node:http';

/** Tells whether a request announces a body. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/**
 * Reads a body and holds no more than `limit` bytes of it. Calls `done` once: with the bytes, or with `undefined` for a
 * body that is longer; never for one that breaks off.
 */
export function readBody(request: IncomingMessage, limit: number, done: (body: Uint8Array | undefined) => void): void {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const take = (chunk: Uint8Array): void => {
    length += chunk.length;
    if (length <= limit) {
      chunks.push(chunk);
      return;
    }
    request.off('data', take).off('end', end).pause();
    done(undefined);
  };
  const end = (): void => done(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
  if (!hasBody(request)) done(Buffer.alloc(0));
  else if (Number(request.headers['content-length'] ?? 0) > limit) done(undefined);
  else request.on('data', take).on('end', end);
}

/** Milliseconds for which the rest of a refused body is discarded. */
const lingerFor = 2_000;

/**
 * Discards what comes of a body, for two seconds and up to `limit` bytes at most, and then calls `done`; also when the
 * body ends or breaks off before.
 */
export function discardBody(request: IncomingMessage, limit: number, done: () => void): void {
  let length = 0;
  const finish = (): void => {
    clearTimeout(timer);
    request.off('data', take).off('end', finish).off('close', finish);
    done();
  };
  const take = (chunk: Uint8Array): void => {
    length += chunk.length;
    if (length > limit) finish();
  };
  const timer = setTimeout(finish, lingerFor);
  request.on('data', take).on('end', finish).on('close', finish).resume();
}
