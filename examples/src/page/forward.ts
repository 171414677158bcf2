import { once } from 'node:events';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import { buffer, text } from 'node:stream/consumers';
import { createBrandlovers } from '@ticketbridge/brandlovers';

/** Where the vendor is, and the credential, which stays in this process. */
export interface Upstream {
  readonly baseUrl: string;
  readonly token: string;
}

/** The calls that the page makes: it can ask for no other. Of these, the reads alone have documented bodies. */
const FORWARDED = [/^GET \/tickets(\?|$)/, /^GET \/ticket\/[^/?]+\/messages(\?|$)/, /^POST \/ticket\/[^/?]+\/message$/];

const JSON_TYPE = /^application\/json *(;|$)/i;

/**
 * Browsers handle these statuses themselves: Chromium sends a POST again after a 408, others may after a 421 or a 425
 * (RFC 9110 15.5.9, 15.5.20; RFC 8470 5.2), and a 407 is about a proxy. In their place the page gets a status that means
 * the same to its client: after a 504 nobody knows, a 400 is refused.
 */
const REPLACED: Readonly<Record<number, number>> = { 407: 400, 408: 504, 421: 400, 425: 400 };

/**
 * Creates what sends a call of the page to the vendor, with the credential, and its answer back. A call that another site
 * made the browser send is refused: it has the same address, but not the same origin.
 *
 * @throws TicketbridgeError `invalid-input` where the vendor's client would not take what is given
 */
export function createForward(upstream: Upstream): (request: IncomingMessage, response: ServerResponse) => void {
  const { token } = upstream;
  createBrandlovers({ token, baseUrl: upstream.baseUrl });
  const { origin, pathname } = new URL(upstream.baseUrl);
  const baseUrl = origin + pathname.replace(/\/+$/, '');
  return async (request, response) => {
    const { method, url = '' } = request;
    const path = url.slice('/api'.length);
    const refused = refusalOf(request, baseUrl, path);
    if (refused) return reply(response, refused);
    const left = new AbortController();
    // Also once the answer is sent: it ends a body that nobody needs.
    response.on('close', () => left.abort());
    try {
      const answer = await send(new URL(baseUrl + path), request, token, left.signal);
      const { statusCode: status = 0 } = answer;
      const isOk = status >= 200 && status < 300;
      const isFinal = status >= 400 && status < 600;
      const replaced = isOk || isFinal ? REPLACED[status] : 502;
      if (replaced) return reply(response, replaced, { status, outcome: replaced < 500 ? 'refused' : 'unknown' });
      // The status of a write alone says what happened: its body may break off.
      const body = method === 'GET' && isOk ? await buffer(answer) : '';
      const { 'retry-after': retryAfter, 'content-type': type = '' } = answer.headers;
      // Whatever else a vendor sends would be shown as a page of this origin.
      const shown = { 'content-type': JSON_TYPE.test(type) ? type : 'application/json' };
      response.writeHead(status, retryAfter ? { ...shown, 'retry-after': retryAfter } : shown).end(body);
    } catch {
      // To the page's client a 502 says that the call may have been done.
      reply(response, 502, { outcome: 'unknown' });
    }
  };
}

/** Not by `fetch`, which sends a 421 again and hides a 407. */
async function send(url: URL, request: IncomingMessage, token: string, signal: AbortSignal): Promise<IncomingMessage> {
  const { method, headers } = request;
  const body = await text(request);
  const sent = { accept: 'application/json', authorization: token, ...contentType(headers) };
  const outgoing = (url.protocol === 'https:' ? https : http).request(url, { method, headers: sent, signal });
  const [answer] = await once(outgoing.end(body), 'response');
  // Neither may end the process when it breaks off later: whoever reads the body is told.
  outgoing.on('error', () => {});
  return answer.on('error', () => {});
}

/** Returns the status of a call that is not sent to the vendor, or `undefined`. */
function refusalOf({ method, headers }: IncomingMessage, baseUrl: string, path: string): number | undefined {
  if (headers['sec-fetch-site'] !== 'same-origin') return 403;
  // A ".." would lead to another resource.
  const isPlain = URL.canParse(baseUrl + path) && new URL(baseUrl + path).href === baseUrl + path;
  if (!isPlain || !FORWARDED.some((form) => form.test(`${method} ${path}`))) return 404;
  return method === 'GET' || JSON_TYPE.test(headers['content-type'] ?? '') ? undefined : 415;
}

function reply(response: ServerResponse, status: number, body?: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(body && JSON.stringify(body));
}

function contentType({ 'content-type': type }: IncomingMessage['headers']): Record<string, string> {
  return type ? { 'content-type': type } : {};
}
