import { cp, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { promises, publishedPackages } from '@ticketbridge/scripts/packages';
import { run } from '@ticketbridge/scripts/run';
import { pack } from '@ticketbridge/scripts/tarball';
import { transform } from 'esbuild';
import { CLIENTS, type Defect, declarationOf, moduleOf, SHARED } from './sabotage.ts';

const root = resolve(import.meta.dirname, '../..');
const suite = resolve(import.meta.dirname, '../suite');
/** What applications have beside the packages. */
const OTHERS = [
  'openapi-fetch',
  'openapi-react-query',
  '@tanstack/react-query',
  'react',
  '@types/react',
  '@types/node',
];
/** The oldest of the README's table. */
const OLDEST_NODE = '20.19.0';
const consumers = join(root, 'packages/contract-tests/consumer');

/** Resolves to a folder that has the packages installed from their tarballs, and the suite, in JavaScript, beside them. */
export async function createProject(into: string, signal: AbortSignal): Promise<string> {
  const tarballs = join(into, 'tarballs');
  const folder = join(into, 'project');
  await mkdir(tarballs);
  await mkdir(folder);
  // The others run where the newest Node does, and need what is not installed here.
  const packages = (await publishedPackages(root)).filter(({ manifest }) => promises(manifest, OLDEST_NODE));
  const packed = await Promise.all(packages.map((published) => pack(published, { root, into: tarballs, signal })));
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  const files = packed.map(({ file }) => file);
  // Offline: they depend on each other and on nothing else.
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', ...files], { cwd: folder, signal });
  for (const other of OTHERS) await link(other, folder, other);
  await link('undici-8', folder, 'undici');
  await addSuite(folder);
  return folder;
}

/** Resolves to a copy of a project with another version of undici. */
export async function withUndici(project: string, alias: string): Promise<string> {
  const copy = await copyOf(project, alias);
  await link(alias, copy, 'undici');
  return copy;
}

/** Resolves to a copy of a project whose clients have defects. */
export async function sabotage(project: string, name: string, defects: readonly Defect[]): Promise<string> {
  const copy = await copyOf(project, name);
  // The suite alone shows a compiler the defects.
  await rm(join(copy, 'types/consumer'), { recursive: true });
  for (const [client, factory] of Object.entries(CLIENTS)) {
    const dist = join(copy, 'node_modules/@ticketbridge', client, 'dist');
    for (const file of ['index.js', 'index.d.ts']) await rename(join(dist, file), join(dist, `original-${file}`));
    await writeFile(join(dist, 'sabotage.js'), SHARED);
    await writeFile(join(dist, 'index.js'), moduleOf(factory, defects));
    await writeFile(join(dist, 'index.d.ts'), declarationOf(factory));
  }
  return copy;
}

async function copyOf(project: string, name: string): Promise<string> {
  const copy = `${project}-${name}`;
  await cp(project, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

async function link(installed: string, project: string, name: string): Promise<void> {
  const place = join(project, 'node_modules', name);
  await mkdir(resolve(place, '..'), { recursive: true });
  await rm(place, { force: true });
  await symlink(resolve(import.meta.dirname, '../node_modules', installed), place);
}

/** The suite runs as what TypeScript becomes; its sources, and consumers that must compile, are in `types/`. */
async function addSuite(folder: string): Promise<void> {
  await mkdir(join(folder, 'types'));
  await cp(consumers, join(folder, 'types/consumer'), { recursive: true });
  for (const file of await readdir(suite)) {
    const source = await readFile(join(suite, file), 'utf8');
    const isCommonJs = file.endsWith('.cts');
    const target = join(folder, basename(file).replace(/\.(c?)ts$/, '.$1js'));
    if (!/ts$/.test(file)) {
      await writeFile(target, source);
      continue;
    }
    const { code } = await transform(source, { loader: 'ts', format: isCommonJs ? 'cjs' : 'esm', target: 'es2022' });
    await writeFile(target, code);
    await writeFile(join(folder, 'types', file), source);
  }
}
