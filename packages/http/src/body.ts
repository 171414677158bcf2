/** What a body holds: its value, or why there is none. */
export interface BodyContent {
  readonly value?: unknown;
  /** Only its class and length are told of what is not JSON: it may repeat a secret or a customer's words. */
  readonly problem?: string;
  readonly brokenOff?: boolean;
}

const DRAIN_MS = 1_000;
const DRAIN_BYTES = 64 * 1024;

/** The body of an answer: read once, or let go of, so that its connection is not held. */
export interface Body {
  readJson(): Promise<BodyContent>;
  /** Lets a body that nobody needs end by itself, so that its connection serves again; one that goes on is cancelled. */
  drain(): void;
  /** Lets go of what nobody will read, also in the middle of {@link readJson}. */
  discard(): void;
}

export function openBody({ body, headers }: Response, maxBytes: number): Body {
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  const discard = () => {
    (reader ?? body)?.cancel().catch(() => {});
  };
  const read = async (limit: number, take?: (chunk: Uint8Array) => void): Promise<BodyContent | undefined> => {
    let bytes = 0;
    try {
      reader = body?.getReader();
      for (;;) {
        const { value } = (await reader?.read()) ?? {};
        if (!value) return undefined;
        bytes += value.byteLength;
        if (bytes > limit) {
          discard();
          return { problem: `a body of more than ${limit} bytes` };
        }
        take?.(value);
      }
    } catch {
      discard();
      return { problem: `a body that broke off after ${bytes} bytes`, brokenOff: true };
    }
  };
  const readJson = async () => {
    const decoder = new TextDecoder();
    let text = '';
    const problem = await read(maxBytes, (chunk) => {
      text += decoder.decode(chunk, { stream: true });
    });
    return problem ?? parse(text + decoder.decode());
  };
  const drain = () => {
    if (!body || reader || headers.get('content-length') === '0') return;
    const timer = setTimeout(discard, DRAIN_MS);
    read(DRAIN_BYTES).then(() => clearTimeout(timer));
  };
  return { readJson, drain, discard };
}

function parse(text: string): BodyContent {
  try {
    return { value: JSON.parse(text) };
  } catch {
    if (text.trim() === '') return { problem: 'an empty body' };
    const kind = /^\s*</.test(text) ? 'HTML or XML' : /^\s*[[{]/.test(text) ? 'broken JSON' : 'text';
    return { problem: `${kind} of ${text.length} characters` };
  }
}
