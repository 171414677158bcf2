import type { Changeset } from './changesets.ts';
import type { History } from './history.ts';

/** Stands for what is not committed: it comes after every commit. */
export const WORKING_TREE = 'the working tree';

/**
 * Which changes some changesets speak for: those of the commit that wrote or changed one, and of the commits before it.
 * A changeset that is not committed speaks for the working tree too; one that is older than a change does not know it.
 */
export class Coverage {
  readonly #history: History;
  readonly #since: string;
  /** The commits, and perhaps the working tree, that wrote or changed a changeset. */
  readonly #tellers: readonly string[];
  readonly #covered: ReadonlySet<string>;

  constructor(history: History, since: string, changesets: readonly Changeset[]) {
    this.#history = history;
    this.#since = since;
    this.#tellers = changesets.flatMap(({ file }) => changesOf(history, since, file));
    this.#covered = withAncestors(history, since, this.#tellers);
  }

  /** Tells whether a changeset speaks for a commit or the working tree. */
  covers(change: string): boolean {
    return this.#covered.has(change);
  }

  /** Finds the newest change of a file that nothing speaks for. What was taken back needs no word. */
  uncoveredChangeOf(file: string): string | undefined {
    const uncovered = changesOf(this.#history, this.#since, file).find((change) => !this.#covered.has(change));
    return uncovered === undefined || this.#wasToldAsItIs(file) ? undefined : uncovered;
  }

  #wasToldAsItIs(file: string): boolean {
    const commits = this.#tellers.filter((teller) => teller !== WORKING_TREE);
    return commits.some((commit) => this.#history.changedFiles(commit, [file]).length === 0);
  }
}

/** What changed a file, newest first. */
function changesOf(history: History, since: string, file: string): string[] {
  const commits = history.commitsSince(since).filter(({ files }) => files.includes(file));
  const pending = history.changedFiles('HEAD', [file]).length > 0 ? [WORKING_TREE] : [];
  return [...pending, ...commits.map(({ id }) => id)];
}

function withAncestors(history: History, since: string, tellers: readonly string[]): Set<string> {
  const covered = new Set(tellers);
  const commits = history.commitsSince(since);
  if (covered.has(WORKING_TREE)) return new Set([WORKING_TREE, ...commits.map(({ id }) => id)]);
  // A commit comes before its parents.
  for (const { id, parents } of commits) if (covered.has(id)) for (const parent of parents) covered.add(parent);
  return covered;
}
