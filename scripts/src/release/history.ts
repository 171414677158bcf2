import { execFileSync } from 'node:child_process';
import { dirname } from 'node:path/posix';
import semver from 'semver';
import { parseManifest, type WorkspacePackage } from './packages.ts';

export interface Commit {
  readonly id: string;
  readonly parents: readonly string[];
  /** What it changed, relative to the root of the working tree, with forward slashes. */
  readonly files: readonly string[];
}

/** The facts that git has about a working tree. Paths are relative to its root, with forward slashes. */
export class History {
  readonly #root: string;
  /** By commit. Git is asked once. */
  readonly #changes = new Map<string, readonly string[]>();
  readonly #commits = new Map<string, readonly Commit[]>();

  constructor(root: string) {
    this.#root = root;
  }

  hasCommits(): boolean {
    return this.#tryGit('rev-parse', '--verify', '--quiet', 'HEAD') !== undefined;
  }

  isShallow(): boolean {
    return this.#git('rev-parse', '--is-shallow-repository').trim() === 'true';
  }

  /** The commit that a name stands for; undefined for what is none. */
  commitOf(name: string): string | undefined {
    return this.#tryGit('rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`)?.trim();
  }

  /** The first line of a commit's message. */
  subjectOf(commit: string): string {
    return this.#git('log', '-1', '--format=%s', commit).trim();
  }

  /** Where this branch left another; undefined if they have nothing in common. */
  forkFrom(commit: string): string | undefined {
    return this.#tryGit('merge-base', commit, 'HEAD')?.trim();
  }

  has(commit: string, file: string): boolean {
    return this.#tryGit('cat-file', '-e', `${commit}:${file}`) !== undefined;
  }

  /**
   * The newest commit, at another or before it, that raised one of these package.json files to the version that it has
   * there: an edit of a version that was taken back is none.
   */
  versionCommit(manifests: readonly string[], at = 'HEAD'): string | undefined {
    const candidates = lines(this.#git('log', '--format=%H', '--diff-filter=M', '-G"version"', at, '--', ...manifests));
    if (candidates.length === 0) return undefined;
    const current = new Map(manifests.map((file) => [file, this.#versionAt(at, file)]));
    return candidates.find((commit) =>
      manifests.some((file) => {
        const before = this.#versionAt(`${commit}^`, file);
        const given = this.#versionAt(commit, file);
        return before !== undefined && given !== undefined && given === current.get(file) && isRaised(before, given);
      }),
    );
  }

  /** Reads a file as a commit has it; undefined if it has none. */
  read(commit: string, file: string): string | undefined {
    return this.#tryGit('show', `${commit}:${file}`);
  }

  /** Lists the files in a folder, however deep, as a commit has them. */
  filesIn(commit: string, folder: string): string[] {
    return lines(this.#git('ls-tree', '-r', '--name-only', commit, '--', folder));
  }

  /** Lists the packages that consumers get, as a commit has them. */
  publishedAt(commit: string): WorkspacePackage[] {
    return this.filesIn(commit, 'packages')
      .filter((file) => /^packages\/[^/]+\/package\.json$/.test(file))
      .map((file) => ({
        manifest: parseManifest(this.#git('show', `${commit}:${file}`), file),
        folder: dirname(file),
      }))
      .filter(({ manifest }) => !manifest.private);
  }

  /** The commit that brought a file. */
  introductionOf(file: string): string | undefined {
    return lines(this.#git('log', '-1', '--format=%H', '--diff-filter=A', '--', file))[0];
  }

  /**
   * The commits that HEAD has and another has not, newest first. A merge holds those files alone that it has otherwise
   * than Git would have merged them: it brings no other change.
   */
  commitsSince(commit: string): readonly Commit[] {
    let commits = this.#commits.get(commit);
    if (!commits) {
      const format = ['--topo-order', '--format=%x00%H %P', '--name-only', '--no-renames', '--remerge-diff'];
      commits = this.#git('log', ...format, `${commit}..HEAD`)
        .split('\0')
        .slice(1)
        .map(toCommit);
      this.#commits.set(commit, commits);
    }
    return commits;
  }

  /** Those of the paths, files or folders, that differ between a commit and the working tree, committed or not. */
  changedFiles(commit: string, paths: readonly string[]): string[] {
    let all = this.#changes.get(commit);
    if (!all) {
      const known = lines(this.#git('diff', '--name-only', '--no-renames', commit));
      all = [...known, ...lines(this.#git('ls-files', '--others', '--exclude-standard'))].sort();
      this.#changes.set(commit, all);
    }
    return all.filter((file) => paths.some((path) => file === path || file.startsWith(`${path}/`)));
  }

  #versionAt(commit: string, file: string): string | undefined {
    const text = this.#tryGit('show', `${commit}:${file}`);
    return text === undefined ? undefined : parseManifest(text, file).version;
  }

  #git(...args: string[]): string {
    return execFileSync('git', ['-c', 'core.quotePath=false', ...args], { cwd: this.#root, encoding: 'utf8' });
  }

  /** Undefined if git knows no such thing. */
  #tryGit(...args: string[]): string | undefined {
    try {
      return execFileSync('git', args, { cwd: this.#root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    } catch {
      return undefined;
    }
  }
}

function isRaised(before: string, given: string): boolean {
  if (semver.valid(before) === null || semver.valid(given) === null) return before !== given;
  return semver.gt(given, before);
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

function toCommit(text: string): Commit {
  const [ids = '', ...files] = lines(text);
  const [id = '', ...parents] = ids.trim().split(' ');
  return { id, parents, files };
}
