import { copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildAll } from './build-all.ts';
import { distTagOf } from './dist-tag.ts';
import { integrityOf, isPublished, type Packed } from './npm.ts';
import type { ReleaseOptions } from './options.ts';
import { publishedPackages, type WorkspacePackage } from './packages.ts';
import { writeSbom } from './sbom.ts';
import { missingTags } from './tags.ts';
import { pack, problemsOf } from './tarball.ts';
import { UnpublishableError } from './unpublishable.ts';
import { tagOf, type VersionCommit } from './version-commit.ts';

/** Where a release leaves the tarballs and their SBOMs, relative to the root of the workspace. */
const artifacts = 'reports/release';

/** A version commit that can be published. */
export interface PreparedRelease extends VersionCommit {
  /** Dependencies first. */
  readonly packed: readonly Packed[];
  /** Those of them that the registry lacks. */
  readonly missing: readonly Packed[];
}

/**
 * Builds, packs and checks a version commit in an installed checkout of it, and changes nothing that others see.
 *
 * @throws UnpublishableError if it can never be published, however often it is tried
 */
export async function prepare(version: VersionCommit, cwd: string, options: ReleaseOptions): Promise<PreparedRelease> {
  const { root, signal, log } = options;
  await missingTags(version, options);
  const packed = await packVersion(version, cwd, options);
  log('pack', `${packed.length} tarballs and their SBOMs, in ${artifacts}`);
  const missing: Packed[] = [];
  for (const one of packed) if (!(await isPublished(one, { cwd: root, signal }))) missing.push(one);
  return { ...version, packed, missing };
}

async function packVersion(version: VersionCommit, cwd: string, options: ReleaseOptions): Promise<Packed[]> {
  const { signal, log } = options;
  try {
    await buildAll(cwd, signal);
    log('build', `commit ${version.commit.slice(0, 8)}`);
    const released = (await publishedPackages(cwd)).filter(({ manifest }) =>
      version.packages.some((known) => tagOf(known.manifest) === tagOf(manifest)),
    );
    return await packAll(inOrder(released), cwd, options);
  } catch (cause) {
    signal.throwIfAborted();
    throw new UnpublishableError(cause instanceof Error ? cause.message : `${cause}`, { cause });
  }
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
    all.push({ name, version, file, integrity: await integrityOf(file), distTag: await distTagOf(version, cwd) });
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
