import { join } from 'node:path';
import { installAll } from './build-all.ts';
import { checkOut } from './git.ts';
import { History } from './history.ts';
import type { ReleaseOptions } from './options.ts';
import { prepare } from './prepare.ts';
import { publishVersions, requireOwnProvenance } from './publish.ts';
import { startOfRelease } from './start.ts';
import { missingTags } from './tags.ts';
import { type StuckRelease, UnpublishableError, wayPast } from './unpublishable.ts';
import { releaseVersions } from './version.ts';
import { findVersionCommit, type VersionCommit } from './version-commit.ts';

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
    const stuck = await finish(last, wanted, options);
    if (stuck) throw wayPast(stuck, root);
    return;
  }
  let stuck: StuckRelease | undefined;
  if (last && (await missingTags(last, options)).length > 0) {
    log('version', `commit ${last.commit.slice(0, 8)} comes first: it is not published yet, or not tagged`);
    stuck = await finish(last, wanted, options);
    if (!stuck && !wanted.includes('publish')) return;
  }
  const made = await releaseVersions(start, options, stuck);
  if (made && wanted.includes('publish')) await publishVersions(made, options);
}

/** Publishes a decided release, as far as that is wanted; returns it if that can never be done. */
async function finish(
  last: VersionCommit,
  wanted: readonly Part[],
  options: ReleaseOptions,
): Promise<StuckRelease | undefined> {
  const { root, folder, signal } = options;
  if (wanted.includes('publish')) requireOwnProvenance(last.commit);
  await using checkout = await checkOut(root, last.commit, join(folder, 'publish'), signal);
  await installAll(checkout.folder, signal);
  try {
    const prepared = await prepare(last, checkout.folder, options);
    if (wanted.includes('publish')) await publishVersions(prepared, options);
    return undefined;
  } catch (error) {
    if (error instanceof UnpublishableError) return { ...last, error };
    throw error;
  }
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
