#!/usr/bin/env node
// Packs what would be published and looks at it as a stranger's npm, Node and TypeScript would.
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { interruption } from './release/interruption.ts';
import { isImportable, publishedPackages, type WorkspacePackage } from './release/packages.ts';
import { run } from './release/run.ts';
import { pack, problemsOf } from './release/tarball.ts';

const root = process.cwd();
const tools = resolve(import.meta.dirname, '../node_modules/.bin');
const signal = interruption();

const into = await mkdtemp(join(tmpdir(), 'ticketbridge-packages-'));
try {
  for (const published of await publishedPackages(root)) await check(published);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await rm(into, { recursive: true });
}

async function check(published: WorkspacePackage): Promise<void> {
  const tarball = await pack(published, { root, into, signal });
  const { name, version, bin = {} } = tarball.manifest;
  const problems = [...(await problemsOf(tarball, published, root)), ...(await problemsOfNpm(published))];
  if (problems.length > 0) throw new Error([`${name} ${version} cannot be published:`, ...problems].join('\n  '));

  await run(join(tools, 'publint'), [tarball.file, '--strict'], { cwd: into, signal });
  const hasTypes = isImportable(tarball.manifest);
  if (hasTypes)
    await run(join(tools, 'attw'), [tarball.file, '--profile', 'esm-only', '--no-color'], { cwd: into, signal });
  // Its dependencies as the workspace has them: a package's own folder is found first.
  await symlink(join(root, published.folder, 'node_modules'), join(tarball.folder, 'node_modules'));
  for (const command of Object.values(bin)) {
    await run(join(tarball.folder, command), ['--help'], { cwd: into, signal });
  }
  const commands = Object.keys(bin).map((command) => `, ${command} runs`);
  console.log(
    `${name} ${version}: contents${hasTypes ? ', publint and attw' : ' and publint'} are clean${commands.join('')}`,
  );
}

/** The manifest as it stands in the workspace is no use to a consumer, and npm ships that one. */
async function problemsOfNpm({ folder }: WorkspacePackage): Promise<string[]> {
  try {
    await run('npm', ['pack', '--dry-run'], { cwd: join(root, folder), signal });
  } catch {
    return [];
  }
  return [
    'npm packs it too. Add to its scripts: "prepack": "node ../../scripts/src/require-pnpm.js && node ../../scripts/src/check-build.ts"',
  ];
}
