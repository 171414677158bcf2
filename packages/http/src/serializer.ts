import type { Call } from './call.ts';
import type { CheckedInput } from './input.ts';

type Method = 'get' | 'put' | 'post' | 'delete' | 'options' | 'head' | 'patch' | 'trace';

/** The paths of any API: what openapi-fetch may take and give is decided by the operation table. */
export interface AnyPaths {
  [path: string]: {
    [method in Method]: {
      parameters: object;
      requestBody?: { content: { 'application/json': unknown } };
      responses: { 200: { content: { 'application/json': unknown } } };
    };
  };
}

/** openapi-fetch's `createClient` for {@link AnyPaths}: it serialises path, query and body and hands the request on. */
export type CreateSerializer = (options: {
  baseUrl: string;
  Request: typeof Request;
  fetch: (request: Request) => Promise<Response>;
}) => {
  request(
    method: Method,
    path: string,
    init: { params: object; body: unknown; headers: Readonly<Record<string, string>>; parseAs: 'stream'; call: Call },
  ): Promise<{ data?: unknown }>;
};

/** A request as openapi-fetch serialised it, before credentials. */
export interface SerializedRequest {
  readonly method: string;
  readonly headers: Headers;
  readonly body: string | undefined;
}

interface SerializerInit extends SerializedRequest {
  readonly call: Call;
}

/** Keeps what a `Request` would parse and copy: a body stays a string, so that it can be sent again. */
class PlainRequest {
  readonly url: string;
  readonly init: SerializerInit;

  constructor(url: string, init: SerializerInit) {
    this.url = url;
    this.init = init;
  }
}

// Not `new Headers()`: the platform would load its fetch when this module is imported.
const NO_HEADERS = { get: () => null };

/**
 * The seam to openapi-fetch: the only place that knows how it calls. It serialises; `send` owns all else, the body's
 * parsing too, so the value passes through openapi-fetch as the body of a stand-in response.
 */
export function createSerialize(
  createSerializer: CreateSerializer,
  baseUrl: string,
  send: (call: Call, url: string, request: SerializedRequest) => Promise<unknown>,
): (call: Call, input: CheckedInput) => Promise<unknown> {
  const serializer = createSerializer({
    baseUrl,
    // openapi-fetch only constructs it and hands it to `fetch` below; it reads nothing of it but `method`.
    Request: PlainRequest as unknown as typeof Request,
    fetch: async (request) => {
      const { url, init } = request as unknown as PlainRequest;
      const body = await send(init.call, url, init);
      // Under `parseAs: 'stream'` openapi-fetch reads no more than these four and hands `body` back untouched.
      return { status: 200, ok: true, headers: NO_HEADERS, body } as unknown as Response;
    },
  });
  return async (call, { params, body }) => {
    const { method, path } = call.definition;
    const headers = call.options.headers ?? {};
    const init = { params, body, headers, parseAs: 'stream', call } as const;
    return (await serializer.request(method.toLowerCase() as Method, path, init)).data;
  };
}
