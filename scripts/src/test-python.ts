#!/usr/bin/env node
// Tests the Python packages as they are installed: builds wheel and sdist of each, installs them into new virtual
// environments, and runs pytest there against the built sandbox: every case with the Python on the PATH, a sample with each
// other that is found and with the lowest versions of what the packages need.
//   --every          every case with each
//   --only PACKAGE   that package alone, as it is imported; may be repeated
//   -- ARGUMENT...   pytest alone, with these arguments, on generated/ as it is and in an environment that is kept
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Built, build } from './python-tests/build.ts';
import { Environments } from './python-tests/environments.ts';
import { otherPythons, requirePython } from './python-tests/interpreters.ts';
import { pythonPackages } from './python-tests/packages.ts';
import { pytest, pytestHere, testsOf } from './python-tests/pytest.ts';
import { sideBySide } from './python-tests/side-by-side.ts';
import { type Trial, trials } from './python-tests/trials.ts';
import { interruption } from './release/interruption.ts';
import { run } from './release/run.ts';

const root = resolve(import.meta.dirname, '../..');
const pyright = join(root, 'scripts/python-tests/node_modules/pyright/index.js');
const signal = interruption();
/** How many trials run side by side: they wait more than they work. */
const AT_A_TIME = 3;
const folder = await mkdtemp(join(tmpdir(), 'ticketbridge-python-'));
try {
  const { values, positionals } = parseArgs({
    options: { only: { type: 'string', multiple: true, default: [] }, every: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  await (positionals.length > 0 ? testGenerated(values.only, positionals) : testInstalled(values.only, values.every));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

async function testGenerated(only: readonly string[], given: readonly string[]): Promise<void> {
  const packages = await pythonPackages(root, only);
  const environments = new Environments(root, await requirePython(signal), signal);
  const isPath = (argument: string): boolean => existsSync(join(root, argument.replace(/::.*/, '')));
  const args = given.some(isPath) ? given : [...given, ...testsOf(root, packages).all];
  const sources = packages.map(({ generated }) => generated);
  await pytestHere(await environments.kept('newest'), { root, sources, args, signal });
}

async function testInstalled(only: readonly string[], every: boolean): Promise<void> {
  const packages = await pythonPackages(root, only);
  const main = await requirePython(signal);
  const environments = new Environments(root, main, signal);
  const tools = await environments.kept('tools');
  const built: Built[] = [];
  await sideBySide(
    packages.map((each) => async () => built.push(await build(each, tools, folder, signal))),
    AT_A_TIME,
  );
  const distributions = built.flatMap(({ wheel, sdist }) => [wheel, sdist]);
  await run(join(tools, 'twine'), ['check', '--strict', ...distributions], { signal });

  const env = {
    MYPY_CACHE_DIR: join(root, 'node_modules/.cache/ticketbridge-python/mypy'),
    // What a test leaves goes with what this makes.
    TMPDIR: folder,
    TICKETBRIDGE_DISTRIBUTIONS: JSON.stringify(distributions),
    TICKETBRIDGE_MYPY: JSON.stringify([join(tools, 'mypy')]),
    TICKETBRIDGE_PYRIGHT: JSON.stringify([process.execPath, pyright]),
  };
  const failed: string[] = [];
  const attempt = async ({ title, environment, tests, ...contents }: Trial): Promise<void> => {
    signal.throwIfAborted();
    try {
      const bin = await environments.fresh(join(folder, environment), contents);
      const printed = await pytest(bin, { root, args: ['--quiet', ...tests], env, signal });
      console.log(`${title}: ${printed.trimEnd().split('\n').at(-1)}`);
    } catch (error) {
      signal.throwIfAborted();
      failed.push(title);
      console.log(`\n${title} FAILED\n${error instanceof Error ? error.message : error}\n`);
    }
  };
  const others = await otherPythons(main, signal);
  const all = trials({ main, others, built, tests: testsOf(root, packages), every });
  await sideBySide(
    all.map((trial) => async () => await attempt(trial)),
    AT_A_TIME,
  );
  if (failed.length > 0) throw new Error(`Failed: ${failed.join('; ')}.`);
}
