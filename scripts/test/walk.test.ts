import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stepsOf } from '../src/release/walk.ts';

const root = join(import.meta.dirname, '../..');

/** Makes of an edit what has to stand in the file: its lines in this order, without those that it adds. */
function oldLinesOf(edit: string): Map<string, string[]> {
  const parts = edit.split(/^--- a\//m).slice(1);
  return new Map(
    parts.map((part) => {
      const [file = '', , ...lines] = part.split('\n');
      const hunks = lines.filter((line) => /^[ -]/.test(line)).map((line) => line.slice(1));
      return [file, hunks];
    }),
  );
}

test('the walk edits, releases, installs and runs', async () => {
  const steps = stepsOf('docs/releasing.md', await readFile(join(root, 'docs/releasing.md'), 'utf8'));
  const kinds = steps.map(({ kind }) => kind);
  expect(kinds).toEqual([
    ...['edit', 'maintainer', 'application', 'program'],
    ...['edit', 'maintainer', 'application', 'program', 'program'],
  ]);
  for (const { prints } of steps.filter(({ kind }) => kind === 'program')) expect(prints).toBeDefined();
});

test("the walk's edits fit the files that they edit", async () => {
  const steps = stepsOf('docs/releasing.md', await readFile(join(root, 'docs/releasing.md'), 'utf8'));
  for (const { text, place } of steps.filter(({ kind }) => kind === 'edit')) {
    for (const [file, lines] of oldLinesOf(text)) {
      const where = `${place} shows ${file} as it was: put the lines around the edit there as they are now`;
      expect(await readFile(join(root, file), 'utf8'), where).toContain(lines.join('\n'));
    }
  }
});

test('a block that is no step is refused with its place', () => {
  expect(() => stepsOf('docs/x.md', '# X\n\n```js\n1;\n```\n')).toThrow('docs/x.md:3 is ```js, which is no step');
});
