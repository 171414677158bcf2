import { mkdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { checkSpec } from '../spec/check.ts';
import { problemsOfLinks } from './dead-links.ts';
import { problemsOfDeclarations } from './declared-imports.ts';
import { exists, filesIn } from './files.ts';
import { problemsOfLicences } from './licences.ts';
import { problemsOfManifest } from './manifest-problems.ts';
import { isImportable, type Manifest, parseManifest, type WorkspacePackage } from './packages.ts';
import { findReferences } from './reachable.ts';
import { pageFor, writePage } from './registry-page.ts';
import { run } from './run.ts';
import { followMaps } from './source-maps.ts';

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

/** Packs a built package as it would be published, and unpacks it again to look at it. Same sources, same bytes. */
export async function pack(published: WorkspacePackage, options: PackOptions): Promise<Tarball> {
  const { root, into, signal } = options;
  const file = join(into, `${basename(published.folder)}.tgz`);
  await run('pnpm', ['pack', '--out', file], { cwd: join(root, published.folder), signal });
  const { manifest, folder } = await unpack(file, join(into, basename(published.folder)), signal);
  if (manifest.version !== published.manifest.version) throw new Error(`${file} has the version ${manifest.version}.`);
  await writePage(folder, await pageFor(published, root));
  // Once more: what the page shows must not be written into the workspace.
  await run('pnpm', ['pack', '--out', file], { cwd: folder, signal });
  return { file, manifest: await manifestIn(folder), folder };
}

async function manifestIn(folder: string): Promise<Manifest> {
  return parseManifest(await readFile(join(folder, 'package.json'), 'utf8'), `package.json in ${folder}`);
}

/** Unpacks a tarball into a folder that it makes. */
export async function unpack(file: string, folder: string, signal: AbortSignal): Promise<Tarball> {
  await mkdir(folder);
  await run('tar', ['-xzf', file, '--strip-components=1', '-C', folder], { signal });
  return { file, manifest: await manifestIn(folder), folder };
}

const expected = ['package.json', 'README.md', 'LICENSE'];
/** Files that belong in a package without being referred to. */
const documents = /^(package\.json|(README|CHANGELOG|api)\.md|LICENSE)$/;

/**
 * Lists what is wrong with a tarball, one sentence each: missing files, files that nothing reachable refers to, such as
 * a chunk of an earlier build, what only this workspace understands, declarations that show another package's types, and
 * what a registry's page or a debugger lacks.
 */
export async function problemsOf(tarball: Tarball, published: WorkspacePackage, root: string): Promise<string[]> {
  const files = await filesIn(tarball.folder);
  return [
    ...(await problemsOfFiles(tarball, published, root, files)),
    ...(await problemsOfDeclarations(tarball.folder, tarball.manifest, files)),
    ...(await problemsOfPage(tarball, published, root, files)),
  ];
}

async function problemsOfPage(
  { folder, manifest }: Tarball,
  published: WorkspacePackage,
  root: string,
  files: readonly string[],
): Promise<string[]> {
  const made = join(root, published.folder);
  const { problems, sources } = await followMaps(folder, made, files);
  return [
    ...problemsOfManifest(manifest, published, files),
    ...(files.includes('README.md') ? await problemsOfLinks(folder, await pageFor(published, root), root) : []),
    ...(files.includes('CHANGELOG.md') ? await problemsOfChangelog(folder, manifest) : []),
    ...problems,
    ...(await problemsOfLicences(folder, made, manifest, sources)),
  ];
}

async function problemsOfChangelog(folder: string, { version }: Manifest): Promise<string[]> {
  const changelog = await readFile(join(folder, 'CHANGELOG.md'), 'utf8');
  return changelog.split('\n').includes(`## ${version}`) ? [] : [`CHANGELOG.md tells nothing of ${version}.`];
}

async function problemsOfFiles(
  tarball: Tarball,
  { folder }: WorkspacePackage,
  root: string,
  files: readonly string[],
): Promise<string[]> {
  const wanted = [...expected];
  if (isImportable(tarball.manifest)) wanted.push('dist/index.js', 'dist/index.d.ts');
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
