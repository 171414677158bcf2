import type { IncomingHttpHeaders } from 'node:http';
import type { ResponseBody, ResponseLike } from '../options.ts';
import { lack } from './lack.ts';

/** The headers of an answer, as much as a client reads. */
export class LightHeaders {
  readonly #headers: IncomingHttpHeaders;

  constructor(headers: IncomingHttpHeaders) {
    this.#headers = headers;
  }

  static {
    const names = ['append', 'delete', 'entries', 'forEach', 'getSetCookie', 'keys', 'set', 'size', 'values'];
    lack(LightHeaders.prototype, names, 'the headers of undiciFetch have get and has');
  }

  get(name: string): string | null {
    const value: unknown = this.#headers[name.toLowerCase()];
    if (Array.isArray(value)) return value.join(', ');
    return typeof value === 'string' ? value : null;
  }

  /** For a `Headers` to be made of them. */
  *[Symbol.iterator](): IterableIterator<[name: string, value: string]> {
    for (const name of Object.keys(this.#headers)) yield [name, this.get(name) ?? ''];
  }

  has(name: string): boolean {
    return this.get(name) !== null;
  }
}

/** An answer without the costs of the platform's `Response` (some 20 µs), of which a client reads three things. */
export class LightResponse implements ResponseLike {
  readonly status: number;
  readonly headers: LightHeaders;
  readonly body: ResponseBody | null;

  constructor(status: number, headers: LightHeaders, body: ResponseBody | null) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  static {
    const names = ['arrayBuffer', 'blob', 'bytes', 'clone', 'formData', 'json', 'text'];
    const said = 'an answer of undiciFetch has status, ok, headers and body, which is read by getReader()';
    lack(LightResponse.prototype, [...names, 'bodyUsed', 'redirected', 'statusText', 'url'], said);
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }
}
