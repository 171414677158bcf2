import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { run } from '../release/run.ts';
import { checkSpec } from '../spec/check.ts';
import { formatPosition } from '../spec/problem.ts';
import type { Slot } from './slot.ts';
import { failuresOf } from './tests.ts';

/** What a mutant is tried with. */
export interface Probe {
  /** Tells the probe from others. */
  readonly key: string;
  /** Whether it sees what is generated from a spec. */
  readonly seesGenerated: boolean;
  /** Finds what is wrong in a slot as it is. */
  find(slot: Slot): Promise<readonly Finding[]>;
}

/** Something that is wrong. */
export interface Finding {
  /** `loading`: so wrong that it says nothing of the tests. */
  readonly by: 'lint' | 'types' | 'test' | 'loading';
  readonly where: string;
  readonly what: string;
  /** Looks for it alone, where a chance may have brought it about, such as a machine that was slow for once. */
  readonly again?: Probe;
}

/** The rules for specs. */
export function lintOf(file: string): Probe {
  return {
    key: `lint ${file}`,
    seesGenerated: false,
    async find({ root }) {
      const checked = await checkSpec(join(root, file));
      if (checked.ok) return [];
      return checked.problems.map(({ rule, message, ...at }) => ({
        by: 'lint',
        where: formatPosition({ ...at, file: relative(root, at.file) }),
        what: `${rule}: ${message}`,
      }));
    },
  };
}

/** Whether a package can be imported: what cannot is noticed by everything. */
export function loadingOf(folder: string): Probe {
  return {
    key: `loading ${folder}`,
    seesGenerated: true,
    async find(slot) {
      const entry = pathToFileURL(join(slot.root, folder, 'src/index.ts'));
      const program = `await import(${JSON.stringify(entry)})`;
      const options = ['--conditions=@ticketbridge/source', '--input-type=module'];
      const said = await outputOf(slot, process.execPath, ...options, '--eval', program);
      return said === '' ? [] : [{ by: 'loading', where: folder, what: said }];
    },
  };
}

/** The types of packages and of their tests. */
export function typesOf(folders: readonly string[]): Probe {
  return {
    key: `types ${folders.join(' ')}`,
    seesGenerated: true,
    async find(slot) {
      const filters = folders.map((folder) => `--filter=./${folder}`);
      const said = await outputOf(slot, 'pnpm', ...filters, '--no-bail', 'run', '--if-present', 'typecheck');
      const errors = said.matchAll(/(\S+\(\d+,\d+\)): error (.*)$/gm);
      const findings = Array.from(errors, ([, where = '', what = '']): Finding => ({ by: 'types', where, what }));
      return said === '' || findings.length > 0 ? findings : [{ by: 'loading', where: 'typecheck', what: said }];
    },
  };
}

/**
 * Tests of a package.
 *
 * @param files from the root; none means all
 */
export function testsOf(folder: string, files: readonly string[], seesGenerated: boolean): Probe {
  return {
    key: `tests ${[folder, ...files].join(' ')}`,
    seesGenerated,
    async find(slot) {
      const failures = await failuresOf(slot, folder, files);
      return failures.map(({ file, test, message }): Finding => {
        // A name that there is not: no slip that an editor would let through.
        const by = /^(ReferenceError|SyntaxError)\b/.test(message) ? 'loading' : 'test';
        const what = by === 'test' ? test : `${test}: ${message}`;
        return { by, where: file, what, again: testsOf(folder, [file], seesGenerated) };
      });
    },
  };
}

/** Runs a program in a slot, and returns what it said if it failed. */
async function outputOf({ root, signal }: Slot, command: string, ...args: readonly string[]): Promise<string> {
  try {
    await run(command, args, { cwd: root, signal });
    return '';
  } catch (error) {
    signal.throwIfAborted();
    return error instanceof Error ? error.message : `${error}`;
  }
}
