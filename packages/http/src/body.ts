import { decodeJson, type JsonContent } from './json.ts';
import type { Answer } from './response.ts';

/** The value of a body, or why it has none. */
export interface BodyContent extends JsonContent {
  readonly isBrokenOff?: boolean;
}

const DRAIN_MS = 1_000;
const DRAIN_BYTES = 64 * 1024;

/** The body of an answer: read once, or cancelled, so that its connection is not held. Nothing here throws or rejects. */
export interface Body {
  readJson(): Promise<BodyContent>;
  /** Lets a body that nobody needs end by itself, so that its connection serves again; cancels one that goes on. */
  drain(): void;
  /** Cancels a body that nobody will read, also in the middle of {@link readJson}. */
  discard(): void;
}

export function openBody({ body, header }: Answer, maxBytes: number): Body {
  let reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> | undefined;
  const discard = () => cancel(reader ?? body);
  const read = async (limit: number, chunks?: Uint8Array[]): Promise<BodyContent | undefined> => {
    let bytes = 0;
    try {
      if (!body) return undefined;
      if (!isStream(body)) {
        discard();
        return { problem: 'a body that is no stream' };
      }
      reader = body.getReader();
      for (;;) {
        const { value } = await reader.read();
        if (!value) return undefined;
        bytes += value.byteLength;
        // Chunks that are no bytes have no length.
        if (!(bytes <= limit)) {
          discard();
          return { problem: `a body of more than ${limit} bytes` };
        }
        chunks?.push(value);
      }
    } catch {
      discard();
      return { problem: `a body that broke off after ${bytes} bytes`, isBrokenOff: true };
    }
  };
  const readJson = async () => {
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    return (await read(maxBytes, chunks)) ?? decodeJson(chunks, header('content-type'));
  };
  const drain = () => {
    if (!body || reader || header('content-length') === '0') return;
    const timer = setTimeout(discard, DRAIN_MS);
    read(DRAIN_BYTES).then(() => clearTimeout(timer));
  };
  return { readJson, drain, discard };
}

function isStream(body: unknown): body is ReadableStream<Uint8Array<ArrayBuffer>> {
  return typeof Object(body).getReader === 'function';
}

/** Cancels a reader or a stream, WHATWG's or Node's. An unhandled rejection could end the program. */
function cancel(open: unknown): void {
  try {
    const { cancel, destroy } = Object(open);
    Promise.resolve((cancel ?? destroy).call(open)).catch(() => {});
  } catch {
    // What cannot be cancelled ends by itself.
  }
}
