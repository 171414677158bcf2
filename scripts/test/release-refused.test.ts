import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeReleasable, type ReleasableWorkspace } from './releasable.ts';

const command = join(import.meta.dirname, '../src/release.ts');

async function releasable(): Promise<ReleasableWorkspace> {
  const folder = await mkdtemp(join(tmpdir(), 'release-refused-'));
  onTestFinished(() => rm(folder, { recursive: true, maxRetries: 3 }));
  return makeReleasable(folder);
}

const git = (cwd: string, ...args: string[]): string => execFileSync('git', args, { cwd, encoding: 'utf8' }).trim();

async function editManifest(file: string, from: string, to: string): Promise<void> {
  await writeFile(file, (await readFile(file, 'utf8')).replace(from, to));
}

/** Commits a version by hand, as a release that died after it would have. */
async function commitVersion({ root }: ReleasableWorkspace): Promise<void> {
  await editManifest(join(root, 'packages/base/package.json'), '0.1.0', '0.2.0');
  git(root, 'commit', '--quiet', '--all', '--message=Version 0.2.0 of base');
  git(root, 'push', '--quiet', 'origin', 'main');
}

/** No registry answers: what is not refused, as it should be, must not be published from the machine of who tests. */
const nowhere = { NPM_CONFIG_USERCONFIG: '/dev/null', 'npm_config_@ticketbridge:registry': 'http://127.0.0.1:1/' };

interface Refusal {
  readonly name: string;
  readonly spoil: (workspace: ReleasableWorkspace) => Promise<unknown> | unknown;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly says: string;
}

const refusals: readonly Refusal[] = [
  {
    name: 'the address of the repository is not known',
    spoil: ({ root }) =>
      editManifest(join(root, 'package.json'), '"repository":"https://github.com/example/sample",', ''),
    says: 'Add "repository": "https://github.com/OWNER/NAME"',
  },
  {
    name: 'the branch is another',
    spoil: ({ root }) => git(root, 'switch', '--quiet', '--create', 'feature'),
    says: 'not on feature: git switch main',
  },
  {
    name: 'no branch is checked out',
    spoil: ({ root }) => git(root, 'switch', '--quiet', '--detach'),
    says: 'not on a commit: git switch main',
  },
  {
    name: 'a file is not committed',
    spoil: ({ root }) => writeFile(join(root, 'notes.txt'), ''),
    says: 'these files are in none:\n?? notes.txt',
  },
  {
    name: 'a commit is not pushed',
    spoil: ({ root }) => git(root, 'commit', '--quiet', '--allow-empty', '--message=Local'),
    says: "differs from origin's main: git pull --ff-only && git push",
  },
  {
    name: 'origin has commits of others',
    spoil: ({ root }) => {
      git(root, 'commit', '--quiet', '--allow-empty', '--message=Of others');
      git(root, 'push', '--quiet', 'origin', 'main');
      git(root, 'reset', '--quiet', '--hard', 'HEAD^');
    },
    says: "differs from origin's main: git pull --ff-only && git push",
  },
  {
    name: 'the clone is shallow, and may not know of a release that died',
    spoil: async (workspace) => {
      await commitVersion(workspace);
      git(workspace.root, 'commit', '--quiet', '--allow-empty', '--message=Later');
      git(workspace.root, 'push', '--quiet', 'origin', 'main');
      git(workspace.root, 'fetch', '--quiet', '--depth=1', 'origin', 'main');
    },
    says: 'git fetch --unshallow',
  },
  {
    name: 'there is no version commit to publish',
    spoil: () => undefined,
    args: ['publish'],
    says: 'There is no version commit to publish: pnpm release version',
  },
  {
    name: 'the provenance would name another commit',
    spoil: commitVersion,
    args: ['publish'],
    env: { NPM_CONFIG_PROVENANCE: 'true', GITHUB_SHA: '0123456789' },
    says: 'The provenance would name 0123456789',
  },
  {
    name: 'a change is not told to its consumers',
    spoil: async ({ root }) => {
      await editManifest(join(root, 'package.json'), 'node --version', 'node --no-such-option');
      git(root, 'commit', '--quiet', '--all', '--message=A gate that refuses');
      git(root, 'push', '--quiet', 'origin', 'main');
    },
    says: 'pnpm run changeset:check ended with',
  },
];

test.each(refusals)('a release is refused when $name, and nothing has changed', async ({ spoil, says, args, env }) => {
  const workspace = await releasable();
  await spoil(workspace);
  const refs = () => git(workspace.origin, 'for-each-ref');
  const before = refs();
  const options = { cwd: workspace.root, env: { ...process.env, ...nowhere, ...env }, encoding: 'utf8' } as const;
  const { status, stderr } = spawnSync(process.execPath, [command, ...(args ?? [])], options);
  expect(stderr).toContain(says);
  expect(status).toBe(1);
  expect(refs()).toBe(before);
});

test('a version commit from before the address was known is left alone', async () => {
  const { root } = await releasable();
  await editManifest(join(root, 'package.json'), '"repository":"https://github.com/example/sample",', '');
  await rm(join(root, '.changeset/first.md'));
  git(root, 'commit', '--quiet', '--all', '--message=No address');
  await commitVersion({ root, origin: '' });
  await editManifest(join(root, 'package.json'), '{', '{"repository":"https://github.com/example/sample",');
  git(root, 'commit', '--quiet', '--all', '--message=The address');
  git(root, 'push', '--quiet', 'origin', 'main');
  const { status, stdout, stderr } = spawnSync(process.execPath, [command], {
    cwd: root,
    env: { ...process.env, ...nowhere },
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(stdout).toBe('version  no changeset is pending\n');
  expect(status).toBe(0);
});

test('what is pending for packages that are not published waits, and keeps its changeset', async () => {
  const { root } = await releasable();
  await editManifest(join(root, 'packages/top/package.json'), '{', '{ "private": true,');
  const changeset = "---\n'@ticketbridge/top': minor\n---\n\nOf Python alone.\n";
  await writeFile(join(root, '.changeset/first.md'), changeset);
  git(root, 'commit', '--quiet', '--all', '--message=Of Python alone');
  git(root, 'push', '--quiet', 'origin', 'main');
  const before = git(root, 'ls-remote', 'origin');
  const { status, stdout, stderr } = spawnSync(process.execPath, [command], {
    cwd: root,
    env: { ...process.env, ...nowhere },
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^version {2}the pending changesets name no package that is published: they wait for /);
  expect(status).toBe(0);
  expect(git(root, 'ls-remote', 'origin')).toBe(before);
  expect(await readFile(join(root, '.changeset/first.md'), 'utf8')).toBe(changeset);
});

test('a rehearsal is refused when npm would publish to another registry than its own', async () => {
  const { root } = await releasable();
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, '--local'], {
    cwd: root,
    env: { ...process.env, ...nowhere },
    encoding: 'utf8',
  });
  expect(stderr).toMatch(
    /^release: npm would publish to http:\/\/127\.0\.0\.1:1\/, and not to http:\/\/127\.0\.0\.1:\d+:/,
  );
  expect(stdout).not.toContain('walk');
  expect(status).toBe(1);
});
