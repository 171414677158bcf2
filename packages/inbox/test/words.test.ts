import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codePoint } from '../../../vitest.text.ts';
import { wordsOf } from '../src/words.ts';

test.each([
  ['Rastreio do PEDIDO n.º 998-877', ['rastreio', 'do', 'pedido', 'n', 'º', '998', '877']],
  ['coração São JOÃO', ['coracao', 'sao', 'joao']],
  ['Straße STRASSE STRAẞE', ['strasse', 'strasse', 'strasse']],
  ['ΟΔΟΣ οδός', ['οδοσ', 'οδοσ']],
  ['ᾠδή ὨΙΔΉ', ['ωιδη', 'ωιδη']],
  ['İstanbul istanbul ISTANBUL', ['istanbul', 'istanbul', 'istanbul']],
  ['Łódź', ['łodz']],
  ['café cafe\u0301', ['cafe', 'cafe']],
  ["d'água e-mail@casa.nl", ['d', 'agua', 'e', 'mail', 'casa', 'nl']],
  ['日本語 テスト', ['日本語', 'テスト']],
  ['👍🏽 ok', ['ok']],
  ['\0"*(){}', []],
  ['', []],
])('finds the words of %j', (text, words) => {
  expect(wordsOf(text)).toEqual(words);
});

const text = fc.string({ unit: codePoint, maxLength: 40 });

test('finds the same words in a text that was made of words', () => {
  fc.assert(
    fc.property(text, (text) => {
      expect(wordsOf(wordsOf(text).join(' '))).toEqual(wordsOf(text));
    }),
  );
});

test('finds the same words in capitals, in small letters, composed and decomposed', () => {
  fc.assert(
    fc.property(text, (text) => {
      const words = wordsOf(text);
      for (const same of [text.normalize('NFC'), text.normalize('NFD')]) expect(wordsOf(same)).toEqual(words);
      expect(wordsOf(text.toUpperCase())).toEqual(words);
      expect(wordsOf(text.toLowerCase())).toEqual(words);
    }),
  );
});
