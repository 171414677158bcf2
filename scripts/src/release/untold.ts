import { pendingChangesets } from './changesets.ts';
import { Coverage } from './coverage.ts';
import { History } from './history.ts';
import { publishedPackages, versionedPackages, type WorkspacePackage } from './packages.ts';
import { changedSources } from './sources.ts';

/** A package with versions that changed, and no changeset tells its consumers. */
export interface Untold {
  readonly name: string;
  /** The commit that the working tree is compared with. */
  readonly since: string;
  readonly changes: readonly UntoldChange[];
}

export interface UntoldChange {
  readonly file: string;
  /** The newest commit that changed the file and that no changeset knows, or `WORKING_TREE`. */
  readonly change: string;
}

/**
 * What of the code has changed for consumers since the last version commit, or since this branch left `base`, and is not told them.
 *
 * @throws Error for a base that is not here, a clone without history and a changeset that is none.
 */
export async function untoldChanges(root: string, base: string | undefined): Promise<Untold[]> {
  const history = new History(root);
  if (!history.hasCommits()) return [];
  const published = await publishedPackages(root);
  const changesets = await pendingChangesets(root);
  const start = commonStart(history, base, published);

  return (await versionedPackages(root)).flatMap((one) => {
    const { manifest, folder } = one;
    const since = startOf(history, start, `${folder}/package.json`);
    if (since === undefined) return [];
    const speaking = changesets.filter(({ bumps }) => bumps.size === 0 || bumps.has(manifest.name));
    const coverage = new Coverage(history, since, speaking);
    const changes = changedSources(history, since, one).flatMap((file) => {
      const change = coverage.uncoveredChangeOf(file);
      return change === undefined ? [] : [{ file, change }];
    });
    return changes.length > 0 ? [{ name: manifest.name, since, changes }] : [];
  });
}

/** The commit to compare with, for every package that it knows. */
function commonStart(
  history: History,
  base: string | undefined,
  published: readonly WorkspacePackage[],
): string | undefined {
  if (history.isShallow()) throw new Error('This clone lacks the commits to compare with: git fetch --unshallow');
  if (base !== undefined) {
    const fork = history.forkFrom(base);
    if (fork === undefined) throw new Error(`BASE=${base} has no commit in common with HEAD here. Is it fetched?`);
    return fork;
  }
  return history.versionCommit(published.map(({ folder }) => `${folder}/package.json`));
}

/** A package that the common start does not know counts from the commit that brought it; without a commit it is new. */
function startOf(history: History, start: string | undefined, manifest: string): string | undefined {
  return start !== undefined && history.has(start, manifest) ? start : history.introductionOf(manifest);
}
