import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyWorkingTree } from '@ticketbridge/scripts/copy';
import { findBlocks, findGuides } from '@ticketbridge/scripts/readme';
import { describe, expect, onTestFinished, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
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

/** An installation in an empty folder is run with the program after it, as by a reader: in `first-call.test.ts`. */
async function isOfAnInstallation(_: string, { block, after }: Place): Promise<void> {
  expect(block.text).toMatch(/^npm init /);
  expect(after?.info).toBe('ts');
}

/** How each command of a guide is tried. */
const TRIED: readonly (readonly [RegExp, (command: string, place: Place) => Promise<void>])[] = [
  [/^pnpm spec:diff /, meansWhatTheGuideSays],
  [/^pnpm /, isOfCi],
  [/^npm /, isOfAnInstallation],
];

/** Of the first call another test runs every command, as its reader does. */
const guides = findGuides(ROOT).filter(({ file }) => !file.endsWith('/first-call.md'));

describe.each(guides)('$file', ({ markdown }) => {
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
