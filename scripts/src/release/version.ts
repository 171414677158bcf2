import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installAll } from './build-all.ts';
import { pendingChangesets } from './changesets.ts';
import { exists } from './files.ts';
import { checkOut, git } from './git.ts';
import { publishedPackages, type WorkspacePackage } from './packages.ts';
import { run } from './run.ts';
import { mainBranch, releaseBranch } from './start.ts';
import { tagOf } from './version-commit.ts';

export interface ReleaseOptions {
  /** A clone with a remote called origin. Its working tree is left as it is. */
  readonly root: string;
  /** An existing folder for what is needed in between. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly log: (step: string, text: string) => void;
}

/**
 * Makes the version commit of the pending changesets and pushes it, in one step, to main and to the branch of releases:
 * before that nothing has happened, and after it the release is decided.
 *
 * @returns the version commit, or undefined if nothing is pending
 */
export async function releaseVersions(main: string, options: ReleaseOptions): Promise<string | undefined> {
  const { root, folder, signal, log } = options;
  await using checkout = await checkOut(root, main, join(folder, 'version'), signal);
  const cwd = checkout.folder;
  if (!(await isAnythingPending(cwd))) return undefined;
  await installAll(cwd, signal);
  await run('pnpm', ['run', 'changeset:check'], { cwd, signal });
  const before = await publishedPackages(cwd);
  await run('pnpm', ['exec', 'changeset', 'version'], { cwd, signal });
  const released = (await publishedPackages(cwd)).filter(
    ({ manifest }) => !before.some((known) => tagOf(known.manifest) === tagOf(manifest)),
  );
  if (released.length === 0) return undefined;
  await git(cwd, ['add', '--all'], signal);
  await git(cwd, ['commit', '--quiet', '--message', messageOf(released)], signal);
  const commit = await git(cwd, ['rev-parse', 'HEAD'], signal);
  await git(
    cwd,
    [
      'push',
      '--quiet',
      '--atomic',
      'origin',
      ...[mainBranch, releaseBranch].map((branch) => `HEAD:refs/heads/${branch}`),
    ],
    signal,
  );
  log(
    'version',
    [`commit ${commit.slice(0, 8)} on ${mainBranch}`, ...released.map(({ manifest }) => tagOf(manifest))].join('\n'),
  );
  return commit;
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
