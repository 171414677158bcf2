import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { codePoint } from '../../../vitest.text.ts';
import { tableLines } from '../src/table.ts';
import { excerpt, visible } from '../src/visible.ts';

/** What drives a terminal, is not seen, or reorders what is: never shown as it is outside an emoji. */
const UNSAFE =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800\u{13441}\u{13442}\u{16fe4}\u{1d159}]/u;

const EMOJI = ['👩‍👩‍👧‍👦', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '❤️‍🔥', '👍🏽', '🇳🇱', '🫠', '1️⃣'];

const unsafe = Array.from({ length: 0x110000 }, (_, point) => String.fromCodePoint(point)).filter((character) =>
  UNSAFE.test(character),
);

const texts = fc
  .array(
    fc.oneof(fc.string({ unit: codePoint }), fc.constantFrom(...unsafe), fc.constantFrom(...EMOJI, 'é', '漢', '\\')),
  )
  .map((parts) => parts.join(''));

function graphemes(text: string): string[] {
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
}

test('every control, format and invisible character is replaced by its escape', () => {
  const escaped = unsafe.map(visible);
  expect(escaped.filter((text) => !/^(\\u[\da-f]{4})+$/.test(text))).toEqual([]);
  expect(escaped.map((text) => JSON.parse(`"${text}"`))).toEqual(unsafe);
});

test.each([
  ['a sequence that clears the screen', '\u001b[2J', '\\u001b[2J'],
  ['a sequence that sets the title', '\u001b]0;Paid\u0007', '\\u001b]0;Paid\\u0007'],
  ['a C1 control', '\u009b31m', '\\u009b31m'],
  ['a bidirectional override', 'paid \u202e00.1', 'paid \\u202e00.1'],
  ['a line break', 'one\ntwo', 'one\\u000atwo'],
  ['a hidden tag character', 'ok\u{e0041}', 'ok\\udb40\\udc41'],
  ['a joiner outside an emoji', 'a\u200db', 'a\\u200db'],
  ['a letter that looks like nothing', 'a\u3164\u115f\u1160\uffa0b', 'a\\u3164\\u115f\\u1160\\uffa0b'],
  ['a pattern of no dots', 'a\u2800b', 'a\\u2800b'],
  ['a variation selector outside an emoji', 'a\ufe0f', 'a\\ufe0f'],
  ['the ninth mark on a letter', `a${'\u0301'.repeat(10)}`, `a${'\u0301'.repeat(8)}\\u0301\\u0301`],
])('%s is shown and does nothing', (_, text, shown) => {
  expect(visible(text)).toBe(shown);
});

test.each(['a b', 'a\u00a0b', 'a\u3000b', 'e\u0301', 'ก็้', 'क्षि', '한글', '✓'])('%j is shown as it is', (text) => {
  expect(visible(text)).toBe(text);
});

test.each(EMOJI)('the emoji %s stays whole', (emoji) => {
  expect(visible(emoji)).toBe(emoji);
});

test('nothing unsafe is left of any text, and a second time changes nothing', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const shown = visible(text);
      expect(EMOJI.reduce((rest, emoji) => rest.replaceAll(emoji, ''), shown)).not.toMatch(UNSAFE);
      expect(visible(shown)).toBe(shown);
    }),
  );
});

test('a text in JSON keeps its meaning', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(JSON.parse(visible(JSON.stringify({ text })))).toEqual({ text });
    }),
  );
});

test('an excerpt is at most 40 columns wide and ends between two characters', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const shown = excerpt(text);
      expect(stringWidth(shown)).toBeLessThanOrEqual(40);
      const line = visible(text.replace(/\s+/g, ' '));
      if (shown !== line) expect(graphemes(line)).toEqual(expect.arrayContaining(graphemes(shown.slice(0, -1))));
    }),
  );
});

test.each([
  ['x'.repeat(40), 'x'.repeat(40)],
  ['x'.repeat(41), `${'x'.repeat(39)}…`],
  [`${'x'.repeat(38)}👩‍👩‍👧‍👦`, `${'x'.repeat(38)}👩‍👩‍👧‍👦`],
  [`${'x'.repeat(38)}👩‍👩‍👧‍👦!`, `${'x'.repeat(38)}…`],
  [`${'x'.repeat(39)}👍🏽`, `${'x'.repeat(39)}…`],
  ['漢'.repeat(30), `${'漢'.repeat(19)}…`],
  ['e\u0301'.repeat(40), 'e\u0301'.repeat(40)],
])('the excerpt of %s is %s', (text, shown) => {
  expect(excerpt(text)).toBe(shown);
});

/** Texts that take few columns, or few characters as a reader sees them, whatever their length. */
/** In quadratic time, what is made of so many characters would take longer than any test may. */
const LENGTH = 100_000;

const long = [
  '\u3164',
  '\u0301',
  '\u1161',
  '\u200d',
  '\u2800',
  '\ufe0f',
  '\u{e0061}',
  '👩\u200d',
  'a\u0301',
  '\u1100\u1161',
  ' ',
  'x',
].flatMap((unit) => [unit.repeat(LENGTH), `a${unit.repeat(LENGTH)}`, `${unit.repeat(LENGTH)}z`]);

test.each((process.env.EXHAUSTIVE ? long : long.slice(0, 3)).map((text) => [JSON.stringify(text.slice(0, 8)), text]))(
  'the excerpt and the cell of a text that begins with %s and never ends are short, and made in linear time',
  (_, text) => {
    expect(graphemes(excerpt(text)).length).toBeLessThanOrEqual(40);
    expect(excerpt(text).length).toBeLessThanOrEqual(40 * 32);
    const [line = ''] = tableLines([{ [text]: text }]);
    expect(graphemes(line).length).toBeLessThanOrEqual(164);
    expect(line.length).toBeLessThanOrEqual(160 * 32 + 4);
  },
);

test('a long cell does not pad the others', () => {
  for (const line of tableLines([{ thread: 'x'.repeat(3000) }, { thread: '1' }])) {
    expect(line.length).toBeLessThanOrEqual(164);
  }
});

test('the lines of a table are equally wide', () => {
  fc.assert(
    fc.property(fc.array(texts, { minLength: 1 }), (cells) => {
      const lines = tableLines(cells.map((text) => ({ about: text, emoji: '🫠' })));
      expect(lines).toHaveLength(cells.length + 2);
      expect(new Set(lines.map((line) => stringWidth(line))).size).toBe(1);
    }),
  );
});

test('a text with bars adds no column to a table', () => {
  const [head = '', line = '', row = ''] = tableLines([{ about: 'a | paid | b', state: 'OPEN' }]);
  expect([head, line, row].map((text) => text.split('|').length)).toEqual([4, 4, 4]);
  expect(row).toContain(String.raw`a \u007c paid \u007c b`);
});
