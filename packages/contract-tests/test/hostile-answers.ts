import type { ServerResponse } from 'node:http';
import type { AnswerForm } from './answer-forms.ts';

const JSON_TYPE = 'content-type: application/json';

/** Writes bytes to the socket as they are, and closes it. */
const wire =
  (make: (status: number, json: string) => string): AnswerForm['send'] =>
  ({ socket }: ServerResponse, status, json) =>
    socket?.end(Buffer.from(make(status, json), 'latin1'));
const head = (status: number, ...fields: readonly string[]) =>
  `${[`HTTP/1.1 ${status} Whatever`, JSON_TYPE, ...fields].join('\r\n')}\r\n\r\n`;
const body = (json: string) => Buffer.from(json).toString('latin1');
const sized = (json: string) => `content-length: ${Buffer.byteLength(json)}`;

/** What is not HTTP, or breaks off in its head: nobody knows what the vendor did. */
export const MALFORMED: Readonly<Record<string, AnswerForm['send']>> = {
  'a connection that closes': wire(() => ''),
  'a connection that is reset': ({ socket }) => socket?.resetAndDestroy(),
  'the words of another protocol': wire(() => 'SSH-2.0-OpenSSH_9.6\r\n'),
  'HTML without a head': wire(() => '<html>Bad gateway</html>'),
  'a status that is none': wire((_, json) => `HTTP/1.1 OK Whatever\r\n\r\n${body(json)}`),
  'half a head': wire((status) => `HTTP/1.1 ${status} OK\r\ncontent-ty`),
  'a field without a colon': wire((status, json) => head(status, 'nonsense', sized(json)) + body(json)),
  'a field with a NUL': wire((status, json) => head(status, 'x-a: \u0000', sized(json)) + body(json)),
  'two lengths': wire((status, json) => head(status, 'content-length: 1', 'content-length: 2') + body(json)),
  'a length that is none': wire((status, json) => head(status, 'content-length: -1') + body(json)),
  'a head without an end': wire((status) => head(status, `x-a: ${'a'.repeat(100_000)}`)),
  'an early hint, and no more': wire(() => 'HTTP/1.1 103 Early Hints\r\n\r\n'),
  'a change of protocols': wire(() => 'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
};

/** What is unusual, and HTTP all the same. */
export const UNUSUAL: Readonly<Record<string, AnswerForm['send']>> = {
  'HTTP/1.0': wire((status, json) => `HTTP/1.0 ${status} OK\r\n${JSON_TYPE}\r\n\r\n${body(json)}`),
  'a status without a reason': wire((status, json) => `HTTP/1.1 ${status}\r\nconnection: close\r\n\r\n${body(json)}`),
  'a reason in another script': wire(
    (status, json) => `HTTP/1.1 ${status} \xe9\xfc\r\n${sized(json)}\r\n\r\n${body(json)}`,
  ),
  'an early hint before': wire(
    (status, json) => `HTTP/1.1 103 Early Hints\r\nlink: <a>\r\n\r\n${head(status, sized(json))}${body(json)}`,
  ),
  'fields that come twice': wire(
    (status, json) => head(status, 'content-type: text/html', 'x-a: 1', 'x-a: 2', sized(json)) + body(json),
  ),
  'chunks with extensions and a trailer': wire(
    (status, json) => `${head(status, 'transfer-encoding: chunked')}${chunk(json)}0\r\nx-checksum: 1\r\n\r\n`,
  ),
};

function chunk(json: string): string {
  return json === '' ? '' : `${Buffer.byteLength(json).toString(16)};a=b\r\n${body(json)}\r\n`;
}

const DEEP = 10_000;

/** JSON of the documented form, with what somebody may trip over; each makes another text of the JSON. */
export const ODD_JSON: Readonly<Record<string, (json: string) => string>> = {
  'nested more deeply than a stack': (json) => withField(json, `"deep":${'['.repeat(DEEP)}${']'.repeat(DEEP)}`),
  'with the names of an object': (json) =>
    withField(json, '"__proto__":{"a":1},"constructor":"a","toString":null,"then":"a"'),
  'with a number that is none': (json) => withField(json, '"a":1e999,"b":-0,"c":12345678901234567890'),
  'with a name that is empty': (json) => withField(json, '"":"","~1/":"a"'),
  'with texts that are empty': (json) => withTexts(json, ''),
  'with texts that are blank': (json) => withTexts(json, ' \\u2028'),
  'with texts that are a path': (json) => withTexts(json, '../..'),
  'with texts that are half a character': (json) => withTexts(json, '\\ud800'),
  'with texts that are a NUL': (json) => withTexts(json, '\\u0000'),
  'with texts that are long': (json) => withTexts(json, 'a'.repeat(50_000)),
};

/** Puts fields into each object that has one. */
function withField(json: string, fields: string): string {
  return json.replaceAll('{"', `{${fields},"`);
}

function withTexts(json: string, text: string): string {
  return json.replaceAll(/:"(?:[^"\\]|\\.)*"/g, `:"${text}"`);
}
