import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

test('no test of the repository has a chance of its own, which SEED would not repeat', () => {
  const files = globSync('{packages/{http,sandbox,facade,inbox,cli,contract-tests},examples}/test/**/*.ts', {
    cwd: ROOT,
  });
  expect(files.length).toBeGreaterThan(100);
  const chance = /Math\.random\(|\brandomInt\(|\bseed(:| =) *(Date|Number|process|performance)\b/;
  expect(files.filter((file) => chance.test(readFileSync(join(ROOT, file), 'utf8')))).toEqual([]);
});
