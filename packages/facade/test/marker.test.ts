import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codePoint } from '../../../vitest.text.ts';
import { decodeEntities } from '../src/brandlovers/entities.ts';
import { isMarker, markedDescription, markerIn, withoutMark } from '../src/brandlovers/marker.ts';
import { MANGLINGS } from './vendor-text.ts';

const keys = fc.stringMatching(/^[a-z0-9._-]{1,64}$/);
const mangling = fc.constantFrom(...Object.entries(MANGLINGS));
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: codePoint }),
  fc
    .array(fc.oneof(fc.constantFrom('[ticketbridge:', ']', ' ', '&#91;', '&amp;', 'ã'), keys))
    .map((parts) => parts.join('')),
);

describe('the mark in a description', () => {
  test.each(Object.keys(MANGLINGS))('is read where the vendor %s it', (name) => {
    const marked = markedDescription('Não chegou: nº 7 & "azul" <b>', 'order-1.a_b');
    expect(markerIn(MANGLINGS[name]?.(marked ?? ''))).toBe('order-1.a_b');
  });

  test('is read whatever a vendor does to text and wherever it is cut after the mark', () => {
    fc.assert(
      fc.property(keys, anyText, fc.nat(), fc.array(mangling, { maxLength: 2 }), (key, text, cut, manglings) => {
        const marked = markedDescription(text, key) ?? '';
        const mark = markedDescription('', key) ?? '';
        const stored = marked.slice(0, mark.length + (cut % (text.length + 2)));
        expect(markerIn(manglings.reduce((mangled, [, mangle]) => mangle(mangled), stored))).toBe(key);
      }),
    );
  });

  test('is never read as another one, wherever it is cut', () => {
    fc.assert(
      fc.property(keys, anyText, fc.nat(), mangling, (key, text, cut, [, mangle]) => {
        const mangled = mangle(markedDescription(text, key) ?? '');
        expect([key, undefined]).toContain(markerIn(mangled.slice(0, cut % (mangled.length + 1))));
      }),
    );
  });

  test('is read at the end, where older versions wrote it, unless one stands first', () => {
    const id = '0b7c9f0e-3d0e-4f0c-9f53-7d7f2f3f9a10';
    for (const mangle of Object.values(MANGLINGS)) expect(markerIn(mangle(`late [ticketbridge:${id}]`))).toBe(id);
    expect(markerIn(markedDescription(`copied [ticketbridge:${id}]`, 'order-1'))).toBe('order-1');
  });

  test.each([
    ['none', undefined],
    ['nothing', ''],
    ['one that is mentioned', 'see [ticketbridge:order-1] for more'],
    ['one without an end', '[ticketbridge:order-1'],
    ['one without a key', '[ticketbridge:] late'],
    ['a key of 65 characters', `[ticketbridge:${'a'.repeat(65)}]`],
    ['a key of other characters', '[ticketbridge:order 1]'],
    ['a letter that only case folding makes one of a key', '[ticketbridge:\u212aey]'],
    ['a reference beyond Unicode', '[ticketbridge:&#1114112;]'],
  ])('is not there: %s', (_, description) => {
    expect(markerIn(description)).toBeUndefined();
  });

  test('is in no description that a vendor has left out', () => {
    expect(markerIn(undefined)).toBeUndefined();
  });

  test('is looked for in bounded time', () => {
    const hostile = '[ticketbridge:'.repeat(100_000);
    expect(markerIn(hostile)).toBeUndefined();
    expect(withoutMark(hostile)).toBe(hostile);
  });

  test('stands alone where there is no description, and is absent without a marker', () => {
    expect(markedDescription(undefined, 'k')).toBe('[ticketbridge:k]');
    expect(markedDescription('', 'k')).toBe('[ticketbridge:k]');
    expect(markedDescription('late', undefined)).toBe('late');
  });

  test('is taken out, first or last', () => {
    expect(withoutMark('[ticketbridge:k] late').trim()).toBe('late');
    expect(withoutMark('late [ticketbridge:k]').trim()).toBe('late');
    expect(withoutMark('[ticketbridge:k] late [ticketbridge:l]').trim()).toBe('late [ticketbridge:l]');
  });
});

test('a marker is a key that cannot leave its mark', () => {
  fc.assert(
    fc.property(fc.oneof(anyText, keys), anyText, (key, text) => {
      fc.pre(isMarker(key));
      expect(markerIn(markedDescription(text, key))).toBe(key);
    }),
  );
  const others = [
    '',
    'Order-1',
    'order 1',
    'a]',
    '[a',
    'a:b',
    'a\n',
    'é',
    'a'.repeat(65),
    7,
    null,
    ['a'],
    { toString: () => 'a' },
  ];
  for (const other of others) expect([other, isMarker(other)]).toEqual([other, false]);
});

describe('entities', () => {
  test.each([
    ['&amp;&lt;&gt;&quot;&apos;&#39;&#x27;', "&<>\"'''"],
    ['N&atilde;o &Ccedil;&ATILDE;', 'Na\u0303o C\u0327A\u0303'],
    ['&amp;amp;amp;lt;', '<'],
    ['&#128230;&#55357;&#56550;', '📦📦'],
    [
      '&unknown; & &; &#; &#x; &ampx &#99999999; &constructor;',
      '&unknown; & &; &#; &#x; &ampx &#99999999; &constructor;',
    ],
  ])('%s are decoded', (text, decoded) => {
    expect(decodeEntities(text)).toBe(decoded);
  });

  test('nested without end are decoded in bounded time', () => {
    const hostile = `&${'amp;'.repeat(200_000)}`;
    expect(decodeEntities(hostile).length).toBe(hostile.length - 4 * 'amp;'.length);
  });
});
