import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join, posix, resolve } from 'node:path';
import { rewriteLinks } from '../release/markdown.ts';
import type { WorkspacePackage } from '../release/packages.ts';
import { PYTHONS } from './versions.ts';

/** What the generator makes for a repository of its own, and for setuptools: pyproject.toml says all that is needed. */
export const UNWANTED: readonly string[] = [
  ...['.github/**', '.gitignore', '.gitlab-ci.yml', '.travis.yml', 'git_push.sh', 'tox.ini'],
  ...['README.md', 'requirements.txt', 'setup.cfg', 'setup.py', 'test-requirements.txt'],
];

const LICENSE = resolve(import.meta.dirname, '../../../LICENSE');
const AUTHOR = 'Ticketbridge maintainers';

/** Says for `pyproject.mustache` what a package's pyproject.toml holds; texts are values of TOML. */
export function packagingProperties({ manifest, folder }: WorkspacePackage, repository: string | undefined): object {
  const { description = '', keywords = [], version } = manifest;
  const address = repository === undefined ? undefined : sources(repository, folder);
  return {
    packageVersion: version,
    // The strings and lists of JSON are TOML's too.
    description: JSON.stringify(description),
    keywords: JSON.stringify(keywords),
    author: JSON.stringify(AUTHOR),
    oldestPython: PYTHONS[0],
    pythons: PYTHONS,
    ...(address !== undefined && {
      urls: {
        source: JSON.stringify(address),
        issues: JSON.stringify(`${repository}/issues`),
        changelog: JSON.stringify(`${address}/CHANGELOG.md`),
      },
    }),
  };
}

/** Adds what a generated package holds of its folder in the workspace: its README and the licence. */
export async function addDocuments(output: string, root: string, of: string, repository?: string): Promise<void> {
  const readme = await readFile(join(root, of, 'README.md'), 'utf8');
  await writeFile(join(output, 'README.md'), packageReadme(readme, of, repository));
  await copyFile(LICENSE, join(output, 'LICENSE'));
}

/** Makes the links of a README lead somewhere outside the workspace too; without a repository only their text stays. */
export function packageReadme(readme: string, folder: string, repository?: string): string {
  return rewriteLinks(readme, (target) => {
    if (target.startsWith('#') || URL.canParse(target)) return target;
    return repository === undefined ? undefined : sources(repository, posix.join(folder, target));
  });
}

function sources(repository: string, path: string): string {
  return `${repository}/blob/HEAD/${path}`;
}
