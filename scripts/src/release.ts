#!/usr/bin/env node
// pnpm release --local: what a release does, with a registry on this machine and a copy of the working tree.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pendingChangesets } from './release/changesets.ts';
import { copyWorkingTree } from './release/copy.ts';
import { publishedPackages } from './release/packages.ts';
import { publishTarballs } from './release/publish.ts';
import { firstExample } from './release/readme.ts';
import { type Registry, startRegistry } from './release/registry.ts';
import { run } from './release/run.ts';
import { pack, problemsOf, type Tarball } from './release/tarball.ts';

/** In milliseconds. The example ends by itself, or it is not one to copy. */
const exampleDeadline = 60_000;

const interruption = new AbortController();
const { signal } = interruption;

async function rehearse(folder: string): Promise<void> {
  // What the programs below leave among temporary files goes with the folder.
  process.env.TMPDIR = await mkdtemp(join(folder, 'tmp-'));
  const workspace = join(folder, 'workspace');
  const project = join(folder, 'project');
  await step(
    'copy',
    async () => `${await copyWorkingTree(workspace, signal)} files of the working tree, committed or not`,
  );
  await step('version', () => version(workspace));
  await step('build', () => build(workspace));
  const tarballs = await packAll(workspace, join(folder, 'tarballs'));
  await using registry = await startRegistry(join(folder, 'registry'));
  await startProject(project, `${registry.npmrc}cache=${join(folder, 'npm-cache')}\n`);
  await step('publish', () => publish(tarballs, project, registry));
  await step('install', () => install(tarballs, project));
  await step('example', () => runExample(workspace, project));
}

async function step(name: string, work: () => Promise<string>): Promise<void> {
  console.log(`${name.padEnd(9)}${await work()}`);
}

async function version(workspace: string): Promise<string> {
  await run('pnpm', ['install', '--frozen-lockfile', '--prefer-offline'], { cwd: workspace, signal });
  const pending = (await pendingChangesets(workspace)).length;
  if (pending > 0) await run('pnpm', ['exec', 'changeset', 'version'], { cwd: workspace, signal });
  const versions = (await publishedPackages(workspace)).map(({ manifest }) => `${manifest.name} ${manifest.version}`);
  const origin = pending === 0 ? 'no changeset is pending, so as they are' : `by the pending changesets (${pending})`;
  return [origin, ...versions].join('\n         ');
}

async function build(workspace: string): Promise<string> {
  const start = performance.now();
  await run('pnpm', ['run', 'build'], { cwd: workspace, signal });
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}

async function packAll(workspace: string, into: string): Promise<Tarball[]> {
  await mkdir(into);
  const tarballs: Tarball[] = [];
  for (const published of await publishedPackages(workspace)) {
    const tarball = await pack(published, { root: workspace, into, signal });
    const problems = await problemsOf(tarball, published, workspace);
    if (problems.length > 0) {
      throw new Error([`${tarball.manifest.name} cannot be published:`, ...problems].join('\n  '));
    }
    tarballs.push(tarball);
  }
  return tarballs;
}

async function startProject(project: string, npmrc: string): Promise<void> {
  await mkdir(project);
  await writeFile(join(project, '.npmrc'), npmrc);
  await writeFile(join(project, 'package.json'), '{ "private": true, "type": "module" }\n');
}

async function publish(tarballs: readonly Tarball[], project: string, registry: Registry): Promise<string> {
  await publishTarballs(tarballs, project, signal);
  return `${tarballs.length} packages to ${registry.url}, a registry that is gone when this ends`;
}

async function install(tarballs: readonly Tarball[], project: string): Promise<string> {
  const wanted = tarballs.map(({ manifest }) => `${manifest.name}@${manifest.version}`);
  await run('npm', ['install', ...wanted], { cwd: project, signal });
  const npm = (await run('npm', ['--version'], { cwd: project, signal })).trim();
  return `into an empty project, with npm ${npm}`;
}

/** As a stranger has it: compiled against the published declarations, and run. */
async function runExample(workspace: string, project: string): Promise<string> {
  const readme = await readFile(join(workspace, 'README.md'), 'utf8');
  await writeFile(join(project, 'example.ts'), firstExample(readme));
  const options = ['--strict', '--noEmit', '--target', 'es2024', '--module', 'nodenext', '--lib', 'esnext,dom'];
  const compiler = join(workspace, 'scripts/node_modules/.bin/tsc');
  await run(compiler, [...options, 'example.ts'], { cwd: project, signal });
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(exampleDeadline)]);
  const printed = await run(process.execPath, ['example.ts'], { cwd: project, signal: deadline });
  return ["the README's first one compiles, and prints", ...printed.trimEnd().split('\n')].join('\n         ');
}

function readFlags(): void {
  const { values } = parseArgs({ options: { local: { type: 'boolean' } } });
  if (!values.local) throw new Error('Only a release on this machine exists so far: pnpm release --local');
}

try {
  readFlags();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => interruption.abort(new Error(`Interrupted by ${name}.`)));
  }
  const folder = await mkdtemp(join(tmpdir(), 'ticketbridge-release-'));
  try {
    await rehearse(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
  console.log('done     nothing of it is left on this machine');
} catch (error) {
  console.error(`release: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
