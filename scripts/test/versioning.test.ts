import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pythonKinds } from './spec-changes/python.ts';
import { kinds } from './spec-changes/table.ts';

const ROOT = join(import.meta.dirname, '../..');
const page = await readFile(join(ROOT, 'docs/versioning.md'), 'utf8');

/** The rows of the tables that start with such a heading, as their cells. */
function rowsUnder(heading: string): string[][] {
  const tables = page.split('\n\n').filter((block) => block.startsWith(`| ${heading} |`));
  return tables.flatMap((table) =>
    table
      .trim()
      .split('\n')
      .slice(2)
      .map((row) => row.split(' | ').map((cell) => cell.replaceAll(/^\| | \|$/g, ''))),
  );
}

test('the page says of each kind of change what the table of single changes expects of it', () => {
  const said = rowsUnder('change').map(([row, number = '', works = '']) => ({
    row,
    number: number.replace(/:.*/, ''),
    publishedWork: /^yes\b/.test(works) || (/^no\b/.test(works) ? false : works),
  }));
  const expected = kinds.map(({ row, bump, facade, publishedWork }) => ({
    row,
    number: facade ? `${bump}; facade ${facade}` : bump,
    publishedWork,
  }));
  expect(said).toEqual(expected);
});

test('the page says of each kind of change what the table of Python expects of it', () => {
  const said = rowsUnder('change, in Python').map(([row, number, works = '']) => [
    row,
    number,
    /^\w+/.exec(works)?.[0],
  ]);
  const expected = pythonKinds.map(({ row, bump, vendor, publishedWork }) => {
    const number = vendor ? `${bump}; by the vendor's names ${vendor}` : bump;
    return [row, number, publishedWork ? 'yes' : 'no'];
  });
  expect(said).toEqual(expected);
});

const promises = rowsUnder('promise').flatMap(([promise, tests = '']) =>
  [...`${tests}; `.matchAll(/`(.+?)`: "(.+?)"; /g)].map(([, file = '', title = '']) => ({ promise, file, title })),
);

test('each promise names a test that keeps it', () => {
  const named = new Set(promises.map(({ promise }) => promise));
  expect(rowsUnder('promise').filter(([promise]) => !named.has(promise))).toEqual([]);
});

test.each(promises)('the test that keeps a promise is there: $title', async ({ file, title }) => {
  expect((await readFile(join(ROOT, file), 'utf8')).replaceAll(/: %s'/g, "'")).toContain(`'${title}'`);
});
