import { git, tagsOfOrigin } from './git.ts';
import type { ReleaseOptions } from './options.ts';
import { tagOf, type VersionCommit } from './version-commit.ts';

/**
 * Lists the tags of a version commit that origin lacks.
 *
 * @throws Error if one of them stands on another commit
 */
export async function missingTags(
  { commit, packages }: VersionCommit,
  { root, signal }: ReleaseOptions,
): Promise<string[]> {
  const there = await tagsOfOrigin(root, signal);
  const tags = packages.map(({ manifest }) => tagOf(manifest));
  for (const tag of tags) {
    const tagged = there.get(tag);
    if (tagged === undefined || tagged === commit) continue;
    throw new Error(
      `The tag ${tag} stands on ${tagged}, and its version commit is ${commit}. A tag says that its version is published ` +
        `from there: git push origin :refs/tags/${tag}, and run it again.`,
    );
  }
  return tags.filter((tag) => !there.has(tag));
}

/** Pushes what origin lacks of the tags of a version commit, in one step. */
export async function pushTags(version: VersionCommit, options: ReleaseOptions): Promise<void> {
  const { root, signal, log } = options;
  const missing = await missingTags(version, options);
  if (missing.length === 0) return;
  const refs = missing.map((tag) => `${version.commit}:refs/tags/${tag}`);
  await git(root, ['push', '--quiet', '--atomic', 'origin', ...refs], signal);
  log('tag', missing.join('\n'));
}
