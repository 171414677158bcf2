import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pythonPages } from '../src/reference/python.ts';
import { writeFolder } from '../src/write.ts';

const folder = await mkdtemp(join(tmpdir(), 'docs-'));
after(() => rm(folder, { recursive: true }));

test('a folder holds what it is to hold, and what has not changed is not written again', async () => {
  await writeFolder(
    join(folder, 'a'),
    new Map([
      ['guides/one.md', '1'],
      ['two.md', '2'],
      ['gone/three.md', '3'],
    ]),
  );
  const before = await stat(join(folder, 'a/two.md'));
  await writeFolder(
    join(folder, 'a'),
    new Map([
      ['guides/one.md', 'one'],
      ['two.md', '2'],
    ]),
  );
  assert.equal(await readFile(join(folder, 'a/guides/one.md'), 'utf8'), 'one');
  assert.equal((await stat(join(folder, 'a/two.md'))).mtimeMs, before.mtimeMs);
  await assert.rejects(stat(join(folder, 'a/gone/three.md')), { code: 'ENOENT' });
});

test('a Python package that was not generated has a page that says so, and what makes it', async () => {
  await mkdir(join(folder, 'packages/museum-python'), { recursive: true });
  await writeFile(join(folder, 'packages/museum-python/generator.yaml'), '');
  const [page] = await pythonPages(folder);
  assert.equal(page?.route, 'reference/python/museum-python');
  assert.match(page?.markdown ?? '', /pnpm generate:python.*needs Java/s);
});
