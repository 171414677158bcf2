import { git } from './git.ts';
import { History } from './history.ts';
import { readRepository } from './repository.ts';
import { findVersionCommit } from './version-commit.ts';

/** Where the sources of every release are, and its branches. */
export const mainBranch = 'main';
/** The version commits alone: a workflow that publishes one has to run on it, so that the provenance names it. */
export const releaseBranch = 'release';

/**
 * Makes sure that what is here is what would be released.
 *
 * @returns the commit of origin's branch that this clone stands on
 * @throws Error with what to do, before anything was changed
 */
export async function startOfRelease(root: string, signal: AbortSignal): Promise<string> {
  await requireRepository(root);
  if (new History(root).isShallow()) {
    throw new Error('This clone is shallow, and a release that died may lie outside of it: git fetch --unshallow');
  }
  const branch = await git(root, ['branch', '--show-current'], signal);
  if (branch !== mainBranch && branch !== releaseBranch) {
    throw new Error(`A release is made on ${mainBranch}, not on ${branch || 'a commit'}: git switch ${mainBranch}`);
  }
  const changed = await git(root, ['status', '--porcelain'], signal);
  if (changed !== '') throw new Error(`A release is made of commits, and these files are in none:\n${changed}`);
  await git(root, ['fetch', '--quiet', 'origin'], signal);
  const [here, there] = await Promise.all([
    git(root, ['rev-parse', 'HEAD'], signal),
    git(root, ['rev-parse', `origin/${branch}`], signal),
  ]);
  // A release of this clone that died later has left its version commit on top.
  if (here !== there && !(await isVersionCommitOn(root, there, here, signal))) {
    throw new Error(`This clone differs from origin's ${branch}: git pull --ff-only && git push`);
  }
  return there;
}

async function requireRepository(root: string): Promise<void> {
  if ((await readRepository(root)) !== undefined) return;
  throw new Error(
    'package.json at the root does not say where the sources live. Add "repository": "https://github.com/OWNER/NAME": the registry ' +
      'shows it, and refuses the provenance of a package without it. To try a release: pnpm release --local',
  );
}

async function isVersionCommitOn(root: string, commit: string, parent: string, signal: AbortSignal): Promise<boolean> {
  if (findVersionCommit(root, commit)?.commit !== commit) return false;
  return (await git(root, ['rev-parse', `${commit}^`], signal)) === parent;
}
