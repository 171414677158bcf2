import { mkdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { checkSpec } from '../spec/check.ts';
import { exists, filesIn } from './files.ts';
import { type Manifest, parseManifest, type WorkspacePackage } from './packages.ts';
import { findReferences } from './reachable.ts';
import { run } from './run.ts';

export interface Tarball {
  readonly file: string;
  readonly manifest: Manifest;
  /** Where its contents are unpacked. */
  readonly folder: string;
}

interface PackOptions {
  readonly root: string;
  /** An existing folder; the tarball and its contents are put below it. */
  readonly into: string;
  readonly signal: AbortSignal;
}

/** Packs a built package as it would be published, and unpacks it again to look at it. */
export async function pack({ folder, manifest }: WorkspacePackage, options: PackOptions): Promise<Tarball> {
  const { root, into, signal } = options;
  const file = join(into, `${basename(folder)}.tgz`);
  await run('pnpm', ['pack', '--out', file], { cwd: join(root, folder), signal });
  const tarball = await unpack(file, join(into, basename(folder)), signal);
  if (tarball.manifest.version !== manifest.version)
    throw new Error(`${file} has the version ${tarball.manifest.version}.`);
  return tarball;
}

/** Unpacks a tarball into a folder that it makes. */
export async function unpack(file: string, folder: string, signal: AbortSignal): Promise<Tarball> {
  await mkdir(folder);
  await run('tar', ['-xzf', file, '--strip-components=1', '-C', folder], { signal });
  const manifest = parseManifest(await readFile(join(folder, 'package.json'), 'utf8'), `package.json of ${file}`);
  return { file, manifest, folder };
}

const expected = ['package.json', 'README.md', 'LICENSE', 'dist/index.js', 'dist/index.d.ts'];
/** Files that belong in a package without being referred to. */
const documents = /^(package\.json|(README|CHANGELOG|api)\.md|LICENSE)$/;

/**
 * Lists what is wrong with a tarball, one sentence each: missing files, files that nothing reachable refers to, such as
 * a chunk of an earlier build, and what only this workspace understands.
 */
export async function problemsOf(tarball: Tarball, { folder }: WorkspacePackage, root: string): Promise<string[]> {
  const files = await filesIn(tarball.folder);
  const wanted = [...expected];
  if (await exists(join(root, folder, 'CHANGELOG.md'))) wanted.push('CHANGELOG.md');
  // A package with an inventory is a client, which brings the spec that it is made from.
  if (await exists(join(root, folder, 'api.md'))) wanted.push('api.md', 'openapi.json');
  const references = await findReferences(tarball.folder, tarball.manifest, files);
  const reachable = new Set(references.map(({ to }) => to));
  const problems = [
    ...wanted.filter((file) => !files.includes(file)).map((file) => `${file} is missing.`),
    ...references
      .filter(({ to }) => !files.includes(to))
      .map(({ from, to }) => `${to} is missing; ${from} refers to it.`),
    ...files
      .filter((file) => !documents.test(file) && !reachable.has(file))
      .map((file) => `${file} should not be published: nothing that the exports lead to refers to it.`),
  ];
  for (const file of files) {
    const text = await readFile(join(tarball.folder, file), 'utf8');
    const paths = machinePaths(root).filter((path) => text.includes(path));
    problems.push(...paths.map((path) => `${file} has a path of this machine: ${path}.`));
  }
  const manifest = await readFile(join(tarball.folder, 'package.json'), 'utf8');
  const marks = ['workspace:', 'catalog:', '@ticketbridge/source', '/src/'].filter((mark) => manifest.includes(mark));
  problems.push(...marks.map((mark) => `package.json has "${mark}", which means nothing outside this workspace.`));
  if (files.includes('openapi.json')) problems.push(...(await problemsOfSpec(join(tarball.folder, 'openapi.json'))));
  return problems;
}

/** Checks a spec as the stranger has it who unpacks it: with no other file of ours beside it. */
async function problemsOfSpec(file: string): Promise<string[]> {
  const checked = await checkSpec(file, { rules: 'generation' });
  if (checked.ok) return [];
  return checked.problems.map(
    ({ line, message }) => `openapi.json is not a valid spec on its own: line ${line}: ${message}`,
  );
}

function machinePaths(root: string): string[] {
  // A home of one segment, such as root's, may be part of an ordinary text.
  return [root, homedir()].filter((path) => path.split('/').length > 2);
}
