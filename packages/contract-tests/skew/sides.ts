import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { packRelease } from '@ticketbridge/scripts/last-release';
import { applyEdit, type Edit } from './change.ts';
import type { Side } from './side.ts';

const run = promisify(execFile);
const SPEC = 'specs/brandlovers/openapi.yaml';

/** Packs and installs the packages of a release into a folder. */
export async function installRelease(
  commit: string,
  folder: string,
  signal: AbortSignal,
): Promise<{ readonly side: Side; readonly version: string }> {
  const installed = join(folder, 'node_modules/@ticketbridge');
  await mkdir(join(folder, 'node_modules'), { recursive: true });
  const tarballs = await packRelease(commit, installed, signal);
  const version = tarballs.find(({ manifest }) => manifest.name.endsWith('/facade'))?.manifest.version ?? commit;
  return { version, side: await load((name) => join(installed, name, 'dist/index.js')) };
}

/** Makes the sandbox, the client and the facade of a changed spec in a folder, from the sources of the workspace. */
export async function generateSide(root: string, folder: string, edits: readonly Edit[]): Promise<Side> {
  const at = (name: string): string => join(folder, 'packages', name);
  await cp(join(root, 'specs'), join(folder, 'specs'), { recursive: true, filter: isSource });
  for (const name of ['brandlovers', 'facade', 'sandbox']) {
    await mkdir(at(name), { recursive: true });
    for (const part of ['package.json', 'src']) {
      await cp(join(root, 'packages', name, part), join(at(name), part), { recursive: true });
    }
  }
  for (const name of ['brandlovers', 'sandbox']) {
    await symlink(join(root, 'packages', name, 'node_modules'), join(at(name), 'node_modules'));
  }
  const imported = join(at('facade'), 'node_modules/@ticketbridge');
  await mkdir(imported, { recursive: true });
  await symlink(at('brandlovers'), join(imported, 'brandlovers'));
  for (const name of ['clubcollect', 'http']) await symlink(join(root, 'packages', name), join(imported, name));

  for (const edit of edits) {
    const file = join(folder, edit.file ?? SPEC);
    await writeFile(file, applyEdit(await readFile(file, 'utf8'), edit));
  }
  const generate = (name: string, script: string, ...args: string[]) =>
    run(process.execPath, [join(root, 'scripts/src', script), ...args], { cwd: at(name) });
  await Promise.all([
    generate('brandlovers', 'generate.ts', '--vendor', 'brandlovers', '--spec', join(folder, SPEC)),
    generate('sandbox', 'generate-sandbox.ts', join(folder, 'specs')),
  ]);
  return load((name) => {
    const made = name === 'clubcollect' ? join(root, 'packages', name) : at(name);
    return join(made, ['brandlovers', 'clubcollect'].includes(name) ? 'src/generated/index.ts' : 'src/index.ts');
  });
}

function isSource(file: string): boolean {
  return !file.includes('node_modules');
}

async function load(entryOf: (name: string) => string): Promise<Side> {
  const entry = (name: string): Promise<unknown> => import(pathToFileURL(entryOf(name)).href);
  const [brandlovers, clubcollect, facade, sandbox] = await Promise.all(
    ['brandlovers', 'clubcollect', 'facade', 'sandbox'].map(entry),
  );
  return { brandlovers, clubcollect, facade, sandbox } as Side;
}
