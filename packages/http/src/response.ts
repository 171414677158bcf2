import { orUndefined } from './or-undefined.ts';

/** The part of a `fetch`'s answer that a client reads, whatever else the answer is. */
export interface Answer {
  /** 0 where the platform does not reveal it. */
  readonly status: number;
  readonly isOpaqueRedirect: boolean;
  readonly body: unknown;
  readonly header: (name: string) => string | undefined;
}

/** Reads what a `fetch` gave. Returns `undefined` when it has no status. */
export function readResponse(given: unknown): Answer | undefined {
  const status: unknown = orUndefined(() => Object(given).status);
  if (typeof status !== 'number' || !Number.isInteger(status)) return undefined;
  const { type, body, headers }: Partial<Response> = orUndefined(() => partsOf(Object(given))) ?? {};
  return {
    status,
    isOpaqueRedirect: type === 'opaqueredirect',
    body,
    header: (name) => {
      const value: unknown = orUndefined(() => Object(headers).get(name));
      return typeof value === 'string' ? value : undefined;
    },
  };
}

function partsOf({ type, body, headers }: Response): Partial<Response> {
  return { type, body, headers };
}
