import assert from 'node:assert/strict';
import { dirname } from 'node:path/posix';
import { test } from 'node:test';
import fc from 'fast-check';
import { looksOf } from './looks.ts';

test('every page has a look, and every kind of page each window and each colour scheme', () => {
  const path = fc.tuple(fc.constantFrom('a', 'b', 'a/c', 'd'), fc.nat(9)).map(([kind, page]) => `/${kind}/${page}/`);
  fc.assert(
    fc.property(fc.uniqueArray(path), (paths) => {
      const given = looksOf(paths);
      for (const [kind, pages] of Map.groupBy(paths, (page) => dirname(page))) {
        const looks = pages.flatMap((page) => given.get(page) ?? []);
        assert.ok(
          pages.every((page) => given.get(page)?.length !== 0),
          kind,
        );
        assert.equal(new Set(looks.map(({ viewport }) => viewport)).size, 2, kind);
        assert.equal(new Set(looks.map(({ colorScheme }) => colorScheme)).size, 2, kind);
      }
    }),
  );
});
