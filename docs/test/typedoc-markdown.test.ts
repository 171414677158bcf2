import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readable } from '../src/reference/typedoc-markdown.ts';

test('leads to the type where a function has its name, by the anchor that the heading has', () => {
  const headings = '# Package\n\n### make()\n\n### Make\n\n### Other-2';
  assert.equal(
    readable(`${headings}\n\n[Make](#make-3), [make](#make), [Make](#make-1), [Other-2](#other-2)`),
    `${headings}\n\n[Make](#make-1), [make](#make), [Make](#make-1), [Other-2](#other-2)`,
  );
});

test('leaves out rules', () => {
  assert.equal(readable('```ts\nf();\n```\n\n***\n\nText.'), '```ts\nf();\n```\n\n\n\nText.');
});
