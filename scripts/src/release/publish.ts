import { publish } from './npm.ts';
import type { ReleaseOptions } from './options.ts';
import type { PreparedRelease } from './prepare.ts';
import { pushTags } from './tags.ts';
import { tagOf } from './version-commit.ts';

/**
 * Publishes a version commit, and tags it. Each step looks at what is true already, so that it can be run again, wherever
 * it ended: what the registry has is not published again, and the tags come last and together, so that a tag says that
 * its version can be installed.
 */
export async function publishVersions(prepared: PreparedRelease, options: ReleaseOptions): Promise<void> {
  const { root, signal, log } = options;
  requireOwnProvenance(prepared.commit);
  for (const packed of prepared.packed) {
    if (!prepared.missing.includes(packed)) log('publish', `${tagOf(packed)} is there already`);
  }
  for (const packed of prepared.missing) {
    await publish(packed, { cwd: root, signal });
    log('publish', tagOf(packed));
  }
  await pushTags(prepared, options);
}

/** The registry believes the workflow which commit was built, and that is the one that the workflow runs on. */
export function requireOwnProvenance(commit: string): void {
  const { NPM_CONFIG_PROVENANCE: provenance, GITHUB_SHA: stated } = process.env;
  if (provenance !== 'true' || stated === commit) return;
  throw new Error(
    `The provenance would name ${stated ?? 'no commit'}, and the version commit is ${commit}: run the workflow on the ` +
      'branch of releases: gh workflow run release.yml --ref release',
  );
}
