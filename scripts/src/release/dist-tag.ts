import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import semver from 'semver';
import { exists } from './files.ts';

/**
 * Reads the dist-tag under which a version is published: `latest`, or that of the series of prereleases that a workspace
 * is in.
 *
 * @throws Error for a tag that npm takes for a version, and for one that everybody gets who asks for none
 */
export async function distTagOf(version: string, root: string): Promise<string> {
  if (semver.prerelease(version) === null) return 'latest';
  const tag = await tagOfPrereleases(root);
  if (tag !== 'latest' && semver.validRange(tag) === null) return tag;
  throw new Error(
    `${version} is a prerelease, and .changeset/pre.json has no dist-tag for it: "${tag}" is a version, or the tag of ` +
      'those that are none. Write another into its "tag", such as "next".',
  );
}

async function tagOfPrereleases(root: string): Promise<string> {
  const file = join(root, '.changeset/pre.json');
  const pre: unknown = (await exists(file)) ? JSON.parse(await readFile(file, 'utf8')) : undefined;
  return typeof pre === 'object' && pre !== null && 'tag' in pre && typeof pre.tag === 'string' ? pre.tag : '';
}
