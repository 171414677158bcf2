import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { VENDORS } from './spec.ts';

const require = createRequire(import.meta.url);
const PACKAGES = ['http', ...VENDORS.map(({ name }) => name), 'facade', 'sandbox', 'inbox'];

test.each(PACKAGES)('nothing but the entries can be imported: %s', (name) => {
  const folder = fileURLToPath(new URL(`../../${name}/`, import.meta.url));
  const { exports, publishConfig } = JSON.parse(readFileSync(`${folder}package.json`, 'utf8'));
  const entries = Object.keys(publishConfig.exports);
  expect(entries).toEqual(Object.keys(exports));
  expect(entries.filter((entry) => entry.includes('*'))).toEqual([]);

  const sources = globSync('src/**/*.ts', { cwd: folder });
  expect(sources.length).toBeGreaterThan(0);
  const built = sources.map((file) => file.replace(/^src\/(generated\/)?/, 'dist/').replace(/ts$/, 'js'));
  const importable = [...sources, ...built].filter((file) => !isPrivate(`@ticketbridge/${name}/${file}`));
  expect(importable).toEqual([]);
});

function isPrivate(specifier: string): boolean {
  try {
    require.resolve(specifier);
    return false;
  } catch (error) {
    return Object(error).code === 'ERR_PACKAGE_PATH_NOT_EXPORTED';
  }
}
