import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runSandbox } from '../running-sandbox.ts';
import type { PythonPackage } from './packages.ts';

export interface TestRun {
  readonly root: string;
  readonly packages: readonly PythonPackage[];
  /** Folders that hold packages which are not installed. */
  readonly sources?: readonly string[];
  /** For pytest; default: every test of these packages. */
  readonly args?: readonly string[];
  readonly signal: AbortSignal;
}

/** Where tests of all packages and what they share stand, from the root. */
const sharedTests = 'packages/contract-tests/python';

/** The folders of the tests of these packages, from the root: of all of them, and of one alone. */
function testFolders(root: string, packages: readonly PythonPackage[]): string[] {
  const own = packages.map(({ folder }) => join(folder, 'test')).filter((folder) => existsSync(folder));
  return [join(root, sharedTests), ...own];
}

/**
 * Runs pytest with the Python of `bin`, against a sandbox of its own.
 *
 * @throws Error if a test fails; what it prints is seen as it is printed.
 */
export async function pytest(bin: string, { root, packages, sources = [], args, signal }: TestRun): Promise<void> {
  const sandbox = await runSandbox();
  try {
    const path = [join(root, sharedTests), ...sources].join(delimiter);
    const tests = spawn(
      join(bin, 'python'),
      [
        '-m',
        'pytest',
        '-c',
        join(root, sharedTests, 'pytest.ini'),
        '--rootdir',
        root,
        ...(args ?? testFolders(root, packages)),
      ],
      {
        cwd: root,
        stdio: 'inherit',
        signal,
        env: {
          ...process.env,
          PYTHONDONTWRITEBYTECODE: '1',
          PYTHONPATH: path,
          TICKETBRIDGE_SANDBOX: sandbox.announcement,
        },
      },
    );
    const [code] = await once(tests, 'exit');
    if (code !== 0) throw new Error(`pytest ended with ${code}.`);
  } finally {
    await sandbox.stop();
  }
}
