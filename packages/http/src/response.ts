import { orUndefined } from './or-undefined.ts';

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

/** Reads what a `fetch` gave. Returns `undefined` when it has no status. */
export function readResponse(given: unknown): Answer | undefined {
  const status = read(given, 'status');
  if (typeof status !== 'number' || !Number.isInteger(status)) return undefined;
  const headers = read(given, 'headers');
  const arrayBuffer = read(given, 'arrayBuffer');
  return {
    status,
    ok: status >= 200 && status < 300,
    isOpaqueRedirect: read(given, 'type') === 'opaqueredirect',
    body: read(given, 'body'),
    header: (name) => headerOf(headers, name),
    arrayBuffer: typeof arrayBuffer === 'function' ? async () => arrayBuffer.call(given) : undefined,
  };
}

function headerOf(headers: unknown, name: string): string | undefined {
  const get = read(headers, 'get');
  const value = typeof get === 'function' ? orUndefined(() => get.call(headers, name)) : undefined;
  return typeof value === 'string' ? value : undefined;
}

function read(of: unknown, name: string): unknown {
  return orUndefined(() => Reflect.get(Object(of), name, of));
}
