import { decodeJson, type JsonContent } from './json.ts';
import type { Answer } from './response.ts';

/** What a body holds: its value, or why there is none. */
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

export function openBody(answer: Answer, maxBytes: number): Body {
  const { body, header } = answer;
  let reader: Reader | undefined;
  const discard = () => cancel(reader ?? body);
  const read = async (limit: number, take?: (chunk: Uint8Array) => void): Promise<BodyContent | undefined> => {
    let bytes = 0;
    try {
      reader = openReader(answer);
      if (!reader) return { problem: 'a body that cannot be read' };
      for (;;) {
        const { value } = await reader.read();
        if (!value) return undefined;
        const chunk = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
        bytes += chunk.byteLength;
        if (bytes > limit) {
          discard();
          return { problem: `a body of more than ${limit} bytes` };
        }
        take?.(chunk);
      }
    } catch {
      discard();
      return { problem: `a body that broke off after ${bytes} bytes`, isBrokenOff: true };
    }
  };
  const readJson = async () => {
    const chunks: Uint8Array[] = [];
    const failure = await read(maxBytes, (chunk) => chunks.push(chunk));
    return failure ?? decodeJson(chunks, header('content-type'));
  };
  const drain = () => {
    if (!body || reader || header('content-length') === '0') return;
    if (!isStream(body)) return discard();
    const timer = setTimeout(discard, DRAIN_MS);
    read(DRAIN_BYTES).then(() => clearTimeout(timer));
  };
  return { readJson, drain, discard };
}

interface Reader {
  read(): Promise<{ readonly value?: ArrayBufferView | undefined }>;
}

/** Opens what the platform has: a WHATWG stream, or, as in React Native and node-fetch, the whole body at once. */
function openReader({ body, arrayBuffer }: Answer): Reader | undefined {
  if (isStream(body)) return body.getReader();
  if (!arrayBuffer) return undefined;
  let isRead = false;
  const read = async () => {
    if (isRead) return {};
    isRead = true;
    return { value: new Uint8Array(await arrayBuffer()) };
  };
  return { read };
}

function isStream(body: unknown): body is ReadableStream<Uint8Array> {
  return typeof Object(body).getReader === 'function';
}

/** Cancels a reader or a stream, WHATWG's or Node's. An unhandled rejection could end the program. */
function cancel(open: unknown): void {
  try {
    const { cancel, destroy = () => {} } = Object(open);
    Promise.resolve((cancel ?? destroy).call(open)).catch(() => {});
  } catch {
    // What cannot be cancelled ends by itself.
  }
}
