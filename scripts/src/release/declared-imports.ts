import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';
import type { Manifest } from './packages.ts';

/** Modules that every consumer of a package has, or a package of ours brings. */
const OWN = /^(\.|node:|@ticketbridge\/)/;

/**
 * Lists the packages of others that declarations import, one sentence each. A peer is the consumer's choice; what a package
 * installs for itself can be replaced only while nobody compiles against it.
 */
export async function problemsOfDeclarations(
  folder: string,
  { peerDependencies = {} }: Manifest,
  files: readonly string[],
): Promise<string[]> {
  const problems: string[] = [];
  for (const file of files.filter((name) => name.endsWith('.d.ts'))) {
    const { importedFiles } = ts.preProcessFile(await readFile(join(folder, file), 'utf8'), true, true);
    const names = new Set(importedFiles.map(({ fileName }) => fileName).filter((name) => !OWN.test(name)));
    const foreign = [...names].filter((name) => !(packageOf(name) in peerDependencies));
    problems.push(...foreign.map((name) => `${file} shows types of ${name}, which is not a peer dependency.`));
  }
  return problems;
}

/** Returns the package that a module is of: `@scope/name/entry` is of `@scope/name`. */
function packageOf(module: string): string {
  return module.split('/', module.startsWith('@') ? 2 : 1).join('/');
}
