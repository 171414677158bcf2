#!/usr/bin/env node
// Tests the Python packages as they are installed: builds wheel and sdist of each, installs them into new virtual
// environments, and runs pytest there against the built sandbox, with the Python on the PATH and each other that is found.
//   --only PACKAGE   that package alone, as it is imported; may be repeated
//   -- ARGUMENT...   pytest alone, with these arguments, on generated/ as it is and in an environment that is kept
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './python-tests/build.ts';
import { Environments } from './python-tests/environments.ts';
import { otherPythons, requirePython } from './python-tests/interpreters.ts';
import { pythonPackages } from './python-tests/packages.ts';
import { pytest, testsOf } from './python-tests/pytest.ts';
import { trials } from './python-tests/trials.ts';
import { interruption } from './release/interruption.ts';
import { run } from './release/run.ts';

const root = resolve(import.meta.dirname, '../..');
const pyright = join(root, 'scripts/python-tests/node_modules/pyright/index.js');
const signal = interruption();
const folder = await mkdtemp(join(tmpdir(), 'ticketbridge-python-'));
try {
  const { values, positionals } = parseArgs({
    options: { only: { type: 'string', multiple: true, default: [] } },
    allowPositionals: true,
  });
  await (positionals.length > 0 ? testGenerated(values.only, positionals) : testInstalled(values.only));
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
  await pytest(await environments.kept('newest'), { root, sources, args, signal });
}

async function testInstalled(only: readonly string[]): Promise<void> {
  const packages = await pythonPackages(root, only);
  const main = await requirePython(signal);
  const environments = new Environments(root, main, signal);
  const tools = await environments.kept('tools');
  const built = await Promise.all(packages.map((each) => build(each, tools, folder, signal)));
  const distributions = built.flatMap(({ wheel, sdist }) => [wheel, sdist]);
  await run(join(tools, 'twine'), ['check', '--strict', ...distributions], { signal });

  const env = {
    MYPY_CACHE_DIR: join(root, 'node_modules/.cache/ticketbridge-python/mypy'),
    TICKETBRIDGE_DISTRIBUTIONS: JSON.stringify(distributions),
    TICKETBRIDGE_MYPY: JSON.stringify([join(tools, 'mypy')]),
    TICKETBRIDGE_PYRIGHT: JSON.stringify([process.execPath, pyright]),
  };
  const others = await otherPythons(main, signal);
  for (const { title, tests, ...trial } of trials({ main, others, built, tests: testsOf(root, packages) })) {
    console.log(`\n${title}`);
    const bin = await environments.fresh(join(folder, title), trial);
    await pytest(bin, { root, args: ['--quiet', ...tests], env, signal });
  }
}
