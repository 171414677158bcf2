import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { packBuilt } from '@ticketbridge/scripts/last-release';
import { installNodes } from '@ticketbridge/scripts/nodes';
import { findBlocks, findGuides } from '@ticketbridge/scripts/readme';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
const GUIDE = 'docs/guides/first-call.md';
const run = promisify(execFile);
const never = new AbortController().signal;

let folder = '';
/** The packages as they would be published, by name. */
const tarballs = new Map<string, string>();
/** The executable of each line of Node that the guide names. */
const nodes = new Map([['24', process.execPath]]);

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'first-call-')));
  for (const { manifest, file } of await packBuilt(ROOT, join(folder, 'tarballs'), never)) {
    tarballs.set(manifest.name, file);
  }
  const older = await installNodes(join(folder, 'nodes'), ['20', '22'], never);
  for (const { version, executable } of older) nodes.set(version.slice(1, 3), executable);
}, 300_000);
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));

const markdown = findGuides(ROOT).find(({ file }) => file === GUIDE)?.markdown ?? '';
const blocks = findBlocks(markdown);

/** What stands between the block before and this one. */
function proseAbove(index: number): string {
  const lines = markdown.split('\n');
  return lines.slice(blocks[index - 1]?.end ?? 0, (blocks[index]?.start ?? 1) - 1).join('\n');
}

/** A reader who follows the guide in an empty folder, with one version of Node. */
class Reader {
  readonly #cwd: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly #runs: readonly string[];

  constructor(cwd: string, node: string, runs: readonly string[]) {
    const { FORCE_COLOR, ...env } = process.env;
    const PATH = [dirname(node), env.PATH].join(delimiter);
    this.#cwd = cwd;
    this.#env = { ...env, PATH, npm_config_update_notifier: 'false' };
    this.#runs = runs;
  }

  /** Saves a program under the name that the guide gives it, and runs it as the guide says. */
  async save(program: string, prose: string): Promise<{ stdout: string; stderr: string }> {
    const [, file = ''] = /Save this as `([\w-]+\.ts)`, and run `node \1`:\s*$/.exec(prose.replaceAll('\n', ' ')) ?? [];
    expect(file, prose).not.toBe('');
    await writeFile(join(this.#cwd, file), program);
    return this.run([...this.#runs, file]);
  }

  async type(line: string): Promise<void> {
    const words = line.split(' ');
    if (words[1] === 'ticketbridge-sandbox') return this.#serve(words);
    // They are not in the registry before their release; the clients' own dependency neither.
    const args = words.map((word) => tarballs.get(word) ?? word);
    if (args.join() !== words.join()) args.push(tarballs.get('@ticketbridge/http') ?? '');
    await this.run(args);
  }

  /** Without what observes the clients of tests: Node 20 cannot load it, as it is TypeScript. */
  run(args: readonly string[]): Promise<{ stdout: string; stderr: string }> {
    return run('env', ['-u', 'NODE_OPTIONS', ...args], { cwd: this.#cwd, env: this.#env });
  }

  /** Starts the sandbox on a free port, and ends it when it is ready. */
  async #serve(words: readonly string[]): Promise<void> {
    const args = words.map((word, place) => (words[place - 1] === '--port' ? '0' : word));
    const served = spawn('env', ['-u', 'NODE_OPTIONS', ...args], {
      cwd: this.#cwd,
      env: this.#env,
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines: string[] = [];
    for await (const line of createInterface(served.stdout)) {
      lines.push(line);
      if (line.startsWith('Ready.') && served.pid !== undefined) process.kill(-served.pid);
    }
    expect(lines.at(-1)).toMatch(/^Ready\./);
    if (served.exitCode === null && served.signalCode === null) await once(served, 'exit');
  }
}

test.each(['20', '22', '24'])(
  'the guide to the first call works word by word on Node %s',
  { timeout: 300_000 },
  async (line) => {
    const cwd = join(folder, `reader-${line}`);
    await mkdir(cwd);
    const reader = new Reader(cwd, nodes.get(line) ?? '', line === '24' ? ['node'] : ['npx', 'tsx']);
    for (const [index, { info, text }] of blocks.entries()) {
      expect(['ts', 'text', 'sh']).toContain(info);
      if (info === 'ts') {
        expect(await reader.save(text, proseAbove(index))).toEqual({ stdout: blocks[index + 1]?.text, stderr: '' });
      }
      if (info !== 'sh') continue;
      for (const command of text.trim().split('\n')) {
        if (line !== '24' || !command.endsWith(' tsx')) await reader.type(command);
      }
    }
  },
);

/** What each other guide installs in an empty folder, and its first program with what that prints. */
const installs = findGuides(ROOT)
  .filter(({ file }) => file !== GUIDE)
  .flatMap(({ file, markdown }) => {
    const all = findBlocks(markdown);
    return all.flatMap(({ info, text }, index) => {
      if (info !== 'sh' || !text.startsWith('npm init ')) return [];
      const first = all.findIndex((block, place) => place > index && block.info === 'ts');
      return [{ file, commands: text, program: all[first]?.text, printed: all[first + 1]?.text }];
    });
  });

test.each(installs)('what $file installs runs its first program', async ({ file, commands, program = '', printed }) => {
  const cwd = await mkdtemp(join(folder, 'installed-'));
  const reader = new Reader(cwd, process.execPath, ['node']);
  for (const command of commands.trim().split('\n')) await reader.type(command);
  await writeFile(join(cwd, 'first.ts'), program);
  expect(await reader.run(['node', 'first.ts']), file).toEqual({ stdout: printed, stderr: '' });
});
