import { copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildAll, installAll } from './build-all.ts';
import { checkOut, git, tagsOfOrigin } from './git.ts';
import { integrityOf, isPublished, type Packed, publish } from './npm.ts';
import { publishedPackages, type WorkspacePackage } from './packages.ts';
import { writeSbom } from './sbom.ts';
import { pack, problemsOf } from './tarball.ts';
import type { ReleaseOptions } from './version.ts';
import { tagOf, type VersionCommit } from './version-commit.ts';

/** Where a release leaves the tarballs and their SBOMs, relative to the root of the workspace. */
const artifacts = 'reports/release';

/**
 * Publishes a version commit, and tags it. Each step looks at what is true already, so that it can be run again, wherever
 * it ended: what the registry has is not published again, and the tags come last and together, so that a tag says that
 * its version can be installed.
 *
 * @throws Error before the first publication, if the registry has another content under one of the versions
 */
export async function publishVersions({ commit, packages }: VersionCommit, options: ReleaseOptions): Promise<void> {
  const { root, folder, signal, log } = options;
  requireOwnProvenance(commit);
  await using checkout = await checkOut(root, commit, join(folder, 'publish'), signal);
  const cwd = checkout.folder;
  await installAll(cwd, signal);
  await buildAll(cwd, signal);
  log('build', `commit ${commit.slice(0, 8)}`);

  const released = (await publishedPackages(cwd)).filter(({ manifest }) =>
    packages.some((known) => tagOf(known.manifest) === tagOf(manifest)),
  );
  const all = await packAll(inOrder(released), cwd, options);
  log('pack', `${all.length} tarballs and their SBOMs, in ${artifacts}`);

  const missing: Packed[] = [];
  for (const packed of all) {
    if (await isPublished(packed, { cwd, signal })) log('publish', `${tagOf(packed)} is there already`);
    else missing.push(packed);
  }
  for (const packed of missing) {
    await publish(packed, { cwd, signal });
    log('publish', tagOf(packed));
  }
  await pushTags(all.map(tagOf), commit, options);
}

async function packAll(released: readonly WorkspacePackage[], cwd: string, options: ReleaseOptions): Promise<Packed[]> {
  const { root, folder, signal } = options;
  const into = join(folder, 'tarballs');
  const out = join(root, artifacts);
  for (const fresh of [into, out]) {
    await rm(fresh, { recursive: true, force: true });
    await mkdir(fresh, { recursive: true });
  }
  const all: Packed[] = [];
  for (const published of released) {
    const { file, ...tarball } = await pack(published, { root: cwd, into, signal });
    const { name, version } = tarball.manifest;
    const problems = await problemsOf({ file, ...tarball }, published, cwd);
    if (problems.length > 0) throw new Error([`${name} cannot be published:`, ...problems].join('\n  '));
    const artifact = join(out, `${name.replace('@', '').replace('/', '-')}-${version}`);
    await copyFile(file, `${artifact}.tgz`);
    await writeSbom(join(cwd, published.folder), `${artifact}.cdx.json`, signal);
    all.push({ name, version, file, integrity: await integrityOf(file) });
  }
  return all;
}

/** Dependencies first: whoever installs in between finds what the package needs. */
function inOrder(packages: readonly WorkspacePackage[]): WorkspacePackage[] {
  const ordered: WorkspacePackage[] = [];
  const add = (one: WorkspacePackage): void => {
    if (ordered.includes(one)) return;
    for (const other of packages) if (one.manifest.dependencies?.[other.manifest.name] !== undefined) add(other);
    ordered.push(one);
  };
  for (const one of packages) add(one);
  return ordered;
}

async function pushTags(tags: readonly string[], commit: string, options: ReleaseOptions): Promise<void> {
  const { root, signal, log } = options;
  const there = await tagsOfOrigin(root, signal);
  for (const tag of tags) {
    const tagged = there.get(tag);
    if (tagged !== undefined && tagged !== commit) {
      throw new Error(`The tag ${tag} stands on ${tagged}, and not on its version commit ${commit}.`);
    }
  }
  const missing = tags.filter((tag) => !there.has(tag));
  if (missing.length === 0) return;
  const refs = missing.map((tag) => `${commit}:refs/tags/${tag}`);
  await git(root, ['push', '--quiet', '--atomic', 'origin', ...refs], signal);
  log('tag', missing.join('\n'));
}

/** The registry believes the workflow which commit was built, and that is the one that the workflow runs on. */
function requireOwnProvenance(commit: string): void {
  const { NPM_CONFIG_PROVENANCE: provenance, GITHUB_SHA: stated } = process.env;
  if (provenance !== 'true' || stated === commit) return;
  throw new Error(
    `The provenance would name ${stated ?? 'no commit'}, and the version commit is ${commit}: run the workflow on the ` +
      'branch of releases: gh workflow run release.yml --ref release',
  );
}
