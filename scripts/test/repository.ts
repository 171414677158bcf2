import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';
import { untoldChanges } from '../src/release/untold.ts';

/** Whoever runs the tests may have no name yet, or sign every commit. */
export const gitIdentity = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'Test',
  GIT_AUTHOR_EMAIL: 'test@localhost',
  GIT_COMMITTER_NAME: 'Test',
  GIT_COMMITTER_EMAIL: 'test@localhost',
};

/** A folder with a repository of Git. */
export class Repository {
  readonly root: string = mkdtempSync(join(tmpdir(), 'changeset-check-'));

  begin(addTo: (first: Repository) => void): void {
    this.git('init', '--quiet', '--initial-branch=main');
    this.json('specs/vendor/package.json', { name: '@x/spec-vendor', version: '0.1.0', private: true });
    this.write('specs/vendor/openapi.yaml', 'openapi: 3.1.0');
    this.json('packages/http/package.json', { name: '@x/http', version: '0.1.0' });
    this.write('packages/http/src/index.ts', '');
    this.manifest('vendor', '0.1.0');
    this.write('packages/vendor/src/index.ts', '');
    this.json('packages/proof/package.json', { name: '@x/proof', version: '0.1.0', private: true });
    this.write('packages/proof/src/index.ts', '');
    addTo(this);
    this.commit();
  }

  manifest(name: string, version: string): void {
    const devDependencies = { '@x/spec-vendor': 'workspace:*' };
    this.json(`packages/${name}/package.json`, { name: `@x/${name}`, version, devDependencies });
  }

  json(file: string, value: unknown): void {
    this.write(file, JSON.stringify(value));
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.root, file)), { recursive: true });
    writeFileSync(join(this.root, file), text);
  }

  changeset(name: string, ...packages: string[]): void {
    const releases = packages.map((of) => `'${of}': patch\n`).join('');
    this.write(`.changeset/${name}.md`, `---\n${releases}---\n\nWhy\n`);
  }

  remove(file: string): void {
    rmSync(join(this.root, file));
  }

  /** Commits everything and returns the commit's id. */
  commit(): string {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message', 'Change');
    return this.git('rev-parse', 'HEAD').trim();
  }

  git(...args: string[]): string {
    return execFileSync('git', args, {
      cwd: this.root,
      encoding: 'utf8',
      stdio: 'pipe',
      env: { ...process.env, ...gitIdentity },
    });
  }

  /** The files that no changeset tells, by package. */
  async untold(base?: string): Promise<Record<string, readonly string[]>> {
    const untold = await untoldChanges(this.root, base);
    return Object.fromEntries(untold.map(({ name, changes }) => [name, changes.map(({ file }) => file)]));
  }
}

/**
 * Makes repositories with two published packages, a private one and a spec, in their first commit. To be called once in a
 * test file: Git makes the first, since each of its commands is a process, and the others are copies.
 */
export function repositories(addTo: (first: Repository) => void = () => {}): () => Repository {
  const template = new Repository();
  template.begin(addTo);
  afterAll(() => rmSync(template.root, { recursive: true }));
  return () => {
    const repository = new Repository();
    onTestFinished(() => rmSync(repository.root, { recursive: true }));
    cpSync(template.root, repository.root, { recursive: true });
    return repository;
  };
}
