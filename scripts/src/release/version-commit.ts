import { History } from './history.ts';
import type { WorkspacePackage } from './packages.ts';

/** A commit that gave published packages their versions. */
export interface VersionCommit {
  readonly commit: string;
  /** The packages whose version it gave: those that no version commit before it has in that version. */
  readonly packages: readonly WorkspacePackage[];
}

/** Finds the newest version commit at a commit or before it; undefined before the first. */
export function findVersionCommit(root: string, at: string): VersionCommit | undefined {
  const history = new History(root);
  const newest = (from: string): string | undefined => {
    const manifests = history.publishedAt(from).map(({ folder }) => `${folder}/package.json`);
    return manifests.length === 0 ? undefined : history.versionCommit(manifests, from);
  };
  const commit = newest(at);
  if (commit === undefined) return undefined;
  const before = newest(`${commit}^`);
  const known = before === undefined ? [] : history.publishedAt(before).map(({ manifest }) => tagOf(manifest));
  const packages = history.publishedAt(commit).filter(({ manifest }) => !known.includes(tagOf(manifest)));
  return { commit, packages };
}

/** Names a version of a package, as a git tag does. */
export function tagOf({ name, version }: { readonly name: string; readonly version: string }): string {
  return `${name}@${version}`;
}
