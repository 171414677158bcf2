import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { SerializedError, TestCase, TestModule, TestRunEndReason, TestSpecification, Vitest } from 'vitest/node';
import { type Proof, RECORD_FILE, recordOf } from '../record.ts';
import { failuresOf } from './failures.ts';

/**
 * Writes what the tests of a package proved, beside the package. A run of some of the tests alone writes nothing, nor does one
 * without turbo: only turbo knows all that a test task runs on.
 */
export default class LedgerReporter {
  #vitest: Vitest | undefined;
  #isWhole = false;
  readonly #hash = process.env.TURBO_HASH;

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  async onTestRunStart(specifications: readonly TestSpecification[]): Promise<void> {
    if (!this.#vitest || !this.#hash) return;
    const all = await this.#vitest.globTestSpecifications();
    this.#isWhole = specifications.length === all.length && !this.#vitest.config.testNamePattern;
    // Should this run not end, no record of another one may stand for it.
    if (this.#isWhole) await rm(join(this.#vitest.config.root, RECORD_FILE), { force: true });
  }

  async onTestRunEnd(
    modules: readonly TestModule[],
    errors: readonly SerializedError[],
    reason: TestRunEndReason,
  ): Promise<void> {
    if (!this.#isWhole || !this.#vitest || !this.#hash || reason === 'interrupted') return;
    const { root } = this.#vitest.config;
    const proofs = modules.flatMap((module) => {
      const file = relative(root, module.moduleId);
      return [...module.children.allTests()].map((test) => proofOf(file, test));
    });
    const record = recordOf(this.#hash, proofs, failuresOf(root, modules, errors));
    const target = join(root, RECORD_FILE);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, `${JSON.stringify(record)}\n`);
  }
}

function proofOf(file: string, test: TestCase): Proof {
  const { cells = [], reservations } = test.meta();
  return { file, name: test.fullName, outcome: test.result().state, cells, ...(reservations && { reservations }) };
}
