// pnpm check:python-verdict: whether a change of a spec breaks programs for Python, measured. Generates the packages of before and
// after, and lets programs for the old one loose on the new one: they fail exactly where the tables say major.
//   --all, --every   beside the changes that mean something else in Python, one of each other kind, or all
//   --only TEXT      those whose title holds the text
//   --keep           leaves what was generated, and says what failed where it should, too
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { asDocument } from '../../src/generate/document.ts';
import { requireJava } from '../../src/generate/openapi-generator.ts';
import { Environments } from '../../src/python-tests/environments.ts';
import { requirePython } from '../../src/python-tests/interpreters.ts';
import { interruption } from '../../src/release/interruption.ts';
import { run } from '../../src/release/run.ts';
import { type Case, casesAfter, casesBefore } from './cases.ts';
import { generateAll } from './packages.ts';
import { sampleCalls, sampleCredentials, sampleModels } from './samples.ts';

const root = resolve(import.meta.dirname, '../../..');
const { values } = parseArgs({
  options: {
    all: { type: 'boolean' },
    every: { type: 'boolean' },
    only: { type: 'string', default: '' },
    keep: { type: 'boolean', default: false },
  },
});

await requireJava('check:python-verdict');
const signal = interruption();
const folder = await mkdtemp(join(tmpdir(), 'ticketbridge-verdict-'));
try {
  const before = casesBefore();
  const cases = [...before, ...casesAfter(values.every ? 'every' : values.all ? 'all' : 'differing', values.only)];
  const environments = new Environments(root, await requirePython(signal), signal);
  const [bin, tools] = [await environments.kept('newest'), await environments.kept('tools')];
  await generateAll(cases, folder);
  await writePrograms(before, cases, join(bin, 'python'));
  // The one needs one processor, and so does the other.
  const [refused, failed] = await Promise.all([
    refusedByMypy(cases, join(tools, 'mypy'), join(bin, 'python')),
    failedRuns(cases, join(bin, 'python')),
  ]);
  const unknown = await unknownNames(cases, join(bin, 'python'));
  for (const name of unknown) console.error(name);
  const wrong = cases.filter(({ name, isBreaking }) => isBreaking !== (refused.has(name) || failed.has(name)));
  for (const one of values.keep ? cases : wrong) console.error(describe(one, refused, failed));
  console.log(`${cases.length - wrong.length} of ${cases.length} changes break programs exactly as the tables say.`);
  console.log(`${unknown.length} names that their changelogs tell are in no package.`);
  if (wrong.length + unknown.length > 0) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  if (values.keep) console.log(folder);
  else await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

/** Writes a program for each package of before, and a copy of it for each of after. */
async function writePrograms(before: readonly Case[], cases: readonly Case[], python: string): Promise<void> {
  for (const { name, document } of cases) {
    await symlink(join(folder, 'packages', name, name), join(folder, name));
    const spec = asDocument(document);
    const named = Object.keys(spec.components?.schemas ?? {});
    const facts = {
      named,
      servers: spec.servers.length,
      calls: sampleCalls(spec),
      credentials: sampleCredentials(spec),
      models: sampleModels(spec),
    };
    await writeFile(join(folder, `${name}.facts.json`), JSON.stringify(facts));
  }
  const files = before.flatMap(({ name }) => [name, `${name}.facts.json`, `${name}.program`]);
  await run(python, [join(import.meta.dirname, 'consumers.py'), ...files], {
    cwd: folder,
    env: { PYTHONPATH: folder },
    signal,
  });
  for (const { name, before: old } of cases) {
    const program = await readFile(join(folder, `${old}.program`), 'utf8');
    await writeFile(join(folder, `program_${name}.py`), program.replaceAll('PACKAGE', name));
  }
}

/** Resolves to the first error of each program that mypy refuses, by its package. */
async function refusedByMypy(cases: readonly Case[], mypy: string, python: string): Promise<Map<string, string>> {
  const cache = join(root, 'node_modules/.cache/ticketbridge-python/mypy');
  const how = ['--strict', '--follow-imports', 'silent', '--python-executable', python, '--cache-dir', cache];
  const files = cases.map(({ name }) => `program_${name}.py`);
  const options = { cwd: folder, env: { MYPYPATH: folder }, signal };
  const printed = await run(mypy, [...how, ...files], options).catch((error: unknown) => String(error));
  if (!/^(Success|Found \d+ error)/m.test(printed)) throw new Error(printed);
  const errors = printed.split('\n').reverse();
  return new Map(
    errors.flatMap((line) => {
      const [, name] = /^program_(\w+)\.py:\d+: error: /.exec(line) ?? [];
      return name === undefined ? [] : [[name, line] as const];
    }),
  );
}

/** Resolves to what failed first in each program that ran, by its package. */
async function failedRuns(cases: readonly Case[], python: string): Promise<Map<string, string>> {
  const pairs = cases.flatMap(({ name, before }) => [name, before]);
  const script = join(import.meta.dirname, 'run_programs.py');
  const results: Readonly<Record<string, string | null>> = JSON.parse(
    await run(python, [script, folder, ...pairs], { env: { PYTHONPATH: folder }, signal }),
  );
  return new Map(Object.entries(results).flatMap(([name, failed]) => (failed === null ? [] : [[name, failed]])));
}

/** Resolves to the names of changelogs that no package has, before or after. */
async function unknownNames(cases: readonly Case[], python: string): Promise<readonly string[]> {
  const told = cases.map(({ title, name, before, told: names }) => ({ title, name, before, told: names }));
  const file = join(folder, 'told.json');
  await writeFile(file, JSON.stringify(told));
  const script = join(import.meta.dirname, 'told_names.py');
  return JSON.parse(await run(python, [script, file], { env: { PYTHONPATH: folder }, signal }));
}

function describe(
  { name, title, isBreaking }: Case,
  refused: ReadonlyMap<string, string>,
  failed: ReadonlyMap<string, string>,
): string {
  const said = isBreaking ? 'a major' : 'no major';
  const seen = [refused.get(name) ?? 'mypy refuses nothing', failed.get(name) ?? 'nothing fails as it runs'];
  return [`${title}: the tables say ${said}, and for ${name}`, ...seen].join('\n  ');
}
