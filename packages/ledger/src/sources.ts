import { createHash } from 'node:crypto';
import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { entries } from './json.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Lists the folders of the packages whose tests are recorded. */
export async function recordedPackages(): Promise<readonly string[]> {
  const folders = [...(await foldersByName(ROOT)).values()];
  const isRecorded = async (folder: string) =>
    entries((await readManifest(folder)).devDependencies).some(([name]) => name === '@ticketbridge/ledger');
  const recorded = await Promise.all(folders.map(isRecorded));
  return folders.filter((_, index) => recorded[index]).sort();
}

/**
 * Hashes what the tests of a package ran on: its own sources and tests, and the sources of every workspace package that
 * it depends on, specs and generated code among them. Turbo's key of the test task covers them too.
 */
export async function hashSources(folder: string): Promise<string> {
  const root = ROOT;
  const folders = await foldersByName(root);
  const names = new Set<string>();
  const add = async (of: string): Promise<void> => {
    const { name, dependencies, devDependencies } = await readManifest(of);
    if (names.has(name)) return;
    names.add(name);
    for (const [dependency] of [...entries(dependencies), ...entries(devDependencies)]) {
      const next = folders.get(dependency);
      if (next) await add(next);
    }
  };
  await add(folder);
  const files = [...names].flatMap((name) => sourcesIn(folders.get(name) ?? folder, root));
  const own = globSync('test/**/*.ts', { cwd: folder, exclude: ['test/.scratch-*/**'] });
  const hash = createHash('sha256');
  for (const file of [...files, ...own.map((name) => relative(root, join(folder, name)))].sort()) {
    hash
      .update(file)
      .update('\0')
      .update(await readFile(join(root, file)));
  }
  return hash.digest('hex');
}

function sourcesIn(folder: string, root: string): string[] {
  return globSync(['src/**/*.{ts,tsx,json}', 'openapi.yaml', 'examples/*.yaml', 'package.json'], {
    cwd: folder,
    exclude: ['**/node_modules/**'],
  }).map((name) => relative(root, join(folder, name)));
}

interface Manifest {
  readonly name: string;
  readonly dependencies?: unknown;
  readonly devDependencies?: unknown;
}

async function readManifest(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
}

async function foldersByName(root: string): Promise<ReadonlyMap<string, string>> {
  const manifests = globSync(['packages/*/package.json', 'specs/*/package.json', '{examples,scripts}/package.json'], {
    cwd: root,
  });
  const folders = manifests.map((file) => join(root, file, '..'));
  return new Map(
    await Promise.all(folders.map(async (folder) => [(await readManifest(folder)).name, folder] as const)),
  );
}
