import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../release/run.ts';
import type { Slot } from './slot.ts';

/** A test that failed. */
export interface Failure {
  /** From the root. */
  readonly file: string;
  readonly test: string;
  readonly message: string;
}

/** A run of tests ends within this, in milliseconds: a mutant may read a list that has no end. */
const DEADLINE = 240_000;

/** The part of vitest's JSON report that is read here. */
interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly ancestorTitles: readonly string[];
      readonly title: string;
      readonly failureMessages: readonly string[] | null;
    }[];
  }[];
}

/**
 * Runs tests of a package and lists those that failed. A file that does not load has none: it proves nothing.
 *
 * @param folder of the package, from the root
 * @param files from the root; none means all of the package's
 * @throws Error when vitest gives no report
 */
export async function failuresOf(
  { root, signal }: Slot,
  folder: string,
  files: readonly string[],
): Promise<readonly Failure[]> {
  const cwd = join(root, folder);
  const report = join(root, 'mutants-report.json');
  await rm(report, { force: true });
  const tests = files.map((file) => file.slice(folder.length + 1));
  const args = ['run', '--reporter=json', `--outputFile=${report}`, '--testTimeout=20000', ...tests];
  const deadline = AbortSignal.timeout(DEADLINE);
  const said = await run(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), ...args], {
    cwd,
    signal: AbortSignal.any([signal, deadline]),
  }).catch((error: unknown) => `${error instanceof Error ? error.message : error}`);
  signal.throwIfAborted();
  const text = await readFile(report, 'utf8').catch(() => {
    throw new Error(`The tests of ${folder} gave no report:\n${said}`);
  });
  // Written by the vitest that the lockfile names.
  const { testResults } = JSON.parse(text) as Report;
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ ancestorTitles, title, failureMessages }) => ({
        file: name.slice(root.length + 1),
        test: [...ancestorTitles, title].join(' > '),
        message: failureMessages?.[0] ?? '',
      })),
  );
}
