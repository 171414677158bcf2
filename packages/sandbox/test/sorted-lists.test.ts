import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mapped, reversed, SortedLists } from '../src/sorted-lists.ts';

const numbers = (all: Iterable<number>) => [...all].sort((a, b) => a - b);

test('a list is in order after any changes, one by one or many at once', () => {
  const steps = fc.array(
    fc.record({
      isAdded: fc.boolean(),
      items: fc.uniqueArray(fc.nat(200), { maxLength: 60 }),
      name: fc.constantFrom('a', 'b'),
    }),
  );
  fc.assert(
    fc.property(steps, (all) => {
      const lists = new SortedLists<number>((a, b) => a - b);
      const model = { a: new Set<number>(), b: new Set<number>() };
      for (const { isAdded, items, name } of all) {
        const changed = items.filter((item) => model[name].has(item) !== isAdded);
        for (const item of changed) isAdded ? model[name].add(item) : model[name].delete(item);
        if (isAdded) lists.add(name, changed);
        else lists.remove(name, changed);
      }
      for (const name of ['a', 'b'] as const) expect(lists.get(name)).toEqual(numbers(model[name]));
    }),
  );
});

test('each item is added to the list that is named for it', () => {
  const lists = new SortedLists<number>((a, b) => a - b);
  lists.addEach([3, 2, 1, 4], (item) => (item % 2 === 0 ? 'even' : 'odd'));
  expect([lists.get('even'), lists.get('odd'), lists.get('none')]).toEqual([[2, 4], [1, 3], []]);
});

test('a list is read in parts: as it is, in another form, and from its end', () => {
  fc.assert(
    fc.property(fc.array(fc.nat()), fc.nat(40), fc.nat(40), (all, start, count) => {
      expect(mapped(all, String).slice(start, start + count)).toEqual(all.map(String).slice(start, start + count));
      expect(reversed(all).slice(start, start + count)).toEqual(all.toReversed().slice(start, start + count));
      expect([mapped(all, String).length, reversed(all).length]).toEqual([all.length, all.length]);
    }),
  );
});

test('only the items of the part that is read are made', () => {
  const made: number[] = [];
  const all = mapped(
    Array.from({ length: 10_000 }, (_, index) => index),
    (item) => made.push(item),
  );
  all.slice(5000, 5010);
  expect(made).toHaveLength(10);
});
