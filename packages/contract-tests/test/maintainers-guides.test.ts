import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyWorkingTree } from '@ticketbridge/scripts/copy';
import { findBlocks } from '@ticketbridge/scripts/readme';
import { expect, onTestFinished, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
const never = new AbortController().signal;

async function blocksOf(guide: string) {
  return findBlocks(await readFile(join(ROOT, 'docs/guides', guide), 'utf8'));
}

/** Copies what git would track here, as it is, into a repository whose newest commit has all of it. */
async function committedCopy(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'guides-')));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const workspace = join(folder, 'workspace');
  await copyWorkingTree(workspace, never);
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], { cwd: workspace });
  git('add', '--all');
  git('commit', '--quiet', '--allow-empty', '--no-verify', '--message', 'as it is');
  return workspace;
}

test('the edit of the guide to changing a spec applies, and means what the guide says', async () => {
  const [edit, command, verdict] = await blocksOf('changing-a-spec.md');
  expect([edit?.info, command?.info, verdict?.info]).toEqual(['diff', 'sh', 'text']);
  const cwd = await committedCopy();
  execFileSync('git', ['apply', '-'], { cwd, input: edit?.text });

  const [pnpm, script = '', ...args] = command?.text.trim().split(' ') ?? [];
  const { scripts } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  const [node, file] = scripts[script].split(' ');
  expect([pnpm, node]).toEqual(['pnpm', 'node']);
  // The tools of this workspace, which is installed, look at the copy.
  const printed = execFileSync(process.execPath, [join(ROOT, file), ...args], { cwd, encoding: 'utf8' });

  expect(printed).toBe(verdict?.text);
});

test('CI runs each command of the guide to adding a vendor, in its order', async () => {
  const commands = (await blocksOf('adding-a-vendor.md')).flatMap(({ text }) => text.trim().split('\n'));
  const ci = await readFile(join(ROOT, '.ci/run'), 'utf8');
  const [, body = ''] = /^a_further_vendor_is_one_command\(\) \{\n(.+?)^\}/ms.exec(ci) ?? [];
  const [, specs = ''] = /specs=(\S+)/.exec(body) ?? [];
  const run = body.replaceAll('"$specs/museum.yaml"', `${specs}/museum.yaml`).replaceAll('"$vendor"', 'museum');

  const places = commands.map((command) => run.search(new RegExp(`\\brun ${command.replace('pnpm ', '')}(?![:\\w])`)));

  expect(commands.length).toBeGreaterThan(1);
  expect(places.filter((place) => place === -1)).toEqual([]);
  expect(places).toEqual([...places].sort((a, b) => a - b));
});
