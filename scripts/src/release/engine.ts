import { tagsOfOrigin } from './git.ts';
import { History } from './history.ts';
import { publishVersions } from './publish.ts';
import { startOfRelease } from './start.ts';
import { type ReleaseOptions, releaseVersions } from './version.ts';
import { findVersionCommit, tagOf, type VersionCommit } from './version-commit.ts';

export const parts = ['version', 'publish'] as const;
export type Part = (typeof parts)[number];

/**
 * Releases what is pending on origin's main. A release that died is finished first: what is done already is read from
 * origin and from the registry, never from this machine.
 */
export async function release(wanted: readonly Part[], options: ReleaseOptions): Promise<void> {
  const { root, log } = options;
  const start = await startOfRelease(root, options.signal);
  const last = findPublishable(root, start);
  if (!wanted.includes('version')) {
    if (!last) throw new Error('There is no version commit to publish: pnpm release version');
    return publishVersions(last, options);
  }
  if (last && !(await isFinished(last, options))) {
    log('version', `commit ${last.commit.slice(0, 8)} comes first: it is not published yet, or not tagged`);
    if (!wanted.includes('publish')) return;
    await publishVersions(last, options);
  }
  const commit = await releaseVersions(start, options);
  if (commit === undefined) return log('version', 'no changeset is pending');
  const made = findPublishable(root, commit);
  if (made && wanted.includes('publish')) await publishVersions(made, options);
}

/** A version commit from before the repository's address was known was not meant for the registry. */
function findPublishable(root: string, at: string): VersionCommit | undefined {
  const found = findVersionCommit(root, at);
  const manifest = found && new History(root).read(found.commit, 'package.json');
  return manifest !== undefined && saysRepository(manifest) ? found : undefined;
}

function saysRepository(text: string): boolean {
  const manifest: unknown = JSON.parse(text);
  return typeof manifest === 'object' && manifest !== null && 'repository' in manifest;
}

async function isFinished({ packages }: VersionCommit, { root, signal }: ReleaseOptions): Promise<boolean> {
  const tags = await tagsOfOrigin(root, signal);
  return packages.every(({ manifest }) => tags.has(tagOf(manifest)));
}
