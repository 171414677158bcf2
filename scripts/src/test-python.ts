#!/usr/bin/env node
// Tests the Python packages as they are installed: builds wheel and sdist of each, installs them into new virtual
// environments, and runs pytest there against the built sandbox, for the Python on the PATH and each other that is found.
//   --only PACKAGE   that package alone, as it is imported; may be repeated
//   -- ARGUMENT...   pytest alone, with these arguments, on generated/ as it is and in an environment that is kept
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './python-tests/build.ts';
import { Environments } from './python-tests/environments.ts';
import { otherPythons, requirePython } from './python-tests/interpreters.ts';
import { pythonPackages } from './python-tests/packages.ts';
import { pytest } from './python-tests/pytest.ts';
import { interruption } from './release/interruption.ts';

const root = resolve(import.meta.dirname, '../..');
const signal = interruption();
const folder = await mkdtemp(join(tmpdir(), 'ticketbridge-python-'));
try {
  const { values, positionals } = parseArgs({
    options: { only: { type: 'string', multiple: true, default: [] } },
    allowPositionals: true,
  });
  const packages = await pythonPackages(root, values.only);
  const main = await requirePython(signal);
  const environments = new Environments(root, main, signal);
  if (positionals.length > 0) {
    const sources = packages.map(({ generated }) => generated);
    await pytest(await environments.kept('newest'), { root, packages, sources, args: positionals, signal });
  } else {
    const tools = await environments.kept('tools');
    const built = await Promise.all(packages.map((each) => build(each, tools, folder, signal)));
    const wheels = built.map(({ wheel }) => wheel);
    for (const python of [main, ...(await otherPythons(main, signal))]) {
      console.log(`\nPython ${python.version}`);
      const bin = await environments.fresh(join(folder, python.version), python, 'newest', wheels);
      await pytest(bin, { root, packages, signal });
    }
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}
