import { pipeline, Readable, type Transform } from 'node:stream';
import { constants, createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import type { BodyReader, ResponseBody } from '../options.ts';
import type { IncomingBody } from './incoming-body.ts';
import { lackStream } from './lack.ts';

/** Takes ends that are not quite right, as browsers, cURL and undici's own fetch do. */
const ZLIB = { flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH };
const BROTLI = { flush: constants.BROTLI_OPERATION_FLUSH, finishFlush: constants.BROTLI_OPERATION_FLUSH };

const gunzip = () => createGunzip(ZLIB);

/** Opens the decoder of a coding (RFC 9110 8.4.1) for a body that begins with this byte. */
const DECODERS = new Map<string, (first: number) => Transform>([
  ['gzip', gunzip],
  ['x-gzip', gunzip],
  // Some servers leave out the header of zlib, whose first byte names method 8.
  ['deflate', (first) => ((first & 0x0f) === 8 ? createInflate(ZLIB) : createInflateRaw(ZLIB))],
  ['br', () => createBrotliDecompress(BROTLI)],
]);

/** An answer that names more is no vendor's; undici's own fetch has the same limit. */
const MAX_CODINGS = 5;

type Chunks = AsyncGenerator<Uint8Array, void>;

/** Undoes the codings of a body while it is read; leaves a body as it is when a coding is unknown. */
export function decode(body: IncomingBody, contentEncoding: string | null): ResponseBody {
  if (!contentEncoding) return body;
  const codings = contentEncoding.toLowerCase().split(',');
  const decoders = codings.flatMap((coding) => DECODERS.get(coding.trim()) ?? []);
  if (decoders.length < codings.length || codings.length > MAX_CODINGS) return body;
  // They were applied in this order.
  return new DecodedBody(body, decoders.reduceRight(decodeChunks, chunksOf(body)));
}

async function* chunksOf(body: IncomingBody): Chunks {
  for (;;) {
    const { value } = await body.read();
    if (!value) return;
    yield value;
  }
}

async function* decodeChunks(coded: Chunks, open: (first: number) => Transform): Chunks {
  const { value } = await coded.next();
  if (!value) return;
  async function* all() {
    yield value;
    yield* coded;
  }
  // The error of any part comes out of the last, which is read.
  yield* pipeline(Readable.from(all()), open(value[0] ?? 0), () => {});
}

class DecodedBody implements BodyReader {
  readonly #body: IncomingBody;
  readonly #chunks: Chunks;

  constructor(body: IncomingBody, chunks: Chunks) {
    this.#body = body;
    this.#chunks = chunks;
  }

  static {
    lackStream(DecodedBody.prototype);
  }

  getReader(): this {
    return this;
  }

  read(): ReturnType<BodyReader['read']> {
    return this.#chunks.next().then(({ done = false, value }) => (done || !value ? { done: true } : { done, value }));
  }

  /** Ends the decoder too: what it holds may be a thousand times as long. */
  async cancel(): Promise<void> {
    await this.#body.cancel();
    await this.#chunks.return();
  }
}
