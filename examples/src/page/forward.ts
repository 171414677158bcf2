import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

/** Where the vendor is, and the credential, which stays in this process. */
export interface Upstream {
  readonly baseUrl: string;
  readonly token: string;
}

/** The calls that the page makes: it can ask for no other. */
const FORWARDED = [/^GET \/tickets(\?|$)/, /^GET \/ticket\/[^/?]+\/messages(\?|$)/, /^POST \/ticket\/[^/?]+\/message$/];

/**
 * Creates what sends a call of the page to the vendor, with the credential, and its answer back. A call that another site
 * made the browser send is refused: it has the same address, but not the same origin.
 */
export function createForward({
  baseUrl,
  token,
}: Upstream): (request: IncomingMessage, response: ServerResponse) => void {
  return async (request, response) => {
    const { method = '', url = '', headers } = request;
    const path = url.slice('/api'.length);
    const isOurs = headers['sec-fetch-site'] === 'same-origin';
    // A ".." would lead to another resource.
    const isPlain = URL.canParse(baseUrl + path) && new URL(baseUrl + path).href === baseUrl + path;
    if (!isOurs || !isPlain || !FORWARDED.some((form) => form.test(`${method} ${path}`))) {
      response.writeHead(isOurs ? 404 : 403).end();
      return;
    }
    const left = new AbortController();
    response.on('close', () => left.abort());
    try {
      const answer = await fetch(baseUrl + path, {
        method,
        headers: { accept: 'application/json', authorization: token, ...contentType(headers) },
        body: method === 'GET' ? null : await text(request),
        redirect: 'error',
        signal: left.signal,
      });
      const body = await answer.text();
      response
        .writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' })
        .end(body);
    } catch {
      // To the page's client a 502 says that the call may have been done.
      response.writeHead(502).end();
    }
  };
}

function contentType({ 'content-type': type }: IncomingMessage['headers']): Record<string, string> {
  return type ? { 'content-type': type } : {};
}
