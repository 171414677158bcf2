import { describe, expect, test } from 'vitest';
import { failureOf } from './failure.ts';
import { lettersClient } from './letters.ts';
import { answering, serve } from './server.ts';

/** Answers with these bytes, each in a chunk of its own, and this content type. */
function answeringBytes(bytes: Uint8Array, contentType = 'application/json') {
  const fetch = async () => {
    const body = new ReadableStream({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    return new Response(body, { headers: { 'content-type': contentType } });
  };
  return lettersClient({ fetch, maxAttempts: 1 });
}

const utf8 = (text: string) => new TextEncoder().encode(text);
const latin1 = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
const utf16 = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le'));

describe('a body is read as UTF-8', () => {
  test.each([
    ['characters of one to four bytes', utf8('["aé€🔑"]')],
    ['with a byte order mark', utf8('\ufeff["aé€🔑"]')],
  ])('%s', async (_, bytes) => {
    expect(await answeringBytes(bytes).listTags()).toEqual(['aé€🔑']);
  });

  test('also when another charset is announced', async () => {
    const client = answeringBytes(utf8('["aé€🔑"]'), 'application/json; charset=iso-8859-1');
    expect(await client.listTags()).toEqual(['aé€🔑']);
  });
});

describe('a body that is not UTF-8 is read in the charset that it announces', () => {
  test.each([
    ['iso-8859-1', latin1('["caf\u00e9"]')],
    ['"ISO-8859-1"; x=y', latin1('["caf\u00e9"]')],
    ['windows-1252', latin1('["caf\u00e9"]')],
    ['utf-16le', utf16('["café"]')],
    ['UTF-16LE', utf16('["caf\u00e9 \u20ac"]').slice()],
  ])('%s', async (charset, bytes) => {
    const [first = ''] = await answeringBytes(bytes, `application/json; charset=${charset}`).listTags();
    expect(first.slice(0, 4)).toBe('café');
  });
});

describe('a body that cannot be decoded is a protocol error, never a value', () => {
  const INVALID: readonly (readonly [name: string, bytes: Uint8Array, contentType?: string])[] = [
    ['a byte that no UTF-8 has', latin1('["\xff"]')],
    ['half a character', Uint8Array.of(0x5b, 0x22, 0xc3, 0x22, 0x5d)],
    ['half a character at the end', Uint8Array.of(0x31, 0xe2, 0x82)],
    ['an overlong form', Uint8Array.of(0x5b, 0x22, 0xc0, 0xaf, 0x22, 0x5d)],
    ['half a surrogate pair', Uint8Array.of(0x5b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x5d)],
    ['announced as UTF-8', latin1('["caf\u00e9"]'), 'application/json; charset=utf-8'],
    ['announced in a charset that nobody knows', latin1('["caf\u00e9"]'), 'application/json; charset=ebcdic-x'],
    ['announced in a charset that is none', latin1('["caf\u00e9"]'), 'application/json; charset='],
  ];
  test.each(INVALID.map(([name, ...rest]) => ({ name, rest })))('$name', async ({ rest: [bytes, contentType] }) => {
    const error = await failureOf(answeringBytes(bytes, contentType).listTags());
    expect(error).toMatchObject({ kind: 'protocol', status: 200, outcome: 'accepted', attempts: 1 });
    expect(error.message).toBe('letters.listTags: status 200 with text that is not UTF-8, not a JSON array');
  });

  test('two ids that differ in a broken byte never become one', async () => {
    const { baseUrl } = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(latin1('["t-\xfe", "t-\xff"]'));
    });
    expect((await failureOf(lettersClient({ baseUrl }).listTags())).kind).toBe('protocol');
  });

  test("a refusal's code is left out", async () => {
    const { baseUrl } = await serve(answering(400, { error: 'known' }));
    expect((await failureOf(lettersClient({ baseUrl }).listTags())).code).toBe('known');
    const fetch = async () => new Response(latin1('{"error":"known","x":"\xff"}'), { status: 400 });
    expect((await failureOf(lettersClient({ fetch }).listTags())).code).toBeUndefined();
  });
});
