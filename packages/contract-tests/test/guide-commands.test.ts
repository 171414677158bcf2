import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { copyWorkingTree } from '@ticketbridge/scripts/copy';
import { publishedPackages } from '@ticketbridge/scripts/packages';
import { findBlocks, findGuides } from '@ticketbridge/scripts/readme';
import { describe, expect, onTestFinished, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
const bin = join(import.meta.dirname, '../node_modules/.bin');
const never = new AbortController().signal;

type Block = ReturnType<typeof findBlocks>[number];

/** The blocks of a guide from a shell block on, with the one before it. */
interface Place {
  readonly before: Block | undefined;
  readonly block: Block;
  readonly after: Block | undefined;
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

/** Applies the edit that stands before the command to a copy, and compares what is printed of it. */
async function meansWhatTheGuideSays(command: string, { before, after }: Place): Promise<void> {
  expect([before?.info, after?.info]).toEqual(['diff', 'text']);
  const cwd = await committedCopy();
  execFileSync('git', ['apply', '-'], { cwd, input: before?.text });
  const [, script = '', ...args] = command.split(' ');
  const { scripts } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  const [node, file] = scripts[script].split(' ');
  expect(node).toBe('node');
  // The tools of this workspace, which is installed, look at the copy.
  const printed = execFileSync(process.execPath, [join(ROOT, file), ...args], { cwd, encoding: 'utf8' });
  expect(printed).toBe(after?.text);
}

/** `pnpm release --local` installs them from a registry. */
async function namesOurPackages(command: string): Promise<void> {
  const names = command.split(' ').filter((word) => word.startsWith('@'));
  const published = (await publishedPackages(ROOT)).map(({ manifest }) => manifest.name);
  expect(names.length).toBeGreaterThan(0);
  expect(names.filter((name) => !published.includes(name))).toEqual([]);
}

/** Starts it on a free port. */
async function serves(command: string): Promise<void> {
  const [, name = '', ...flags] = command.replace(/--port \d+/, '--port 0').split(' ');
  const served = spawn(join(bin, name), flags, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void served.kill());
  const lines: string[] = [];
  for await (const line of createInterface(served.stdout)) {
    lines.push(line);
    if (line.startsWith('Ready.')) served.kill();
  }
  expect(lines.at(-1)).toMatch(/^Ready\./);
  if (served.exitCode === null) await once(served, 'exit');
}

/** CI goes the way of a further vendor, on a copy, with the same commands in the same order. */
async function isOfCi(command: string, { block }: Place): Promise<void> {
  const ci = await readFile(join(ROOT, '.ci/run'), 'utf8');
  const [, body = ''] = /^a_further_vendor_is_one_command\(\) \{\n(.+?)^\}/ms.exec(ci) ?? [];
  const [, specs = ''] = /specs=(\S+)/.exec(body) ?? [];
  const run = body.replaceAll('"$specs/museum.yaml"', `${specs}/museum.yaml`).replaceAll('"$vendor"', 'museum');
  const commands = block.text.trim().split('\n');
  const places = commands.map((each) => run.search(new RegExp(`\\brun ${each.replace('pnpm ', '')}(?![:\\w])`)));
  expect(places[commands.indexOf(command)]).toBeGreaterThan(-1);
  expect(places).toEqual([...places].sort((a, b) => a - b));
}

/** How each command of a guide is tried. */
const TRIED: readonly (readonly [RegExp, (command: string, place: Place) => Promise<void>])[] = [
  [/^npm install /, namesOurPackages],
  [/^npx ticketbridge-sandbox /, serves],
  [/^pnpm spec:diff /, meansWhatTheGuideSays],
  [/^pnpm /, isOfCi],
];

describe.each(findGuides(ROOT))('$file', ({ markdown }) => {
  const blocks = findBlocks(markdown);
  const commands = blocks.flatMap((block, index) =>
    block.info === 'sh'
      ? block.text
          .trim()
          .split('\n')
          .map((command) => ({ command, place: { before: blocks[index - 1], block, after: blocks[index + 1] } }))
      : [],
  );

  test('has no block that nothing runs', () => {
    const infos = new Set(blocks.map(({ info }) => info));
    expect([...infos].filter((info) => !['ts', 'text', 'sh', 'diff', 'python'].includes(info))).toEqual([]);
  });

  test.each(commands)('$command', async ({ command, place }) => {
    const [, tried] = TRIED.find(([form]) => form.test(command)) ?? [];
    if (!tried) expect.fail('No test runs this command: say in this file how it is tried');
    await tried(command, place);
  });
});
