import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type Registry, startRegistry } from '../src/release/registry.ts';
import { run } from '../src/release/run.ts';
import { makeReleasable, type ReleasableWorkspace } from './releasable.ts';

// Whole releases, on a machine that is busy with other tests.
vi.setConfig({ testTimeout: 120_000 });

interface World extends ReleasableWorkspace {
  readonly folder: string;
  readonly registry: Registry;
}

async function startWorld(): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'release-stuck-'));
  const registry = await startRegistry(join(folder, 'registry'));
  onTestFinished(async () => {
    await registry[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, maxRetries: 3 });
  });
  await writeFile(join(folder, 'npmrc'), `${registry.npmrc}cache=${join(folder, 'npm-cache')}\n`);
  return { folder, registry, ...(await makeReleasable(folder)) };
}

const git = (cwd: string, ...args: string[]): string =>
  execFileSync('git', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();

/** Ends with the status, then what the release said; its registry answers meanwhile. */
async function release({ root, folder }: World, ...args: string[]): Promise<string> {
  const command = [process.execPath, join(import.meta.dirname, '../src/release.ts'), ...args].join(' ');
  return run('sh', ['-c', `${command} 2>&1; echo "ended with $?"`], {
    cwd: root,
    env: { NPM_CONFIG_USERCONFIG: join(folder, 'npmrc') },
  });
}

async function push({ root }: World, files: Readonly<Record<string, string>>): Promise<void> {
  git(root, 'pull', '--quiet', '--ff-only', 'origin', 'main');
  for (const [file, text] of Object.entries(files)) await writeFile(join(root, file), text);
  git(root, 'add', '--all');
  git(root, 'commit', '--quiet', '--message=An edit');
  git(root, 'push', '--quiet', 'origin', 'main');
}

async function versionsOf({ registry }: World, name: string): Promise<unknown> {
  const answer = await fetch(`${registry.url}/@ticketbridge%2f${name}`);
  const { 'dist-tags': tags, versions = {} } = JSON.parse(await answer.text());
  return { versions: Object.keys(versions), tags };
}

const changeset = (...names: string[]): string =>
  `---\n${names.map((name) => `'@ticketbridge/${name}': patch\n`).join('')}---\n\nMended.\n`;

async function withVersion({ root }: World, version: string): Promise<string> {
  const manifest = await readFile(join(root, 'packages/base/package.json'), 'utf8');
  return manifest.replace(/"version": "[^"]*"/, `"version": "${version}"`);
}

test('a version commit that cannot be packed is not pushed, and mending it is all that the next release needs', async () => {
  const world = await startWorld();
  await push(world, { 'packages/base/README.md': '# base\n\n[x](./nowhere.md#y)\n' });
  const before = git(world.origin, 'for-each-ref');
  expect(await release(world)).toMatch(/base cannot be published:[\s\S]*nowhere\.md[\s\S]*ended with 1\n$/);
  expect(git(world.origin, 'for-each-ref')).toBe(before);
  await push(world, { 'packages/base/README.md': '# base\n' });
  expect(await release(world)).toMatch(/ended with 0\n$/);
  expect(await versionsOf(world, 'base')).toEqual({ versions: ['0.2.0'], tags: { latest: '0.2.0' } });
});

async function publishElsewhere({ folder }: World, version: string): Promise<void> {
  const other = join(folder, 'other');
  await mkdir(other);
  await writeFile(join(other, 'package.json'), JSON.stringify({ name: '@ticketbridge/base', version }));
  const env = { NPM_CONFIG_USERCONFIG: join(folder, 'npmrc') };
  await run('npm', ['publish', '--access', 'public'], { cwd: other, env });
}

test('a decided version that the registry has with another content is passed over, once all of its packages are', async () => {
  const world = await startWorld();
  expect(await release(world, 'version')).toMatch(/ended with 0\n$/);
  await publishElsewhere(world, '0.2.0');
  const remedy =
    /another @ticketbridge\/base@0\.2\.0[\s\S]*a changeset for each of @ticketbridge\/base, @ticketbridge\/top/;
  for (const parts of [[], ['version'], ['publish']]) {
    const said = await release(world, ...parts);
    expect(said).toMatch(remedy);
    expect(said).toMatch(/ended with 1\n$/);
  }
  await push(world, { '.changeset/top.md': changeset('top') });
  expect(await release(world)).toMatch(remedy);
  await push(world, { '.changeset/base.md': changeset('base') });
  expect(await release(world)).toMatch(/ended with 0\n$/);
  expect(await versionsOf(world, 'base')).toMatchObject({ versions: ['0.2.0', '0.2.1'], tags: { latest: '0.2.1' } });
  expect(await versionsOf(world, 'top')).toEqual({ versions: ['0.2.1'], tags: { latest: '0.2.1' } });
  expect(await release(world)).toBe('version  no changeset is pending\nended with 0\n');
});

test('a number that the registry has already is not decided for, and is passed over by an edit of the version', async () => {
  const world = await startWorld();
  await publishElsewhere(world, '0.2.0');
  const before = git(world.origin, 'for-each-ref');
  expect(await release(world)).toMatch(/another @ticketbridge\/base@0\.2\.0[\s\S]*ended with 1\n$/);
  expect(git(world.origin, 'for-each-ref')).toBe(before);
  await push(world, { 'packages/base/package.json': await withVersion(world, '0.2.0') });
  expect(await release(world)).toMatch(/ended with 0\n$/);
  expect(await versionsOf(world, 'base')).toMatchObject({ versions: ['0.2.0', '0.3.0'] });
});

test('tags on another commit are refused before anything is published, and told how to remove', async () => {
  const world = await startWorld();
  expect(await release(world, 'version')).toMatch(/ended with 0\n$/);
  git(world.root, 'pull', '--quiet', '--ff-only', 'origin', 'main');
  const tags = ['base', 'top'].map((name) => `@ticketbridge/${name}@0.2.0`);
  git(world.root, 'push', '--quiet', 'origin', ...tags.map((tag) => `HEAD^:refs/tags/${tag}`));
  for (const parts of [[], ['version'], ['publish']]) {
    const said = await release(world, ...parts);
    expect(said).toContain('git push origin :refs/tags/@ticketbridge/base@0.2.0');
    expect(said).toMatch(/ended with 1\n$/);
  }
  expect(await versionsOf(world, 'base')).toEqual({ versions: [] });
  git(world.root, 'push', '--quiet', 'origin', ...tags.map((tag) => `:refs/tags/${tag}`));
  expect(await release(world)).toMatch(/ended with 0\n$/);
  expect(await versionsOf(world, 'top')).toMatchObject({ versions: ['0.2.0'] });
});

test('an edited version that cannot be published is named, and a revert of the edit is all that the next release needs', async () => {
  const world = await startWorld();
  expect(await release(world)).toMatch(/ended with 0\n$/);
  git(world.root, 'pull', '--quiet', '--ff-only', 'origin', 'main');
  await push(world, { 'packages/base/package.json': await withVersion(world, '0.9.0') });
  const edit = git(world.root, 'rev-parse', 'HEAD').slice(0, 8);
  const said = await release(world);
  expect(said).toContain(`Commit ${edit}, "An edit", gives @ticketbridge/base@0.9.0, and cannot be published:`);
  expect(said).toContain(`git revert ${edit}\nended with 1`);
  git(world.root, 'revert', '--no-edit', edit);
  git(world.root, 'push', '--quiet', 'origin', 'main');
  expect(await release(world)).toBe('version  no changeset is pending\nended with 0\n');
  await push(world, { '.changeset/base.md': changeset('base') });
  expect(await release(world)).toMatch(/ended with 0\n$/);
  expect(await versionsOf(world, 'base')).toMatchObject({ versions: ['0.2.0', '0.2.1'] });
});

test('a release that loses the race for main changes nothing, and says what to do', async () => {
  const world = await startWorld();
  // Whoever is faster pushes while the loser builds.
  const manifest = await readFile(join(world.root, 'package.json'), 'utf8');
  const faster = `git push --quiet ${world.origin} $(git commit-tree -p HEAD^ -m Faster 'HEAD^{tree}'):refs/heads/main`;
  await push(world, { 'package.json': manifest.replace('node build.js', `node build.js && ${faster}`) });
  const said = await release(world);
  expect(said).toContain('run it again.');
  expect(said).not.toContain('git pull');
  expect(git(world.origin, 'log', '-1', '--format=%s', 'main')).toBe('Faster');
  expect(await versionsOf(world, 'base')).toEqual({ versions: [] });
});
