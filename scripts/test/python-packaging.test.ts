import { expect, test } from 'vitest';
import { packageReadme, packagingProperties } from '../src/python/packaging.ts';

const museum = {
  folder: 'packages/museum-python',
  manifest: {
    name: '@ticketbridge/museum-python',
    version: '1.2.3',
    description: 'Says "Hello", at C:\\',
    keywords: ['museum'],
  },
};

test('texts of package.json are quoted for pyproject.toml', () => {
  expect(packagingProperties(museum, undefined)).toMatchObject({
    packageVersion: '1.2.3',
    description: '"Says \\"Hello\\", at C:\\\\"',
    keywords: '["museum"]',
  });
});

test('there are addresses only where the repository has one', () => {
  expect(packagingProperties(museum, undefined)).not.toHaveProperty('urls');
  expect(packagingProperties(museum, 'https://git.example/us/ours')).toHaveProperty(
    'urls.changelog',
    '"https://git.example/us/ours/blob/HEAD/packages/museum-python/CHANGELOG.md"',
  );
});

test('links of a README that only the repository has lead there, or are text', () => {
  const readme = '[the spec](../../specs/museum/openapi.yaml), [below](#errors), [Python](https://www.python.org)\n';
  expect(packageReadme(readme, museum.folder, undefined)).toBe(
    'the spec, [below](#errors), [Python](https://www.python.org)\n',
  );
  expect(packageReadme(readme, museum.folder, 'https://git.example/us/ours')).toContain(
    '(https://git.example/us/ours/blob/HEAD/specs/museum/openapi.yaml)',
  );
});
