/** The JSON value that bytes hold, or why there is none. */
export interface JsonContent {
  readonly value?: unknown;
  /** Names the class and the length of what is not JSON, nothing of it: it may repeat a secret or a customer's words. */
  readonly problem?: string;
}

/** Reads JSON in strict UTF-8 (RFC 8259 8.1); failing that, in the charset that the content type announces. */
export function decodeJson(chunks: readonly Uint8Array[], contentType = ''): JsonContent {
  const bytes = join(chunks);
  const [, announced] = /charset\s*=\s*"?([^\s;"]+)/i.exec(contentType) ?? [];
  const text = decode(bytes, 'utf-8');
  const content = parse(text);
  if (content.problem === undefined || announced === undefined) return content;
  const other = parse(decode(bytes, announced));
  return other.problem === undefined ? other : content;
}

function join(chunks: readonly Uint8Array[]): Uint8Array {
  const [first = new Uint8Array()] = chunks;
  if (chunks.length < 2) return first;
  const bytes = new Uint8Array(chunks.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

/** Decodes bytes; `undefined` when they are no text in this charset, or the platform does not know it. */
function decode(bytes: Uint8Array, charset: string): string | undefined {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function parse(text: string | undefined): JsonContent {
  if (text === undefined) return { problem: 'text that is not UTF-8' };
  try {
    return { value: JSON.parse(text) };
  } catch {
    if (text.trim() === '') return { problem: 'an empty body' };
    const kind = /^\s*</.test(text) ? 'HTML or XML' : /^\s*[[{]/.test(text) ? 'broken JSON' : 'text';
    return { problem: `${kind} of ${text.length} characters` };
  }
}
