import { rm } from 'node:fs/promises';
import { run } from './run.ts';

/** Asks git in a folder, and returns what it printed, without the white space around it. */
export async function git(cwd: string, args: readonly string[], signal?: AbortSignal): Promise<string> {
  return (await run('git', args, { cwd, ...(signal && { signal }) })).trim();
}

export interface Checkout extends AsyncDisposable {
  readonly folder: string;
}

/** Checks a commit out into a folder of its own: whatever happens there, the user's working tree stays as it is. */
export async function checkOut(root: string, commit: string, folder: string, signal: AbortSignal): Promise<Checkout> {
  await git(root, ['worktree', 'add', '--quiet', '--detach', folder, commit], signal);
  return {
    folder,
    async [Symbol.asyncDispose]() {
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
      await git(root, ['worktree', 'prune']);
    },
  };
}

/** The tags that origin has, each with the commit that it stands for. */
export async function tagsOfOrigin(root: string, signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
  const listing = await git(root, ['ls-remote', '--tags', 'origin'], signal);
  const tags = new Map<string, string>();
  for (const line of listing.split('\n')) {
    // An annotated tag has a second line, for its commit.
    const [, commit, tag] = /^(\w+)\trefs\/tags\/(.+?)(?:\^\{\})?$/.exec(line) ?? [];
    if (commit !== undefined && tag !== undefined) tags.set(tag, commit);
  }
  return tags;
}
