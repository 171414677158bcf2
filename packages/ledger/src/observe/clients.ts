import { AsyncLocalStorage } from 'node:async_hooks';
import { at, entries, isObject } from '../json.ts';
import type { Observed, ObservedAnswer } from './observer.ts';

// What a vendor's client is created by is wrapped here: every request of every client, whatever it is sent with, and no other.

type Create = (api: object, options: unknown) => object;
type Method = (input?: unknown, options?: unknown) => Promise<unknown>;
type Transport = (url: string, init: object) => Promise<unknown>;
type IsOurs = (error: unknown) => boolean;

/** A call that runs. */
interface Running {
  readonly requests: Observed[];
  /** The headers that were given to it. */
  readonly added: readonly string[];
}

const calls = new AsyncLocalStorage<Running>();
const sandboxes = new Set<string>();

/** Observes the clients that have one method per operation. */
export function observeOperations(create: Create, isOurs: IsOurs): Create {
  return (api, options) => {
    const client = create(api, observed(api, options));
    const methods = Object.entries(client).map(([name, method]) => [name, observedMethod(name, method, isOurs)]);
    return Object.freeze(Object.fromEntries(methods));
  };
}

/** Observes the clients that have the calls of openapi-fetch. */
export function observeFetchClient(create: Create): Create {
  return (api, options) => {
    const client = create(api, observed(api, options));
    const members = Object.entries(client).map(([name, member]) => [
      name,
      name === 'use' || name === 'eject' ? member : observedRequest(member),
    ]);
    return Object.freeze(Object.fromEntries(members));
  };
}

/** The options are the last argument of each. */
function observedRequest(request: (...given: unknown[]) => Promise<unknown>): typeof request {
  return (...given) => calls.run({ requests: [], added: addedBy(given.at(-1)) }, () => request(...given));
}

/** Remembers where sandboxes listen. */
export function observeSandbox(start: (options?: unknown) => Promise<object>): typeof start {
  return async (options) => {
    const sandbox = await start(options);
    for (const [, vendor] of entries(sandbox)) {
      const baseUrl = at(vendor, 'baseUrl');
      if (typeof baseUrl === 'string') sandboxes.add(new URL(baseUrl).origin);
    }
    return sandbox;
  };
}

function observedMethod(operation: string, method: Method, isOurs: IsOurs): Method {
  return (input, options) => {
    const requests: Observed[] = [];
    const settled = (error?: { isOurs: boolean; kind: string }) =>
      globalThis.ticketbridgeObserver?.settled({ operation, requests, error });
    return calls
      .run({ requests, added: addedBy(options) }, () => method(input, options))
      .then(
        (value) => {
          settled();
          return value;
        },
        (error: unknown) => {
          settled({ isOurs: isOurs(error), kind: String(Object(error).kind) });
          throw error;
        },
      );
  };
}

/** The options with a transport that is observed. What the client would refuse is left as it is. */
function observed(api: object, options: unknown): unknown {
  if (!isPlain(options)) return options;
  const { fetch: given, baseUrl = at(api, 'baseUrl') } = options;
  if (typeof baseUrl !== 'string' || !(given === undefined || typeof given === 'function')) return options;
  const vendor = String(at(api, 'vendor'));
  const added = [...addedBy(options), ...('userAgent' in options ? ['user-agent'] : [])];
  const fetch: Transport = async (url, init) => {
    const running = calls.getStore();
    const request = { ...requestOf(vendor, baseUrl, url, init), added: [...added, ...(running?.added ?? [])] };
    running?.requests.push(request);
    globalThis.ticketbridgeObserver?.sent(request);
    // The platform's is looked up at each call.
    const response: unknown = await (given ?? globalThis.fetch)(url, init);
    watchAnswer(request, response);
    return response;
  };
  return { ...options, fetch };
}

/** An object whose fields are plain values: copying it changes nothing. */
function isPlain(options: unknown): options is Record<string, unknown> & { fetch?: Transport } {
  try {
    if (!isObject(options) || Object.getPrototypeOf(options) !== Object.prototype) return false;
    return Object.values(Object.getOwnPropertyDescriptors(options)).every(
      (field) => 'value' in field && field.enumerable,
    );
  } catch {
    // A revoked proxy lets nobody look.
    return false;
  }
}

/** The names of the headers that options add. */
function addedBy(options: unknown): readonly string[] {
  try {
    return Object.keys(Object(at(options, 'headers'))).map((name) => name.toLowerCase());
  } catch {
    // A proxy may let nobody look: then it adds nothing either.
    return [];
  }
}

function requestOf(vendor: string, baseUrl: string, url: string, init: object): Omit<Observed, 'added'> {
  const { method, headers, body }: { method?: string; headers?: object; body?: unknown } = init;
  return {
    vendor,
    baseUrl,
    method: method ?? 'GET',
    url,
    headers: Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), `${value}`])),
    body: typeof body === 'string' ? body : null,
    isSandbox: sandboxes.has(new URL(url).origin),
  };
}

/** Keeps the answer of the platform, and of its body what the client reads. */
function watchAnswer(request: Observed, response: unknown): void {
  if (!(response instanceof Response)) return;
  const answer: ObservedAnswer = { status: response.status, headers: Object.fromEntries(response.headers), body: '' };
  request.answer = answer;
  const { body } = response;
  if (!body) return;
  const getReader = body.getReader.bind(body);
  const decoder = new TextDecoder();
  const watched = () => {
    const reader = getReader();
    return {
      async read() {
        const part = await reader.read();
        answer.body += decoder.decode(part.value, { stream: !part.done });
        return part;
      },
      cancel: () => reader.cancel(),
    };
  };
  Object.defineProperty(body, 'getReader', { value: watched });
}
