import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';

/** One way for a vendor to send a body, or something in its place. */
export interface AnswerForm {
  readonly title: string;
  /** What the bytes hold: the JSON that was meant, other JSON, or none. */
  readonly holds: { readonly meant: true } | { readonly other: unknown } | 'nothing';
  send(response: ServerResponse, status: number, json: string): void;
}

const JSON_TYPE = 'application/json';

/** Sends bytes as they are. */
const bytes =
  (make: (json: string) => string | Uint8Array, type: string | undefined = JSON_TYPE, more: object = {}) =>
  (response: ServerResponse, status: number, json: string) => {
    const body = Buffer.from(make(json));
    const headers = { ...(type !== undefined && { 'content-type': type }), 'content-length': body.length, ...more };
    response.writeHead(status, headers).end(body);
  };

/** Sends a head and bytes that Node's server would not send so, and closes the connection. */
const raw =
  (head: (json: string) => string, make: (json: string) => string, end: 'end' | 'resetAndDestroy' = 'end') =>
  ({ socket }: ServerResponse, status: number, json: string) => {
    const fields = ['connection: close', `content-type: ${JSON_TYPE}`, head(json)].filter(Boolean).join('\r\n');
    socket?.write(`HTTP/1.1 ${status} Whatever\r\n${fields}\r\n\r\n${make(json)}`, () => socket?.[end]());
  };

const meant = { meant: true } as const;
const half = (json: string) => json.slice(0, Math.ceil(json.length / 2));
const asIs = (json: string) => json;
const nothing = () => '';
const length = (count: (json: string) => number) => (json: string) => `content-length: ${count(json)}`;
const utf16 = (json: string) => Buffer.from(json, 'utf16le');
const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
const latin1 = (json: string) => Buffer.from(json.replaceAll(/[^\0-\xff]/g, escaped), 'latin1');

/** The JSON that was meant, as any vendor may send it. */
const READABLE: Readonly<Record<string, AnswerForm['send']>> = {
  JSON: bytes(asIs),
  'JSON in chunks': (response, status, json) => {
    response.writeHead(status, { 'content-type': JSON_TYPE });
    response.write(half(json));
    response.end(json.slice(half(json).length));
  },
  'JSON until the connection closes': raw(nothing, asIs),
  'JSON as text/html': bytes(asIs, 'text/html'),
  'JSON without a content type': bytes(asIs, undefined),
  'JSON of a content type that is none': bytes(asIs, ';;charset'),
  'JSON after a byte order mark': bytes((json) => `\uFEFF${json}`),
  'JSON in white space': bytes((json) => ` \r\n\t${json}\n`),
  'JSON in UTF-16, announced': bytes(utf16, `${JSON_TYPE}; charset=utf-16le`),
  'JSON in ISO 8859-1, announced': bytes(latin1, `${JSON_TYPE};charset="ISO-8859-1"`),
  'JSON in UTF-8, announced as another charset': bytes(asIs, `${JSON_TYPE}; charset=utf-16le`),
  'JSON of an unknown charset': bytes(asIs, `${JSON_TYPE}; charset=klingon`),
  'JSON in gzip': bytes(gzipSync, JSON_TYPE, { 'content-encoding': 'gzip' }),
};

/** What nobody can read as JSON. */
const UNREADABLE: Readonly<Record<string, AnswerForm['send']>> = {
  'a body of length 0': bytes(nothing),
  'no body and no length': raw(nothing, nothing),
  'white space': bytes(() => ' \r\n'),
  text: bytes(() => 'OK', 'text/plain'),
  'an HTML page': bytes(() => '<!doctype html><title>Oops</title>', 'text/html; charset=utf-8'),
  'an HTML page as JSON': bytes(() => '<html>Bad gateway</html>'),
  'truncated JSON': bytes((json) => `[${half(json)}`),
  'JSON that breaks off': raw(
    length((json) => json.length + 10),
    half,
  ),
  'JSON that is reset': raw(
    length((json) => json.length + 10),
    half,
    'resetAndDestroy',
  ),
  'a broken chunk': raw(
    () => 'transfer-encoding: chunked',
    (json) => `4\r\n${json.slice(0, 4)}\r\nzz\r\n`,
  ),
  'two JSON documents': bytes((json) => `${json}\n${json}`),
  'JSON with a comma too many': bytes((json) => `[${json},]`),
  'JSON behind a guard': bytes((json) => `)]}',\n${json}`),
  'bytes that are not UTF-8': bytes((json) => Buffer.concat([Buffer.from([0xff, 0xfe, 0x00]), Buffer.from(json)])),
  'JSON in UTF-16, not announced': bytes(utf16),
  'gzip that is none': bytes(asIs, JSON_TYPE, { 'content-encoding': 'gzip' }),
  'gzip that breaks off': bytes((json) => gzipSync(json).subarray(0, 12), JSON_TYPE, { 'content-encoding': 'gzip' }),
};

/** JSON that is not what the spec says, whatever that is. */
const OTHER: Readonly<Record<string, unknown>> = {
  'a JSON null': null,
  'a JSON text': 'text',
  'an empty JSON text': '',
  'a JSON number': 7,
  'a JSON false': false,
  'a JSON list': ['text'],
  'an empty JSON list': [],
  'a JSON object of other fields': { x_undeclared: 'a' },
  'an empty JSON object': {},
};

/** Every form, by what a client can make of it. */
export const FORMS: readonly AnswerForm[] = [
  ...Object.entries(READABLE).map(([title, send]): AnswerForm => ({ title, holds: meant, send })),
  ...Object.entries(UNREADABLE).map(([title, send]): AnswerForm => ({ title, holds: 'nothing', send })),
  ...Object.entries(OTHER).map(
    ([title, other]): AnswerForm => ({ title, holds: { other }, send: bytes(() => JSON.stringify(other)) }),
  ),
];

/** The form in which a vendor that keeps to its spec sends JSON; nothing where it sends none. */
export const PLAIN: AnswerForm = { title: 'JSON', holds: meant, send: bytes(asIs) };
export const EMPTY: AnswerForm = { title: 'no body', holds: 'nothing', send: bytes(nothing, undefined) };

/** What the bytes of a form hold, when this was meant. */
export function heldBy({ holds }: AnswerForm, value: unknown): { readonly json?: unknown } {
  if (holds === 'nothing') return {};
  return { json: 'other' in holds ? holds.other : value };
}
