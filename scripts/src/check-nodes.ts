#!/usr/bin/env node
// Installs the packed packages into an empty project, as a stranger would, and runs them there with every version of
// Node that they promise: an import of each entry, a conversation with the sandbox, the programs of the READMEs.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { interruption } from './release/interruption.ts';
import { installNodes, type Node } from './release/nodes.ts';
import { publishedPackages } from './release/packages.ts';
import { run } from './release/run.ts';
import { findPeers, findStrangersPrograms, type StrangersProgram } from './release/stranger.ts';
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
  const failures = (await Promise.all(nodes.map((node) => runAll(node, programs, project)))).flat();
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

/** Runs all programs with one version of Node, one after the other, and resolves to what went wrong. */
async function runAll(node: Node, programs: readonly StrangersProgram[], project: string): Promise<readonly string[]> {
  const failures: string[] = [];
  for (const [index, { place, prints }] of programs.entries()) {
    const deadline = AbortSignal.any([signal, AbortSignal.timeout(programDeadline)]);
    try {
      const printed = await run(node.executable, ['--import', './strict.js', fileOf(index)], {
        cwd: project,
        signal: deadline,
      });
      if (prints !== undefined && printed !== prints) throw new Error(`printed ${printed}instead of ${prints}`);
    } catch (error) {
      signal.throwIfAborted();
      failures.push(`Node ${node.version}, ${place}: ${error instanceof Error ? error.message : error}`);
    }
  }
  console.log(
    `Node ${node.version}: ${programs.length - failures.length} of ${programs.length} programs do what they should`,
  );
  return failures;
}

function fileOf(index: number): string {
  return `program-${index}.js`;
}
