import { mkdir, readFile, symlink } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { exists, filesIn } from '../release/files.ts';
import type { Manifest } from '../release/packages.ts';
import { run } from '../release/run.ts';
import { entriesOf, type World } from './world.ts';

const workspace = resolve(import.meta.dirname, '../../../exports');
const ours = resolve(import.meta.dirname, '../../../packages');

/** The text of each report, by its place in the workspace of reports: `http/undici.api.md`. */
export type Reports = ReadonlyMap<string, string>;

/** Writes a report of every entry of the packages, which lie in one folder, by API Extractor. */
export async function makeReports(packages: World, into: string, signal: AbortSignal): Promise<Reports> {
  const entries = packages.flatMap((of) =>
    entriesOf(of).map(({ file }) => ({ report: reportOf(of.folder, file), folder: of.folder, file })),
  );
  await linkModules(packages);
  for (const { report } of entries) await mkdir(join(into, dirname(report)), { recursive: true });
  await run('node', [join(workspace, 'src/report.ts'), into, JSON.stringify(entries)], { cwd: workspace, signal });
  return readAll(
    into,
    entries.map(({ report }) => report),
  );
}

/** Reads the reports that are tracked. */
export async function trackedReports(): Promise<Reports> {
  const files = await filesIn(workspace);
  return readAll(
    workspace,
    files.filter((file) => /^[^/]+\/[^/]+\.api\.md$/.test(file)),
  );
}

export function placeOf(report: string): string {
  return join(workspace, report);
}

async function readAll(folder: string, files: readonly string[]): Promise<Reports> {
  const texts = files.map(async (file) => [file, await readFile(join(folder, file), 'utf8')] as const);
  return new Map(await Promise.all(texts));
}

function reportOf(folder: string, file: string): string {
  const entry = file.slice(`${folder}/dist/`.length).replace(/(\/index)?\.d\.ts$/, '');
  return `${basename(folder)}/${entry.replaceAll('/', '-')}.api.md`;
}

/** Lets the unpacked packages find each other, and what they need of others where this workspace has it. */
async function linkModules(packages: World): Promise<void> {
  const linked = new Set<string>();
  for (const { manifest, folder } of packages) {
    const modules = join(dirname(folder), 'node_modules');
    const installed = join(ours, basename(folder), 'node_modules');
    await mkdir(join(modules, '@ticketbridge'), { recursive: true });
    await symlink(folder, join(modules, manifest.name));
    for (const name of [...othersOf(manifest), '@types']) {
      if (linked.has(name) || !(await exists(join(installed, name)))) continue;
      linked.add(name);
      await symlink(join(installed, name), join(modules, name));
    }
  }
}

/** Names what the declarations of a package may import of others. */
function othersOf({ dependencies, peerDependencies }: Manifest): string[] {
  const names = Object.keys({ ...dependencies, ...peerDependencies });
  return names.filter((name) => name !== 'typescript' && !name.startsWith('@ticketbridge/'));
}
