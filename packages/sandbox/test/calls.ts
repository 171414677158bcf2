import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { type Sandbox, type SandboxOptions, startSandbox } from '../src/index.ts';
import { signed } from './spec-facts.ts';

export interface Heard {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body, `undefined` for none. Tests compare it as a whole. */
  readonly body: unknown;
}

type Init = RequestInit & { readonly headers?: Readonly<Record<string, string>> };

/** A line of the command about something that a spec has gained, and that it does not do yet. */
export const GAP = /^ticketbridge-sandbox: .+; it answers 501$/;

export const JSON_TYPE = { 'content-type': 'application/json' };

export type Call = (method: string, path: string, body?: unknown) => Promise<Heard>;

/** A sandbox that ends with the test. */
export async function start(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox(options);
  onTestFinished(() => sandbox.close());
  return sandbox;
}

export async function send(url: string, init: RequestInit = {}): Promise<Heard> {
  const response = await fetch(url, init);
  const text = await response.text();
  const isText = response.headers.get('content-type')?.startsWith('text/plain');
  const body: unknown = text === '' || isText ? undefined : JSON.parse(text);
  return { status: response.status, headers: response.headers, text, body };
}

/** Calls BrandLovers as one of its sellers; `token` overrides the seller's. */
export function asSeller({ brandlovers }: Sandbox, index = 0, token = brandlovers.sellers[index]?.token ?? ''): Call {
  return (method, path, body) =>
    sendSigned('brandlovers', brandlovers, path, token, {
      method,
      ...(body !== undefined && { headers: JSON_TYPE, body: JSON.stringify(body) }),
    });
}

/** Calls ClubCollect as one of its partners; `key` overrides the partner's. */
export function asPartner({ clubcollect }: Sandbox, index = 0, key = clubcollect.partners[index]?.apiKey ?? ''): Call {
  return (method, path, body) =>
    sendSigned('clubcollect', clubcollect, path, key, {
      method,
      headers: JSON_TYPE,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
}

/** Sends what a test makes up to ClubCollect, with a partner's key as the spec says. */
export function sendAsPartner({ clubcollect }: Sandbox, path: string, init: Init = {}): Promise<Heard> {
  return sendSigned('clubcollect', clubcollect, path, clubcollect.partners[0]?.apiKey, init);
}

/** Sends what a test makes up to BrandLovers, with a seller's token as the spec says. */
export function sendAsSeller({ brandlovers }: Sandbox, path: string, init: Init = {}): Promise<Heard> {
  return sendSigned('brandlovers', brandlovers, path, brandlovers.sellers[0]?.token, init);
}

function sendSigned(
  vendor: Parameters<typeof signed>[0],
  { baseUrl }: { readonly baseUrl: string },
  path: string,
  secret: string | undefined,
  init: Init,
): Promise<Heard> {
  const { target, headers } = signed(vendor, path, secret);
  return send(new URL(baseUrl).origin + target, { ...init, headers: { ...headers, ...init.headers } });
}

/** The head of a seller's request, as it is on the wire, without the empty line after it; no token is sent for none. */
export function sellerHead(method: string, path: string, token?: string, host = 'localhost'): string {
  const { target, headers } = signed('brandlovers', path, token);
  const fields = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${target} HTTP/1.1\r\n${fields.join('')}`;
}

/** Sends bytes as they are on a connection of their own, and reads until the sandbox ends it. */
export function sendBytes({ brandlovers }: Sandbox, bytes: string): Promise<string> {
  const socket = connect(Number(new URL(brandlovers.baseUrl).port), '127.0.0.1');
  socket.write(bytes);
  return text(socket);
}

/** As `sendBytes`, for one answer. */
export async function sendRaw(sandbox: Sandbox, bytes: string): Promise<Heard> {
  return readAnswer(await sendBytes(sandbox, bytes));
}

/** Reads the text of an HTTP answer whose body is JSON or empty. */
export function readAnswer(raw: string): Heard {
  const [head = '', body = ''] = raw.split(/\r\n\r\n(.*)/s);
  const [statusLine = '', ...fields] = head.split('\r\n');
  const headers = new Headers(
    fields.map((field): [string, string] => [field.split(': ')[0] ?? '', field.split(': ')[1] ?? '']),
  );
  // A single chunk is all that a small body takes.
  const content = headers.get('transfer-encoding') === 'chunked' ? (body.split('\r\n')[1] ?? '') : body;
  return {
    status: Number(statusLine.split(' ')[1]),
    headers,
    text: content,
    body: content === '' ? undefined : JSON.parse(content),
  };
}

/** Calls the control API; a body is sent as JSON. */
export async function control({ brandlovers }: Sandbox, method: string, path: string, body?: unknown): Promise<Heard> {
  const url = new URL(`/_sandbox${path}`, brandlovers.baseUrl).href;
  return send(url, { method, ...(body !== undefined && { headers: JSON_TYPE, body: JSON.stringify(body) }) });
}
