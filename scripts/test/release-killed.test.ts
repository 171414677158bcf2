import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import { type Registry, startRegistry } from '../src/release/registry.ts';
import { makeReleasable, type ReleasableWorkspace } from './releasable.ts';

vi.setConfig({ testTimeout: 120_000, maxConcurrency: 2 });

/** What a release does that changes anything, in order. After the first push to main it has been decided. */
const steps = [
  'git fetch',
  'git worktree add',
  'pnpm install',
  'pnpm run changeset:check',
  'pnpm exec changeset version',
  'git add',
  'git commit',
  'pnpm run build',
  'pnpm pack base',
  // With what a registry's page needs.
  'pnpm pack base',
  'pnpm sbom base',
  'pnpm pack top',
  'pnpm pack top',
  'pnpm sbom top',
  'git push HEAD:refs/heads/main',
  'git worktree prune',
  'npm publish base',
  'npm publish top',
  'git push refs/tags',
] as const;

// A command that the release starts itself is written down, with how it ended; in its turn the release is killed, before
// the command or after it. What only asks is left out, and so is what the commands start.
const observer = `#!/bin/sh
name=\${0##*/}
run() { PATH=$REAL_PATH "$name" "$@"; }
[ "$PPID" = "$RELEASE" ] || { run "$@"; exit; }
case "$name $1" in
  git\\ branch|git\\ cat-file|git\\ log|git\\ ls-remote|git\\ ls-tree|git\\ rev-parse|git\\ show|git\\ status|git\\ -c|npm\\ view) run "$@"; exit;;
esac
echo "BEGAN $name $* IN $PWD" >> "$JOURNAL"
count=$(grep -c '^BEGAN ' "$JOURNAL")
[ "$KILL_BEFORE" = "$count" ] && kill -9 "$RELEASE"
run "$@"
status=$?
echo "ENDED $status $name $* IN $PWD" >> "$JOURNAL"
[ "$KILL_AFTER" = "$count" ] && kill -9 "$RELEASE"
exit $status
`;

interface World extends ReleasableWorkspace, AsyncDisposable {
  readonly folder: string;
  readonly registry: Registry;
}

async function startWorld(): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'release-killed-'));
  const registry = await startRegistry(join(folder, 'registry'));
  await writeFile(join(folder, 'npmrc'), `${registry.npmrc}cache=${join(folder, 'npm-cache')}\n`);
  for (const name of ['bin', 'tmp']) await mkdir(join(folder, name));
  for (const name of ['git', 'npm', 'pnpm']) await writeFile(join(folder, 'bin', name), observer, { mode: 0o755 });
  return {
    folder,
    registry,
    ...(await makeReleasable(folder)),
    async [Symbol.asyncDispose]() {
      await registry[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, maxRetries: 3 });
    },
  };
}

interface Kill {
  readonly before?: number;
  readonly after?: number;
}

interface Ending {
  readonly ended: number | NodeJS.Signals | null;
  readonly errors: string;
}

async function release({ folder, root }: World, { before = 0, after = 0 }: Kill = {}): Promise<Ending> {
  await appendFile(join(folder, 'journal'), '\n');
  const command = join(import.meta.dirname, '../src/release.ts');
  const child = spawn('sh', ['-c', `RELEASE=$$ exec "${process.execPath}" "${command}"`], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...process.env,
      NPM_CONFIG_USERCONFIG: join(folder, 'npmrc'),
      TMPDIR: join(folder, 'tmp'),
      REAL_PATH: process.env.PATH,
      PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
      JOURNAL: join(folder, 'journal'),
      KILL_BEFORE: `${before}`,
      KILL_AFTER: `${after}`,
    },
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const [code, signal]: (number | NodeJS.Signals | null)[] = await once(child, 'close');
  return { ended: code ?? signal ?? null, errors };
}

/** Lists the commands that changed something, by how their lines in the journal begin, once all have ended. */
async function commandsOf({ folder }: World, beginning: 'BEGAN ' | 'ENDED 0 '): Promise<string[]> {
  const lines = await vi.waitFor(async () => {
    const written = (await readFile(join(folder, 'journal'), 'utf8')).split('\n');
    const count = (word: string): number => written.filter((line) => line.startsWith(word)).length;
    if (count('BEGAN ') !== count('ENDED ')) throw new Error('A command of a killed release has not ended.');
    return written;
  });
  return lines.filter((line) => line.startsWith(beginning)).map((line) => named(line.slice(beginning.length)));
}

