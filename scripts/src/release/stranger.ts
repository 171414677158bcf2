import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import ts from 'typescript';
import { parseManifest, promises, publishedPackages } from './packages.ts';
import { findPrograms, findReadmes } from './readme.ts';
import type { Tarball } from './tarball.ts';

/** A program of someone who has installed the packages, in JavaScript that the oldest Node reads. */
export interface StrangersProgram {
  readonly place: string;
  readonly source: string;
  /** Undefined when it may print anything. */
  readonly prints?: string | undefined;
  /** Says itself that a Node is too old for a package of ours. */
  readonly refuses?: boolean;
}

/** What the packages promise of a program in one version of Node. */
export type Promised = 'runs' | 'is refused' | 'nothing';

/** Collects what the installed packages are run with: every entry, command and README program, and a conversation. */
export async function findStrangersPrograms(root: string, tarballs: readonly Tarball[]): Promise<StrangersProgram[]> {
  const conversation = 'packages/contract-tests/consumer/conversation.ts';
  const readmes = findReadmes(root).flatMap(({ file, markdown }) => findPrograms(file, markdown));
  return [
    ...tarballs.flatMap(entriesOf).map(importing),
    ...tarballs.flatMap(commandsOf).map(asking),
    { place: conversation, source: compile(await readFile(join(root, conversation), 'utf8')), prints: '' },
    ...readmes.map(({ place, source, prints }) => ({ place, source: compile(source), prints })),
  ];
}

/** Tells what a program does in a version of Node: one that a package does not promise is refused by its entries and commands. */
export function promiseOf(
  { source, refuses = false }: StrangersProgram,
  version: string,
  tarballs: readonly Tarball[],
): Promised {
  const needed = tarballs.filter(({ manifest }) => uses(source, manifest.name));
  if (needed.every(({ manifest }) => promises(manifest, version))) return 'runs';
  return refuses ? 'is refused' : 'nothing';
}

function uses(source: string, name: string): boolean {
  const imported = ts.preProcessFile(source).importedFiles.map(({ fileName }) => fileName);
  return imported.some((file) => `${file}/`.replace('./node_modules/', '').startsWith(`${name}/`));
}

/** Lists the packages that the programs, or entries of ours, import beside ours: in the versions of the workspace's tests. */
export async function findPeers(
  root: string,
  programs: readonly StrangersProgram[],
  tarballs: readonly Tarball[],
): Promise<string[]> {
  const file = 'packages/contract-tests/package.json';
  const { devDependencies: own = {} } = parseManifest(await readFile(join(root, file), 'utf8'), file);
  // A tarball has none of its own.
  const others = (await publishedPackages(root)).map(({ manifest }) => manifest.devDependencies ?? {});
  const devDependencies: Readonly<Record<string, string>> = Object.assign({}, ...others, own);
  const imported = programs.flatMap(({ source }) => ts.preProcessFile(source).importedFiles);
  const names = new Set([
    ...imported.map(({ fileName }) => fileName).filter((name) => !/^(\.|node:|@ticketbridge\/)/.test(name)),
    ...tarballs.flatMap(({ manifest }) => Object.keys(manifest.peerDependencies ?? {})),
  ]);
  // A program is compiled before it comes here.
  names.delete('typescript');
  return [...names].map((name) => {
    const version = devDependencies[name];
    if (version === undefined) {
      throw new Error(`A program or an entry imports ${name}, which neither its package nor ${file} has.`);
    }
    return `${name}@${version}`;
  });
}

function entriesOf({ manifest }: Tarball): string[] {
  const { name, exports } = manifest;
  if (typeof exports !== 'object' || exports === null) return [name];
  return Object.keys(exports).map((entry) => posix.join(name, entry));
}

function importing(entry: string): StrangersProgram {
  // Not by an import attribute: the oldest Node warns of it.
  const load = entry.endsWith('.json') ? 'createRequire(import.meta.url)' : 'await import';
  const source = `import { createRequire } from 'node:module';
if (Object.keys(${load}('${entry}')).length === 0) throw new Error('${entry} exports nothing');
`;
  return { place: `import of ${entry}`, source, prints: '', refuses: true };
}

function commandsOf({ manifest }: Tarball): string[] {
  return Object.values(manifest.bin ?? {}).map((file) => posix.join('./node_modules', manifest.name, file));
}

function asking(command: string): StrangersProgram {
  const source = `process.argv.push('--help');\nawait import('./${command}');\n`;
  return { place: `${command} --help`, source, refuses: true };
}

/** Compiles as applications do for the oldest Node, which knows no `await using`. */
function compile(source: string): string {
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true };
  return ts.transpileModule(source, { compilerOptions }).outputText;
}
