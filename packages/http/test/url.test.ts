import { isTicketbridgeError } from '@ticketbridge/http';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codePoint } from '../../../vitest.text.ts';
import { lettersClient } from './letters.ts';
import { answering, type Server, serve } from './server.ts';

const NASTY = [
  '',
  '.',
  '..',
  '...',
  '%2e',
  '%2E%2e',
  '.%2e',
  '%2e.',
  '%252e%252e',
  '../x',
  '..%2f',
  '..\\',
  '..;',
  '/',
  '//',
  '\\',
  'a/b',
  '//evil.example/',
  'https://evil.example/',
  '@evil.example',
  '?',
  '?a=b',
  '#',
  '#x',
  '&',
  '=',
  ';',
  ':',
  '%',
  '%zz',
  '%00',
  '\u0000',
  '\t',
  '\r\nx-a: b',
  '\n',
  ' ',
  ' ..',
  '.. ',
  '\u00a0',
  '\u2025',
  '\uff0e\uff0e',
  '\ud800',
  '\udc00x',
  '{boxId}',
  '{',
  '}',
  '$&',
  '$1',
  "$'",
  '*',
  '+',
  '~',
  '!',
  "'",
  '(',
  '[',
  '|',
  '"',
  '<',
  '`',
  '^',
  'é',
  'e\u0301',
  '🔑',
  '\u202e',
  '\ufeff',
  '__proto__',
  'constructor',
  'undefined',
  'x'.repeat(2000),
];
const id = fc.oneof(
  fc.string({ unit: codePoint }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(...NASTY),
  fc.array(fc.constantFrom(...NASTY.slice(0, -1)), { maxLength: 4 }).map((parts) => parts.join('')),
);

async function arrivalOf({ baseUrl, arrivals }: Server, input: object) {
  const before = arrivals.length;
  try {
    await lettersClient({ baseUrl }).listLetters(input);
  } catch (error) {
    if (!isTicketbridgeError(error) || error.kind !== 'invalid-input') throw error;
    expect(arrivals).toHaveLength(before);
    return undefined;
  }
  expect(arrivals).toHaveLength(before + 1);
  return arrivals[before]?.url;
}

test('every id is refused before any I/O, or reaches the server as the one segment that decodes to it', async () => {
  const server = await serve(answering(200, {}));
  const check = async (boxId: string) => {
    const url = await arrivalOf(server, { boxId });
    if (url === undefined) return;
    const segments = url.split('/');
    expect(segments).toHaveLength(5);
    expect([segments[1], segments[2], segments[4]]).toEqual(['base', 'boxes', 'letters']);
    expect(decodeURIComponent(segments[3] ?? '')).toBe(boxId);
  };
  await fc.assert(fc.asyncProperty(id, check), {
    numRuns: process.env.EXHAUSTIVE ? 2_000 : 80,
    examples: NASTY.map((text) => [text]),
  });
});

test('every query value is refused before any I/O, or reaches the server as it is', async () => {
  const server = await serve(answering(200, {}));
  const check = async (tag: string) => {
    const url = await arrivalOf(server, { boxId: 'b', tag });
    if (url === undefined) return;
    const { pathname, searchParams, hash } = new URL(url, 'http://any');
    expect([pathname, hash]).toEqual(['/base/boxes/b/letters', '']);
    expect([...searchParams]).toEqual([['tag', tag]]);
  };
  await fc.assert(fc.asyncProperty(id, check), {
    numRuns: process.env.EXHAUSTIVE ? 1_000 : 40,
    examples: NASTY.map((text) => [text]),
  });
});

test('an ordinary id is not refused', async () => {
  const server = await serve(answering(200, {}));
  for (const boxId of ['7', 'a b', 'a/b', '...', 'é', '🔑', '%2e', 'x?y#z']) {
    expect(await arrivalOf(server, { boxId })).toBe(`/base/boxes/${encodeURIComponent(boxId)}/letters`);
  }
});
