import { orUndefined } from './or-undefined.ts';

/** The part of a `fetch`'s answer that a client reads, whatever else the answer is. */
export interface Answer {
  /** 0 where the platform does not reveal it. */
  readonly status: number;
  readonly isOpaqueRedirect: boolean;
  readonly body: unknown;
  readonly headers: unknown;
  readonly header: (name: string) => string | undefined;
}

/** Reads what a `fetch` gave. Returns `undefined` when it has no status. */
export function readResponse(given: unknown): Answer | undefined {
  const read = (name: string): unknown => orUndefined(() => Object(given)[name]);
  const status = read('status');
  if (typeof status !== 'number' || !Number.isInteger(status)) return undefined;
  const headers = read('headers');
  return {
    status,
    isOpaqueRedirect: read('type') === 'opaqueredirect',
    body: read('body'),
    headers,
    header: (name) => {
      const value: unknown = orUndefined(() => Object(headers).get(name));
      return typeof value === 'string' ? value : undefined;
    },
  };
}
