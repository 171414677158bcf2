import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from '../release/run.ts';
import { runSandbox } from '../running-sandbox.ts';
import type { PythonPackage } from './packages.ts';

export interface TestRun {
  readonly root: string;
  /** Folders that hold packages which are not installed. */
  readonly sources?: readonly string[];
  /** What pytest is to run, from the root, and its options. */
  readonly args: readonly string[];
  /** What the tests are told in their environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

export interface Tests {
  /** Those that one package has alone. */
  readonly own: readonly string[];
  /** These and what holds of every package. */
  readonly all: readonly string[];
  /** All, and what is tried with one Python only: the files of wheels and sdists, and the types. */
  readonly more: readonly string[];
}

/** Where the tests of all packages stand, and what they share; from the root. */
const SHARED = 'packages/contract-tests/python';

/** Finds the files and folders of the tests of packages. */
export function testsOf(root: string, packages: readonly PythonPackage[]): Tests {
  const shared = join(root, SHARED);
  const own = packages.map(({ folder }) => join(folder, 'test')).filter((tests) => existsSync(tests));
  const all = [shared, ...own];
  return { own, all, more: ['--override-ini=norecursedirs=', ...all] };
}

interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/**
 * Runs pytest with the Python of `bin`, against a sandbox of its own, and returns what it printed.
 *
 * @throws Error with what it printed if a test fails
 */
export async function pytest(bin: string, tests: TestRun): Promise<string> {
  return await withSandbox(bin, tests, async ({ command, args, ...options }) => await run(command, args, options));
}

/**
 * Does the same on the terminal of this process: what pytest prints is seen as it is printed, and its debugger answers.
 *
 * @throws Error if a test fails
 */
export async function pytestHere(bin: string, tests: TestRun): Promise<void> {
  await withSandbox(bin, tests, async ({ command, args, env, ...options }) => {
    const started = spawn(command, args, { ...options, env: { ...process.env, ...env }, stdio: 'inherit' });
    const [code] = await once(started, 'exit');
    if (code !== 0) throw new Error(`pytest ended with ${code}.`);
  });
}

async function withSandbox<T>(bin: string, tests: TestRun, start: (command: Command) => Promise<T>): Promise<T> {
  const { root, sources = [], args, env, signal } = tests;
  const shared = join(root, SHARED);
  const sandbox = await runSandbox();
  try {
    return await start({
      command: join(bin, 'python'),
      args: ['-m', 'pytest', '-c', join(shared, 'pytest.ini'), '--rootdir', root, ...args],
      cwd: root,
      signal,
      env: {
        ...env,
        PYTHONDONTWRITEBYTECODE: '1',
        PYTHONPATH: [shared, ...sources].join(delimiter),
        TICKETBRIDGE_SANDBOX: sandbox.announcement,
      },
    });
  } finally {
    await sandbox.stop();
  }
}
