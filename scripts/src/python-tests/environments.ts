import { createHash } from 'node:crypto';
import { access, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { run } from '../release/run.ts';
import type { Interpreter } from './interpreters.ts';

/** A list of pinned packages: to build and check with, and to test with at either end of what the packages permit. */
type Requirements = 'tools' | 'newest' | 'lowest';

/** What an environment holds besides pytest. */
export interface Contents {
  readonly python: Interpreter;
  /** The versions of what the packages need. */
  readonly requirements: Requirements;
  /** Files to install. */
  readonly packages: readonly string[];
}

const pins = resolve(import.meta.dirname, '../../python-tests');

/** Makes virtual environments. What was fetched once is kept, by what it was made of. */
export class Environments {
  readonly #cache: string;
  readonly #main: Interpreter;
  readonly #signal: AbortSignal;
  /** What is made or being made, by its folder: several may ask for it at a time. */
  readonly #made = new Map<string, Promise<string>>();

  /** @param main the Python whose pip installs, also for the others. */
  constructor(root: string, main: Interpreter, signal: AbortSignal) {
    this.#cache = join(root, 'node_modules/.cache/ticketbridge-python');
    this.#main = main;
    this.#signal = signal;
  }

  /** Resolves to the `bin` of an environment with what a list pins; it is kept, and nothing else may go into it. */
  async kept(requirements: Requirements): Promise<string> {
    const folder = await this.#once(this.#main, requirements, 'environment', async (into) => {
      await this.#run(this.#main.command, ['-m', 'venv', into]);
      await this.#run(join(into, 'bin/pip'), ['install', '--quiet', ...hashed(requirements)]);
    });
    return join(folder, 'bin');
  }

  /** Makes a new environment, once, and resolves to its `bin`. */
  async fresh(folder: string, contents: Contents): Promise<string> {
    return await this.#shared(folder, async () => await this.#fill(folder, contents));
  }

  async #fill(folder: string, { python, requirements, packages }: Contents): Promise<string> {
    const pip = join(await this.kept('tools'), 'pip');
    const wheels = await this.#once(python, requirements, 'wheels', async (into) => {
      const which = ['--python', python.command, 'download', '--quiet', '--dest', into];
      await this.#run(pip, [...which, ...hashed(requirements)]);
    });
    await this.#run(python.command, ['-m', 'venv', '--without-pip', folder]);
    const here = ['--python', join(folder, 'bin/python')];
    // What is in that folder is all there is, for the isolated builds of sources too.
    const env = { PIP_FIND_LINKS: wheels, PIP_NO_INDEX: '1' };
    await this.#run(pip, [...here, 'install', '--quiet', '--no-cache-dir', ...packages, 'pytest'], env);
    await this.#run(pip, [...here, 'check'], env);
    return join(folder, 'bin');
  }

  async #once(
    python: Interpreter,
    requirements: Requirements,
    what: string,
    make: (folder: string) => Promise<void>,
  ): Promise<string> {
    const pinned = await readFile(fileOf(requirements));
    const digest = createHash('sha256').update(pinned).digest('hex').slice(0, 16);
    const folder = join(this.#cache, `${what}-${requirements}-${python.version}-${digest}`);
    return await this.#shared(folder, async () => {
      const complete = join(folder, '.complete');
      try {
        await access(complete);
      } catch {
        await rm(folder, { recursive: true, force: true });
        await make(folder);
        await writeFile(complete, '');
      }
      return folder;
    });
  }

  #shared(folder: string, make: () => Promise<string>): Promise<string> {
    const made = this.#made.get(folder) ?? make();
    this.#made.set(folder, made);
    return made;
  }

  async #run(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<void> {
    await run(command, args, { env: { PIP_DISABLE_PIP_VERSION_CHECK: '1', ...env }, signal: this.#signal });
  }
}

function fileOf(requirements: Requirements): string {
  return join(pins, `${requirements}.txt`);
}

function hashed(requirements: Requirements): string[] {
  return ['--require-hashes', '--only-binary', ':all:', '-r', fileOf(requirements)];
}
