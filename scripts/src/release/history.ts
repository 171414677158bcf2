import { execFileSync } from 'node:child_process';
import { parseManifest } from './packages.ts';

/** The facts that git has about a working tree. Paths are relative to its root, with forward slashes. */
export class History {
  readonly #root: string;
  /** By commit. Git is asked once. */
  readonly #changes = new Map<string, readonly string[]>();

  constructor(root: string) {
    this.#root = root;
  }

  hasCommits(): boolean {
    return this.#tryGit('rev-parse', '--verify', '--quiet', 'HEAD') !== undefined;
  }

  isShallow(): boolean {
    return this.#git('rev-parse', '--is-shallow-repository').trim() === 'true';
  }

  /** Where this branch left another; undefined if they have nothing in common. */
  forkFrom(commit: string): string | undefined {
    return this.#tryGit('merge-base', commit, 'HEAD')?.trim();
  }

  has(commit: string, file: string): boolean {
    return this.#tryGit('cat-file', '-e', `${commit}:${file}`) !== undefined;
  }

  /** The newest commit that gave one of these package.json files another version. */
  versionCommit(manifests: readonly string[]): string | undefined {
    const candidates = lines(this.#git('log', '--format=%H', '--diff-filter=M', '-G"version"', '--', ...manifests));
    return candidates.find((commit) =>
      manifests.some((file) => {
        const before = this.#versionAt(`${commit}^`, file);
        return before !== undefined && before !== this.#versionAt(commit, file);
      }),
    );
  }

  /** The commit that brought a file. */
  introductionOf(file: string): string | undefined {
    return lines(this.#git('log', '-1', '--format=%H', '--diff-filter=A', '--', file))[0];
  }

  /** The commit that last changed a file; undefined if it differs from the newest commit. */
  lastChangeOf(file: string): string | undefined {
    if (this.changedFiles('HEAD', [file]).length > 0) return undefined;
    return lines(this.#git('log', '-1', '--format=%H', '--', file))[0];
  }

  /** Those of the paths, files or folders, that differ between a commit and the working tree, committed or not. */
  changedFiles(commit: string, paths: readonly string[]): string[] {
    let all = this.#changes.get(commit);
    if (!all) {
      const known = lines(this.#git('diff', '--name-only', '--no-renames', commit));
      all = [...known, ...lines(this.#git('ls-files', '--others', '--exclude-standard'))];
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

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}
