import { copyFile, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { exists, filesIn } from './files.ts';
import { History } from './history.ts';
import { publishedPackages } from './packages.ts';
import { run } from './run.ts';
import { pack, type Tarball, unpack } from './tarball.ts';

const root = resolve(import.meta.dirname, '../../..');
const cache = join(root, 'node_modules/.cache/ticketbridge-releases');

/** Finds the commit of the last release: the newest that gave a published package another version. */
export async function lastRelease(): Promise<string | undefined> {
  const published = await publishedPackages(root);
  return new History(root).versionCommit(published.map(({ folder }) => `${folder}/package.json`));
}

/**
 * Packs the published packages as they are at a commit, with the tools of that commit, and puts the tarballs and their
 * contents into a folder, which may not exist yet. What was packed once is kept by commit: the second use takes
 * milliseconds.
 *
 * @throws Error for a commit that is not in this clone, and with what a program printed that failed.
 */
export async function packRelease(commit: string, into: string, signal: AbortSignal): Promise<Tarball[]> {
  const kept = join(cache, await fullName(commit, signal));
  if (!(await exists(kept))) await keep(commit, kept, signal);
  await mkdir(into, { recursive: true });
  const tarballs: Tarball[] = [];
  for (const name of await filesIn(kept)) {
    const file = join(into, name);
    await copyFile(join(kept, name), file);
    tarballs.push(await unpack(file, join(into, basename(name, '.tgz')), signal));
  }
  return tarballs;
}

/** Packs every published package of a built workspace into a folder, which may not exist yet. */
export async function packBuilt(workspace: string, into: string, signal: AbortSignal): Promise<Tarball[]> {
  await mkdir(into, { recursive: true });
  const tarballs: Tarball[] = [];
  for (const published of await publishedPackages(workspace)) {
    tarballs.push(await pack(published, { root: workspace, into, signal }));
  }
  return tarballs;
}

async function fullName(commit: string, signal: AbortSignal): Promise<string> {
  try {
    return (await run('git', ['rev-parse', '--verify', `${commit}^{commit}`], { cwd: root, signal })).trim();
  } catch (cause) {
    throw new Error(`The commit ${commit} is not in this clone. Is it shallow? git fetch --unshallow`, { cause });
  }
}

async function keep(commit: string, kept: string, signal: AbortSignal): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'ticketbridge-last-release-'));
  const workspace = join(folder, 'workspace');
  // What is unchanged since then comes from this clone's builds.
  const options = { cwd: workspace, signal, env: { TURBO_CACHE_DIR: join(root, '.turbo/cache') } };
  try {
    await run('git', ['clone', '--quiet', '--shared', '--no-checkout', root, workspace], { signal });
    await run('git', ['checkout', '--quiet', '--detach', commit], options);
    await run('pnpm', ['install', '--frozen-lockfile', '--prefer-offline'], options);
    await run('pnpm', ['run', 'build'], options);
    await moveInto(kept, await packBuilt(workspace, join(folder, 'packed'), signal));
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** In one step, so that a folder of this name is complete, and either of two processes may be the first. */
async function moveInto(kept: string, tarballs: readonly Tarball[]): Promise<void> {
  await mkdir(cache, { recursive: true });
  const staged = await mkdtemp(join(cache, 'staged-'));
  try {
    for (const { file } of tarballs) await copyFile(file, join(staged, basename(file)));
    await rename(staged, kept);
  } catch (error) {
    await rm(staged, { recursive: true, force: true });
    if (!(await exists(kept))) throw error;
  }
}
