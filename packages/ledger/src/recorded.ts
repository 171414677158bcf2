import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { entries } from './json.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Lists the folders of the packages whose tests are recorded. */
export async function recordedPackages(): Promise<readonly string[]> {
  const manifests = globSync(['packages/*/package.json', '{examples,scripts}/package.json'], { cwd: ROOT });
  const folders = manifests.map((file) => join(ROOT, dirname(file))).sort();
  const recorded = await Promise.all(folders.map(isRecorded));
  return folders.filter((_, index) => recorded[index]);
}

async function isRecorded(folder: string): Promise<boolean> {
  const manifest: { devDependencies?: unknown } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  return entries(manifest.devDependencies).some(([name]) => name === '@ticketbridge/ledger');
}