/** Says a command in the words of `steps`, without what differs from run to run. */
function named(line: string): string {
  const words = line.split(' ');
  const [, target] = /(HEAD:refs\/heads\/main|refs\/tags|base|top)\b/.exec(line) ?? [];
  if (['push', 'pack', 'sbom', 'publish'].includes(words[1] ?? '')) return `${words[0]} ${words[1]} ${target}`;
  const length = { worktree: 3, run: 3, exec: 4 }[words[1] ?? ''] ?? 2;
  return words.slice(0, length).join(' ');
}

/** Everything that others see of a release, and what is left in the clone. */
async function stateOf({ folder, root, origin, registry }: World) {
  const inOrigin = (...args: string[]): string => execFileSync('git', args, { cwd: origin, encoding: 'utf8' }).trim();
  const versionCommit = inOrigin('rev-parse', 'main');
  const packages = ['base', 'top'].map(async (name) => {
    const answer = await fetch(`${registry.url}/@ticketbridge%2f${name}`);
    // But for times, addresses and the registry's own notes.
    const isSaid = (key: string): boolean => !/^(_.*|time|tarball)$/.test(key);
    const said: unknown = JSON.parse(await answer.text(), (key, value) => (isSaid(key) ? value : undefined));
    return said;
  });
  return {
    commits: inOrigin('log', '--format=%s', 'main').split('\n'),
    refs: inOrigin('for-each-ref', '--format=%(objectname) %(refname)')
      .replaceAll(versionCommit, 'version')
      .split('\n'),
    packages: await Promise.all(packages),
    left: await readdir(join(folder, 'tmp')),
    worktrees: execFileSync('git', ['worktree', 'list'], { cwd: root, encoding: 'utf8' }).trim().split('\n').length,
    changed: execFileSync('git', ['status', '--porcelain'], { cwd: root, encoding: 'utf8' }),
  };
}

let undisturbed: Awaited<ReturnType<typeof stateOf>>;

beforeAll(async () => {
  await using world = await startWorld();
  expect(await release(world)).toEqual({ ended: 0, errors: '' });
  expect(await commandsOf(world, 'BEGAN ')).toEqual(steps);
  undisturbed = await stateOf(world);
});

test('a release is one commit, its tags, and each version once', () => {
  const version = { '0.2.0': { dist: { integrity: expect.stringMatching(/^sha512-/) } } };
  const published = { 'dist-tags': { latest: '0.2.0' }, versions: version };
  expect(undisturbed).toMatchObject({
    commits: ['Version 0.2.0 of base, top', 'Sample'],
    refs: [
      'version refs/heads/main',
      'version refs/heads/release',
      'version refs/tags/@ticketbridge/base@0.2.0',
      'version refs/tags/@ticketbridge/top@0.2.0',
    ],
    packages: [published, published],
    left: [],
    worktrees: 1,
    changed: '',
  });
});

async function expectTheSame(world: World): Promise<void> {
  const published = (await commandsOf(world, 'ENDED 0 ')).filter((command) => command.startsWith('npm publish'));
  expect(published).toEqual(['npm publish base', 'npm publish top']);
  expect(await stateOf(world)).toEqual(undisturbed);
}

test.concurrent.for(steps.map((step, index) => [index + 1, step] as const))(
  'a release that was killed after step %i, %s, ends the same when it is run again',
  async ([after]) => {
    await using world = await startWorld();
    expect(await release(world, { after })).toMatchObject({ ended: 'SIGKILL' });
    expect(await release(world)).toEqual({ ended: 0, errors: '' });
    await expectTheSame(world);
  },
);

const outward = steps.flatMap((step, index) => (/push|publish/.test(step) ? [[index + 1, step] as const] : []));

test.concurrent.for(outward)(
  'a release that was killed in step %i, %s, which goes on meanwhile, ends the same when it is run again',
  async ([before]) => {
    await using world = await startWorld();
    expect(await release(world, { before })).toMatchObject({ ended: 'SIGKILL' });
    // The second may lose the race for main, says so, and the third sees what won.
    const { ended } = await release(world);
    if (ended !== 0) expect(await release(world)).toEqual({ ended: 0, errors: '' });
    await expectTheSame(world);
  },
);
