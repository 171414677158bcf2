import { formatThreadRef, parseThreadRef } from '@ticketbridge/facade';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codePoint } from '../../../vitest.text.ts';

const id = fc.oneof(
  fc.string({ minLength: 1, unit: codePoint }),
  fc.constantFrom(':', '%', '%3A', '%253A', 'a:b', '\ud800'),
);

test('a ref survives a round trip through a string, for every account and id', () => {
  const ref = fc.record({ vendor: fc.constantFrom('brandlovers', 'clubcollect'), account: id, id });
  fc.assert(fc.property(ref, (ref) => void expect(parseThreadRef(formatThreadRef(ref))).toEqual(ref)));
});

test('different refs have different strings', () => {
  fc.assert(
    fc.property(id, id, id, id, (account, one, other, two) => {
      fc.pre(account !== other || one !== two);
      const format = (account: string, id: string) => formatThreadRef({ vendor: 'clubcollect', account, id });
      return format(account, one) !== format(other, two);
    }),
  );
});

test.each(['', 'brandlovers', 'brandlovers:a', 'brandlovers::1', 'brandlovers:a:', 'zendesk:a:1', 'brandlovers:a:1:2'])(
  'a string that is no ref is refused: %j',
  (text) => {
    expect(() => parseThreadRef(text)).toThrow(/^ticketbridge: parseThreadRef: "text/);
  },
);
