/** The text of an answer's body, or why there is none. */
export type BodyText = { readonly text: string } | { readonly problem: string; readonly brokenOff: boolean };

const DRAIN_MS = 1_000;
const DRAIN_BYTES = 64 * 1024;

/** The body of an answer: read once, up to `maxBytes`, or let go of, so that its connection is not held. */
export class Body {
  readonly #stream: ReadableStream<Uint8Array> | null;
  readonly #maxBytes: number;
  #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;

  constructor({ body }: Response, maxBytes: number) {
    this.#stream = body;
    this.#maxBytes = maxBytes;
  }

  async read(maxBytes: number = this.#maxBytes): Promise<BodyText> {
    if (!this.#stream) return { text: '' };
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    try {
      const reader = this.#stream.getReader();
      this.#reader = reader;
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return { text: decode(chunks, bytes) };
        bytes += value.byteLength;
        if (bytes > maxBytes) {
          this.discard();
          return { problem: `a body of more than ${maxBytes} bytes`, brokenOff: false };
        }
        chunks.push(value);
      }
    } catch {
      this.discard();
      return { problem: `a body that broke off after ${bytes} bytes`, brokenOff: true };
    }
  }

  /** Lets a body that nobody needs end by itself, so that its connection serves again; one that goes on is cancelled. */
  drain(): void {
    if (!this.#stream || this.#reader) return;
    const timer = setTimeout(() => this.discard(), DRAIN_MS);
    this.read(DRAIN_BYTES).then(() => clearTimeout(timer));
  }

  /** Lets go of what nobody will read, also in the middle of {@link read}. */
  discard(): void {
    (this.#reader ?? this.#stream)?.cancel().catch(() => {});
  }
}

// Made at the first body: importing this module makes nothing.
let decoder: TextDecoder | undefined;

function decode(chunks: readonly Uint8Array[], bytes: number): string {
  decoder ??= new TextDecoder();
  const [first] = chunks;
  if (chunks.length === 1) return decoder.decode(first);
  const all = new Uint8Array(bytes);
  let offset = 0;
  for (const chunk of chunks) {
    all.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return decoder.decode(all);
}

/** Of a body that is not JSON only its class and length are shown: it may repeat a secret or a customer's words. */
export function describe(text: string): string {
  if (text.trim() === '') return 'an empty body';
  const kind = /^\s*</.test(text) ? 'HTML or XML' : /^\s*[[{]/.test(text) ? 'broken JSON' : 'text';
  return `${kind} of ${text.length} characters`;
}

/** The value that `text` is the JSON of; `undefined` for what is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The JSON type of a value. */
export function jsonType(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
