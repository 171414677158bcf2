import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { decode } from './decode.ts';
import type { Sender } from './dispatcher.ts';
import { fetchFailed, unsent } from './failure.ts';
import { IncomingBody } from './incoming-body.ts';
import { LightHeaders, LightResponse } from './light-response.ts';

/** Sent unless the caller gives another: the name of undici's own fetch, and the codings that {@link decode} knows. */
const DEFAULT_HEADERS = { 'user-agent': 'undici', 'accept-encoding': 'gzip, deflate, br' };

/** Sends a request once, as `fetch` does; resolves when the headers of its answer are there. */
export function exchange(sender: Sender, url: string, init: RequestInit): Promise<LightResponse> {
  return new Promise((resolve, reject) => {
    const { origin, pathname, search } = new URL(url);
    const { method = 'GET', body = null, signal } = init;
    signal?.throwIfAborted();
    if (body !== null && typeof body !== 'string') throw new TypeError('undiciFetch sends no body but text');
    const headers = headersOf(init.headers);
    // The limits of the call hold; undici's own would end it after 300 s.
    const request = { origin, path: pathname + search, method, headers, body, headersTimeout: 0, bodyTimeout: 0 };
    const exchange = new Exchange(resolve, reject, signal, sender.announces);
    try {
      sender.dispatch(request, exchange);
    } catch (error) {
      exchange.onResponseError(undefined, error);
    }
  });
}

function headersOf(given: HeadersInit = {}): Record<string, string> {
  const headers: Record<string, string> = { ...DEFAULT_HEADERS };
  const isRecord = Object.getPrototypeOf(given) === Object.prototype;
  const pairs = isRecord ? Object.entries(given) : new Headers(given);
  for (const [name, value] of pairs) headers[name.toLowerCase()] = value;
  return headers;
}

/** Hears from undici what becomes of one request. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #resolve: (response: LightResponse) => void;
  readonly #reject: (reason: unknown) => void;
  readonly #signal: AbortSignal | null | undefined;
  readonly #announces: boolean;
  #controller: Dispatcher.DispatchController | undefined;
  #body: IncomingBody | undefined;
  #isOver = false;

  constructor(
    resolve: (response: LightResponse) => void,
    reject: (reason: unknown) => void,
    signal: AbortSignal | null | undefined,
    announces: boolean,
  ) {
    this.#resolve = resolve;
    this.#reject = reject;
    this.#signal = signal;
    this.#announces = announces;
    signal?.addEventListener('abort', this);
  }

  /** The signal has aborted. */
  handleEvent(): void {
    const reason = this.#signal?.reason;
    this.#fail(reason);
    this.#controller?.abort(reason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // It waited for a connection and its caller has gone: what throws here is not written.
    if (this.#isOver) throw new Error('the call is over');
    this.#controller = controller;
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    if (!this.#controller) throw this.#fail(this.#failure(new Error('an answer came before the request was sent')));
    if (status < 200) return;
    const body = new IncomingBody(controller);
    this.#body = body;
    const light = new LightHeaders(headers);
    // By their framing. A 205 may have one, which http has to read or cancel: its connection waits for that.
    const isNull = status === 204 || status === 304;
    this.#resolve(new LightResponse(status, light, isNull ? null : decode(body, light.get('content-encoding'))));
  }

  onResponseData(_: unknown, chunk: Buffer<ArrayBuffer>): void {
    this.#body?.push(chunk);
  }

  onResponseEnd(): void {
    this.#end();
    this.#body?.end();
  }

  onResponseError(_: unknown, error: unknown): void {
    this.#fail(this.#failure(error));
  }

  #failure(error: unknown): TypeError {
    return this.#announces && !this.#controller ? unsent(error) : fetchFailed(error);
  }

  /** Settles what is waited for, once. */
  #fail(reason: unknown): unknown {
    if (this.#isOver) return reason;
    this.#end();
    if (this.#body) this.#body.fail(reason);
    else this.#reject(reason);
    return reason;
  }

  #end(): void {
    this.#isOver = true;
    this.#signal?.removeEventListener('abort', this);
  }
}
