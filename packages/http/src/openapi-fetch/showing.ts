import type { Call, Result } from '../call.ts';

/** As much of openapi-fetch's client as runs its middleware. */
export interface Middlewares {
  request(method: string, path: string, init: Record<string, unknown>): Promise<unknown>;
}

/** A request and its answer on their way through openapi-fetch's middleware. Nothing of it rejects. */
export interface Showing {
  /** Whether the middleware let the request pass as it was, and else what it threw. */
  readonly passed: Promise<Result<{ readonly asItWas: boolean; readonly thrown?: unknown }>>;
  /** Shows the answer, or the error that came instead. */
  readonly answer: (answer: Response | Promise<never>) => void;
  readonly ended: Promise<Result<undefined>>;
}

/** Shows a request to openapi-fetch's middleware. Nobody sends it, and it has no credential. */
export function show(middlewares: Middlewares, baseUrl: string, { definition, input, options }: Call): Showing {
  let answer: Showing['answer'] = () => {};
  const answered = new Promise<Response>((resolve) => {
    answer = resolve;
  });
  let pass: (asItWas: boolean, thrown?: unknown) => void = () => {};
  const passed: Showing['passed'] = new Promise((resolve) => {
    pass = (asItWas, thrown) => resolve({ ok: true, value: { asItWas, thrown } });
  });
  let original: Request | undefined;
  let text: string | undefined;
  class Shown extends Request {
    constructor(url: RequestInfo | URL, init?: RequestInit) {
      super(url, init);
      original = this;
      text = textOf(this);
    }
  }
  const init = {
    // Copies: a middleware is given them.
    params: structuredClone({ path: input.path, query: input.query, header: input.headers }),
    body: input.body ?? undefined,
    bodySerializer: (body: unknown) => body,
    headers: options.headers,
    baseUrl,
    parseAs: 'stream',
    Request: Shown,
    fetch: (request: Request) => {
      pass(request === original && textOf(request) === text);
      return answered;
    },
  };
  const run = async (): Promise<Result<undefined>> => {
    try {
      await middlewares.request(definition.method, definition.path, init);
      pass(false);
    } catch (reason) {
      pass(false, reason);
    }
    return { ok: true, value: undefined };
  };
  return { passed, answer, ended: run() };
}

function textOf({ method, url, headers }: Request): string {
  return JSON.stringify([method, url, ...headers]);
}
