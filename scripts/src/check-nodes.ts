#!/usr/bin/env node
// Installs the packed packages into an empty project, as a stranger would, and runs them there with every version of
// Node that they promise: an import of each entry, a conversation with the sandbox, the programs of the READMEs. A Node that
// one of them does not promise, and another does, has to be refused by it in words.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { interruption } from './release/interruption.ts';
import { installNodes, type Node } from './release/nodes.ts';
import { publishedPackages } from './release/packages.ts';
import { run } from './release/run.ts';
import { findPeers, findStrangersPrograms, promiseOf, type StrangersProgram } from './release/stranger.ts';
import { pack, type Tarball } from './release/tarball.ts';

const root = process.cwd();
/** A program ends by itself within a minute, in milliseconds, or it hangs. */
const programDeadline = 60_000;
const signal = interruption();
// The programs print to a pipe.
delete process.env.FORCE_COLOR;

const folder = await mkdtemp(join(tmpdir(), 'ticketbridge-nodes-'));
try {
  const project = join(folder, 'project');
  const tarballs = await packAll(join(folder, 'tarballs'));
  const programs = await findStrangersPrograms(root, tarballs);
  await install(tarballs, programs, project);
  const promised = new Set(tarballs.flatMap(({ manifest }) => manifest.engines?.node?.split(' || ') ?? []));
  const nodes = await installNodes(join(folder, 'nodes'), [...promised], signal);
  // The newest of two ranges may be the same.
  const versions = new Map(nodes.map((node) => [node.version, node]));
  const failures = (
    await Promise.all([...versions.values()].map((node) => runAll(node, { programs, tarballs, project })))
  ).flat();
  if (failures.length > 0) throw new Error(failures.join('\n'));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

async function packAll(into: string): Promise<readonly Tarball[]> {
  await mkdir(into);
  const packages = await publishedPackages(root);
  return Promise.all(packages.map((published) => pack(published, { root, into, signal })));
}

async function install(
  tarballs: readonly Tarball[],
  programs: readonly StrangersProgram[],
  project: string,
): Promise<void> {
  await mkdir(project);
  await writeFile(join(project, 'package.json'), '{ "private": true, "type": "module" }\n');
  const wanted = [...tarballs.map(({ file }) => file), ...(await findPeers(root, programs, tarballs))];
  await run('npm', ['install', '--no-audit', '--no-fund', ...wanted], { cwd: project, signal });
  // What the platform warns of, such as a leak or a deprecation, is a failure too.
  await writeFile(join(project, 'strict.js'), "process.on('warning', (warning) => { throw warning; });\n");
  for (const [index, { source }] of programs.entries()) await writeFile(join(project, fileOf(index)), source);
}

interface Stranger {
  readonly programs: readonly StrangersProgram[];
  readonly tarballs: readonly Tarball[];
  readonly project: string;
}

/** Runs all programs with one version of Node, one after the other, and resolves to what went wrong. */
async function runAll(node: Node, { programs, tarballs, project }: Stranger): Promise<readonly string[]> {
  const failures: string[] = [];
  let tried = 0;
  for (const [index, program] of programs.entries()) {
    const promised = promiseOf(program, node.version, tarballs);
    if (promised === 'nothing') continue;
    tried += 1;
    const deadline = AbortSignal.any([signal, AbortSignal.timeout(programDeadline)]);
    const args = ['--import', './strict.js', fileOf(index)];
    try {
      const running = run(node.executable, args, { cwd: project, signal: deadline });
      await (promised === 'runs' ? expectPrinted(running, program) : expectRefusal(running));
    } catch (error) {
      signal.throwIfAborted();
      failures.push(`Node ${node.version}, ${program.place}: ${error instanceof Error ? error.message : error}`);
    }
  }
  console.log(`Node ${node.version}: ${tried - failures.length} of ${tried} programs do what they should`);
  return failures;
}

async function expectPrinted(running: Promise<string>, { prints }: StrangersProgram): Promise<void> {
  const printed = await running;
  if (prints !== undefined && printed !== prints) throw new Error(`printed ${printed}instead of ${prints}`);
}

async function expectRefusal(running: Promise<string>): Promise<void> {
  const said = await running.then(
    () => 'runs',
    (error: unknown) => String(error),
  );
  if (!/ needs Node \d+ or newer, and this is Node \d/.test(said)) throw new Error(`is not refused in words: ${said}`);
}

function fileOf(index: number): string {
  return `program-${index}.js`;
}
