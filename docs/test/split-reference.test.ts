import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { splitReference } from '../src/reference/split-reference.ts';
import { typescriptPages } from '../src/reference/typescript.ts';

const LONG = 'x'.repeat(40_000);

test('leaves a short entry as it is, but for the errors that it throws', () => {
  const [a, b] = splitReference(
    new Map([
      ['@t/a.md', '# A\n\n## Functions\n\n### f()\n\n#### Throws\n\nBad `kind`\n\n#### Throws\n\nOther'],
      ['@t/b.md', '# B\n\n## Classes\n\n### Bad'],
    ]),
  );
  assert.match(a?.markdown ?? '', /#### Throws\n\n\[Bad\]\(b\.md#bad\) `kind`\n\n#### Throws\n\nOther$/);
  assert.equal(b?.markdown, '# B\n\n## Classes\n\n### Bad');
});

test('gives the types of a long entry a page, and leads every link to where its heading went', () => {
  const long = `# L\n\n## Functions\n\n### make()\n\n[Make](#make-1), [x](#x)\n\n## Interfaces\n\n### Make\n\n<a id="x"></a> [make](#make)\n\n${LONG}\n\n## Variables\n\n### V\n`;
  const parts = splitReference(
    new Map([
      ['l.md', long],
      ['s/t.md', '# T\n\n[Make](../l.md#make-1), [V](../l.md#v)'],
    ]),
  );
  assert.deepEqual(
    parts.map(({ file, isTypes }) => [file, isTypes]),
    [
      ['l.md', false],
      ['l.types.md', true],
      ['s/t.md', false],
    ],
  );
  const [called, types, other] = parts.map(({ markdown }) => markdown.replace(LONG, ''));
  assert.match(called ?? '', /\[Make\]\(l\.types\.md#make\), \[x\]\(l\.types\.md#x\)/);
  assert.match(called ?? '', /### V\n\n\n## Types\n\n\[Make\]\(l\.types\.md#make\)\n$/);
  assert.match(types ?? '', /\[make\]\(l\.md#make\)/);
  assert.match(other ?? '', /\[Make\]\(\.\.\/l\.types\.md#make\), \[V\]\(\.\.\/l\.md#v\)/);
});

test('shows the verbs of the facade, what can be done at each vendor, and what is thrown', async () => {
  const pages = await typescriptPages(join(import.meta.dirname, '../..'));
  const textOf = (route: string) =>
    pages.find((page) => page.route === `reference/typescript/${route}`)?.markdown ?? '';
  const types = textOf('facade/types');
  const bridge = types.split(/^### /m).find((section) => section.startsWith('Ticketbridge\n')) ?? '';
  for (const name of ['threads', 'drain', 'messages', 'reply', 'BrandloversVerbs', 'ClubcollectVerbs']) {
    assert.match(bridge, new RegExp(`\\b${name}\\]\\(#`));
  }
  assert.match(textOf('facade'), /function capabilities\(\): Capabilities;/);
  for (const { route, markdown } of pages) assert.doesNotMatch(markdown, /# Throws\n\nTicketbridgeError/, route);
});
