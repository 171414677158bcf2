/** What a `fetch` answered: as much of a `Response` as is there, whatever else it is. */
export interface Answer {
  /** 0 where the platform does not reveal it. */
  readonly status: number;
  readonly ok: boolean;
  readonly isOpaqueRedirect: boolean;
  /** A stream, where the platform has streams; to be told by what it can do. */
  readonly body: unknown;
  readonly header: (name: string) => string | undefined;
  readonly arrayBuffer: (() => Promise<ArrayBuffer>) | undefined;
}

/** Reads what a `fetch` gave. Returns `undefined` when it has no status. Throws what reading it throws. */
export function readResponse(given: unknown): Answer | undefined {
  const { status, type, body, headers, arrayBuffer }: Readonly<Record<string, unknown>> = Object(given);
  if (typeof status !== 'number' || !Number.isInteger(status)) return undefined;
  return {
    status,
    ok: status >= 200 && status < 300,
    isOpaqueRedirect: type === 'opaqueredirect',
    body,
    header: (name) => headerOf(headers, name),
    arrayBuffer: typeof arrayBuffer === 'function' ? async () => arrayBuffer.call(given) : undefined,
  };
}

function headerOf(headers: unknown, name: string): string | undefined {
  try {
    const { get }: { readonly get?: unknown } = Object(headers);
    const value: unknown = typeof get === 'function' ? get.call(headers, name) : undefined;
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
