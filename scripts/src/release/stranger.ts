import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import ts from 'typescript';
import { parseManifest } from './packages.ts';
import { findPrograms, findReadmes } from './readme.ts';
import type { Tarball } from './tarball.ts';

/** A program of someone who has installed the packages, in JavaScript that the oldest Node reads. */
export interface StrangersProgram {
  readonly place: string;
  readonly source: string;
  /** Undefined when it may print anything. */
  readonly prints?: string | undefined;
}

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

/** Lists the packages that the programs, or entries of ours, import beside ours: in the versions of the workspace's tests. */
export async function findPeers(
  root: string,
  programs: readonly StrangersProgram[],
  tarballs: readonly Tarball[],
): Promise<string[]> {
  const file = 'packages/contract-tests/package.json';
  const { devDependencies = {} } = parseManifest(await readFile(join(root, file), 'utf8'), file);
  const imported = programs.flatMap(({ source }) => ts.preProcessFile(source).importedFiles);
  const names = new Set([
    ...imported.map(({ fileName }) => fileName).filter((name) => !/^(\.|node:|@ticketbridge\/)/.test(name)),
    ...tarballs.flatMap(({ manifest }) => Object.keys(manifest.peerDependencies ?? {})),
  ]);
  // A program is compiled before it comes here.
  names.delete('typescript');
  return [...names].map((name) => {
    const version = devDependencies[name];
    if (version === undefined) throw new Error(`A program or an entry imports ${name}, which ${file} does not have.`);
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
  return { place: `import of ${entry}`, source, prints: '' };
}

function commandsOf({ manifest }: Tarball): string[] {
  return Object.values(manifest.bin ?? {}).map((file) => posix.join('./node_modules', manifest.name, file));
}

function asking(command: string): StrangersProgram {
  const source = `process.argv.push('--help');\nawait import('./${command}');\n`;
  return { place: `${command} --help`, source };
}

/** Compiles as applications do for the oldest Node, which knows no `await using`. */
function compile(source: string): string {
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true };
  return ts.transpileModule(source, { compilerOptions }).outputText;
}
