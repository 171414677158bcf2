import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
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

/**
 * Runs pytest with the Python of `bin`, against a sandbox of its own. What it prints is seen as it is printed.
 *
 * @throws Error if a test fails
 */
export async function pytest(bin: string, { root, sources = [], args, env, signal }: TestRun): Promise<void> {
  const sandbox = await runSandbox();
  try {
    const shared = join(root, SHARED);
    const options = ['-m', 'pytest', '-c', join(shared, 'pytest.ini'), '--rootdir', root, ...args];
    const tests = spawn(join(bin, 'python'), options, {
      cwd: root,
      stdio: 'inherit',
      signal,
      env: {
        ...process.env,
        ...env,
        PYTHONDONTWRITEBYTECODE: '1',
        PYTHONPATH: [shared, ...sources].join(delimiter),
        TICKETBRIDGE_SANDBOX: sandbox.announcement,
      },
    });
    const [code] = await once(tests, 'exit');
    if (code !== 0) throw new Error(`pytest ended with ${code}.`);
  } finally {
    await sandbox.stop();
  }
}
