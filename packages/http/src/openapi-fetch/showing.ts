import type { Middleware, MiddlewareCallbackParams } from 'openapi-fetch';
import type { Call, Result } from '../call.ts';
import { copyError } from '../error.ts';
import { orUndefined } from '../or-undefined.ts';
import type { Observer } from './types.ts';

/** As much of openapi-fetch's client as runs middleware. */
export interface Runner {
  request(method: string, path: string, init: Record<string, unknown>): Promise<unknown>;
}

/** Why a middleware keeps a request from being sent. */
export interface Blocked {
  readonly thrown?: unknown;
}

/** A request and its answer on their way through openapi-fetch's middleware. Nothing of it rejects. */
export interface Showing {
  /** Resolves to nothing when the request may be sent. */
  readonly passed: Promise<Result<Blocked | undefined>>;
  /** Shows the answer, or the error that came instead. */
  readonly answer: (answer: Response | Promise<never>) => void;
  readonly ended: Promise<Result<undefined>>;
  /** Keeps what did not run yet from running. */
  readonly stop: () => void;
}

/**
 * Shows a request to openapi-fetch's middleware. Nobody sends it, and it has no credential. Each middleware is given copies,
 * and what it does to one reaches nobody: a changed request is found by comparing.
 */
export function show(
  runner: Runner,
  observers: readonly Observer[],
  baseUrl: string,
  { definition, input, options }: Call,
): Showing {
  let answer: Showing['answer'] = () => {};
  const answered = new Promise<Response>((resolve) => {
    answer = resolve;
  });
  // Where nothing is shown any more, nobody waits for it.
  answered.catch(() => {});
  let pass: (result: Result<Blocked | undefined>) => void = () => {};
  const passed: Showing['passed'] = new Promise((resolve) => {
    pass = resolve;
  });
  const copies: Request[] = [];
  let blocked: Blocked | undefined;
  let isOver = false;
  const guard = (observer: Observer): Middleware => ({
    async onRequest({ request, ...rest }) {
      if (isOver || blocked) return;
      const copy = request.clone();
      copies.push(copy);
      try {
        const given: unknown = await observer.onRequest?.({ ...copyOf(rest), request: copy });
        if (given && given !== copy) blocked = {};
      } catch (thrown) {
        blocked = { thrown };
      }
    },
    async onResponse({ request, response, ...rest }) {
      if (isOver) return;
      const copy = { ...copyOf(rest), request: request.clone(), response: response.clone() };
      await ignoring(() => observer.onResponse?.(copy));
    },
    async onError({ request, error, ...rest }) {
      if (isOver) return;
      const copy = { ...copyOf(rest), request: request.clone(), error: copyError(error) };
      await ignoring(() => observer.onError?.(copy));
    },
  });
  const init = {
    params: { path: input.path, query: input.query, header: input.headers },
    body: input.body ?? undefined,
    bodySerializer: (body: unknown) => body,
    headers: options.headers,
    baseUrl,
    parseAs: 'stream',
    middleware: observers.map(guard),
    fetch: (request: Request) => {
      const text = textOf(request);
      // Only now: a middleware may go on with its copy after it has ended.
      pass({ ok: true, value: blocked ?? (copies.every((copy) => textOf(copy) === text) ? undefined : {}) });
      return answered;
    },
  };
  const run = async (): Promise<Result<undefined>> => {
    await ignoring(() => runner.request(definition.method, definition.path, init));
    pass({ ok: true, value: {} });
    return { ok: true, value: undefined };
  };
  const stop = () => {
    isOver = true;
  };
  return { passed, answer, ended: run(), stop };
}

/** Copies what else a middleware is given. Its `fetch` sends nothing. */
function copyOf({ params, options, ...rest }: Omit<MiddlewareCallbackParams, 'request'>) {
  return { ...rest, params: structuredClone(params), options: Object.freeze({ ...options, fetch: refuse }) };
}

function refuse(): Promise<never> {
  const refused = Promise.reject(new Error('a middleware may only observe'));
  // Unless it is awaited, nobody has to know.
  refused.catch(() => {});
  return refused;
}

async function ignoring(work: () => unknown): Promise<void> {
  try {
    await work();
  } catch {}
}

function textOf({ method, url, headers }: Request): string | undefined {
  return orUndefined(() => JSON.stringify([method, url, ...headers]));
}
