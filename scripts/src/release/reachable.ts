import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import ts from 'typescript';
import type { Manifest } from './packages.ts';
import { mapOf } from './source-maps.ts';

/** A file that another one of the package, or its package.json, refers to. */
export interface Reference {
  readonly from: string;
  readonly to: string;
}

/** Follows what a consumer can reach from the exports and commands of an unpacked package, declarations included. */
export async function findReferences(
  folder: string,
  manifest: Manifest,
  files: readonly string[],
): Promise<Reference[]> {
  const entries = [...textsIn(manifest.exports), ...textsIn(manifest.bin)].map((entry) => posix.normalize(entry));
  const declarations = entries.map(declarationOf).filter((file) => files.includes(file));
  const references = [...entries, ...declarations].map((to): Reference => ({ from: 'package.json', to }));
  const followed = new Set<string>();
  // It grows as it is walked.
  for (const { to } of references) {
    if (followed.has(to) || !files.includes(to) || !/\.[jt]s$/.test(to)) continue;
    followed.add(to);
    references.push(...importsIn(to, await readFile(join(folder, to), 'utf8'), files));
  }
  return references;
}

function importsIn(from: string, text: string, files: readonly string[]): Reference[] {
  const { importedFiles, referencedFiles } = ts.preProcessFile(text, true, true);
  const imports = [...importedFiles, ...referencedFiles].map(({ fileName }) => fileName);
  const map = mapOf(text);
  return [...imports.filter((name) => name.startsWith('.')), ...(map === undefined ? [] : [map])]
    .map((name) => posix.join(posix.dirname(from), name))
    .map((to) => ({ from, to: from.endsWith('.d.ts') && files.includes(declarationOf(to)) ? declarationOf(to) : to }));
}

function declarationOf(file: string): string {
  return file.replace(/\.js$/, '.d.ts');
}

/** The texts in a value of JSON, such as the targets of all conditions of `exports`. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
