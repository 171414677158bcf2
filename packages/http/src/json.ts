/** The JSON value that bytes hold, or why there is none. */
export interface JsonContent {
  readonly value?: unknown;
  /** Names the class and the length of what is not JSON, nothing of it: it may repeat a secret or a customer's words. */
  readonly problem?: string;
}

/** Reads JSON in strict UTF-8 (RFC 8259 8.1); failing that, in the charset that the content type announces. */
export async function decodeJson(chunks: readonly Uint8Array<ArrayBuffer>[], contentType = ''): Promise<JsonContent> {
  const bytes = chunks.length > 1 ? await new Blob([...chunks]).arrayBuffer() : chunks[0];
  const content = parse(bytes, 'utf-8');
  const [, announced] = /charset="?([^\s;"]+)/i.exec(contentType) ?? [];
  const other = content.problem && announced ? parse(bytes, announced) : content;
  return other.problem ? content : other;
}

function parse(bytes: Uint8Array<ArrayBuffer> | ArrayBuffer | undefined, charset: string): JsonContent {
  let text: string | undefined;
  try {
    text = new TextDecoder(charset, { fatal: true }).decode(bytes);
    return { value: JSON.parse(text) };
  } catch {
    if (text === undefined) return { problem: 'text that is not UTF-8' };
    if (text.trim() === '') return { problem: 'an empty body' };
    const kind = /^\s*</.test(text) ? 'HTML or XML' : /^\s*[[{]/.test(text) ? 'broken JSON' : 'text';
    return { problem: `${kind} of ${text.length} characters` };
  }
}
