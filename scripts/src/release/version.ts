import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installAll } from './build-all.ts';
import { pendingChangesets } from './changesets.ts';
import { exists } from './files.ts';
import { checkOut, git } from './git.ts';
import type { ReleaseOptions } from './options.ts';
import { publishedPackages, type WorkspacePackage } from './packages.ts';
import { type PreparedRelease, prepare } from './prepare.ts';
import { run } from './run.ts';
import { mainBranch, releaseBranch } from './start.ts';
import { type StuckRelease, wayPast } from './unpublishable.ts';
import { tagOf, type VersionCommit } from './version-commit.ts';

/**
 * Makes the version commit of the pending changesets, and everything that is published of it, and pushes it, in one step,
 * to main and to the branch of releases: before that nothing has happened, and after it the release is decided.
 *
 * @param stuck The release whose place it takes, for which all of its packages need another version.
 * @returns what can be published, or undefined if nothing is pending that is published
 */
export async function releaseVersions(
  main: string,
  options: ReleaseOptions,
  stuck?: StuckRelease,
): Promise<PreparedRelease | undefined> {
  const { root, folder, signal } = options;
  await using checkout = await checkOut(root, main, join(folder, 'version'), signal);
  const cwd = checkout.folder;
  const isPending = await isAnythingPending(cwd);
  const packages = isPending ? await versionAll(cwd, signal) : [];
  if (stuck?.packages.some(({ folder: left }) => !packages.some((released) => released.folder === left))) {
    throw wayPast(stuck, root);
  }
  if (packages.length === 0) {
    options.log('version', isPending ? WAITS : 'no changeset is pending');
    return undefined;
  }
  await git(cwd, ['add', '--all'], signal);
  await git(cwd, ['commit', '--quiet', '--message', messageOf(packages)], signal);
  const commit = await git(cwd, ['rev-parse', 'HEAD'], signal);
  // Once it is pushed it has to be published: whatever may keep it from that is found before.
  const prepared = await prepare({ commit, packages }, cwd, options);
  await pushVersions(prepared, main, cwd, options);
  return prepared;
}

const WAITS = 'the pending changesets name no package that is published: they wait for the next release of one';

/** Uses the pending changesets up; returns the packages that got another version. */
async function versionAll(cwd: string, signal: AbortSignal): Promise<WorkspacePackage[]> {
  await installAll(cwd, signal);
  await run('pnpm', ['run', 'changeset:check'], { cwd, signal });
  const before = await publishedPackages(cwd);
  await run('pnpm', ['exec', 'changeset', 'version'], { cwd, signal });
  return (await publishedPackages(cwd)).filter(
    ({ manifest }) => !before.some((known) => tagOf(known.manifest) === tagOf(manifest)),
  );
}

async function pushVersions(
  { commit, packages }: VersionCommit,
  main: string,
  cwd: string,
  { signal, log }: ReleaseOptions,
): Promise<void> {
  const refs = [mainBranch, releaseBranch].map((branch) => `HEAD:refs/heads/${branch}`);
  try {
    await git(cwd, ['push', '--quiet', '--atomic', 'origin', ...refs], signal);
  } catch (cause) {
    await git(cwd, ['fetch', '--quiet', 'origin'], signal);
    if ((await git(cwd, ['rev-parse', `origin/${mainBranch}`], signal)) === main) throw cause;
    throw new Error(
      `Meanwhile ${mainBranch} has moved, perhaps by another release. Nothing was changed: run it again.`,
      {
        cause,
      },
    );
  }
  const tags = packages.map(({ manifest }) => tagOf(manifest));
  log('version', [`commit ${commit.slice(0, 8)} on ${mainBranch}`, ...tags].join('\n'));
}

/** Outside of prereleases, changesets are pending; on the way out of them, also those that prereleases have used. */
async function isAnythingPending(root: string): Promise<boolean> {
  if ((await pendingChangesets(root)).length > 0) return true;
  const file = join(root, '.changeset/pre.json');
  if (!(await exists(file))) return false;
  const pre: unknown = JSON.parse(await readFile(file, 'utf8'));
  return typeof pre === 'object' && pre !== null && 'mode' in pre && pre.mode === 'exit';
}

function messageOf(released: readonly WorkspacePackage[]): string {
  const versions = new Set(released.map(({ manifest }) => manifest.version));
  const [version] = versions;
  const title = versions.size === 1 ? `Version ${version} of` : 'New versions of';
  const all = released.map(({ manifest }) => manifest.name.split('/').at(-1)).join(', ');
  const named = `${title} ${all}`;
  const first = named.length <= 72 ? named : `${title} ${released.length} packages`;
  return `${first}\n\n${released.map(({ manifest }) => tagOf(manifest)).join('\n')}\n`;
}
