import { globSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { recordedPackages } from '@ticketbridge/ledger';
import { expect, test } from 'vitest';
import { planTests } from '../report/turbo.ts';

const ROOT = join(import.meta.dirname, '../../..');
const { globalCacheInputs, tasks } = await planTests(ROOT);

/** The files whose edit gives a task another hash: those of the tasks that it depends on as well. */
function filesOf(id: string, seen: Set<string> = new Set()): ReadonlySet<string> {
  const task = tasks.find(({ taskId }) => taskId === id);
  if (!task) return seen;
  for (const file of Object.keys(task.inputs)) seen.add(relative(ROOT, resolve(ROOT, task.directory, file)));
  for (const dependency of task.dependencies) filesOf(dependency, seen);
  return seen;
}

/** Where the proofs of every package come from. */
const SHARED = ['vitest.shared.ts', 'tsconfig.base.json', 'packages/ledger/src/judge.ts'];
const CLIENT = ['packages/http/src/*.ts'];
/** What else tests run on and read, by the package. */
const READ: Readonly<Record<string, readonly string[]>> = {
  'packages/brandlovers': [...CLIENT, 'specs/brandlovers/openapi.yaml', 'specs/brandlovers/examples/*'],
  'packages/clubcollect': [...CLIENT, 'specs/clubcollect/openapi.yaml', 'specs/clubcollect/examples/*'],
  'packages/facade': [...CLIENT, 'packages/{brandlovers,sandbox}/src/*.ts', 'specs/*/openapi.yaml'],
  'packages/sandbox': ['specs/*/openapi.yaml', 'specs/*/examples/*'],
  'packages/contract-tests': [
    ...[...CLIENT, 'packages/{facade,sandbox}/src/**/*.ts', 'specs/*/openapi.yaml', 'turbo.json'],
    ...['*.md', 'docs/*.md', 'docs/guides/*.md', 'packages/*/README.md', 'examples/*.md'],
  ],
};
/** What is made, and what pytest runs. */
const isNotRead = (file: string) => /(^|\/)(node_modules|dist|generated|python|openapi\.json|\..+)(\/|$)/.test(file);
const packages = (await recordedPackages()).map((folder) => relative(ROOT, folder));

test.each(packages)('the record of %s goes stale with whatever its tests run on', (name) => {
  const own = tasks.find(({ task, directory }) => task === 'test' && directory === name);
  const files = new Set([...Object.keys(globalCacheInputs.files), ...filesOf(own?.taskId ?? '')]);
  for (const pattern of [`${name}/**/*.*`, ...SHARED, ...(READ[name] ?? [])]) {
    const wanted = globSync(pattern, { cwd: ROOT, exclude: isNotRead }).filter((file) => !isNotRead(file));
    expect(wanted, pattern).not.toEqual([]);
    expect(wanted.filter((file) => !files.has(file))).toEqual([]);
  }
});
