import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exists } from './files.ts';
import type { Manifest } from './packages.ts';
import { parseManifest } from './packages.ts';
import type { Source } from './source-maps.ts';

/** Licences that ask for no more than their notice. */
const permissive = ['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'Unlicense'];

/**
 * Lists what the licences of others do not allow, one sentence each: of the packages that are installed with one of ours,
 * and of those whose code is in its built files, which have to name them.
 *
 * @param packed The unpacked tarball
 * @param made The folder that it was packed from
 */
export async function problemsOfLicences(
  packed: string,
  made: string,
  { name, dependencies = {} }: Manifest,
  sources: readonly Source[],
): Promise<string[]> {
  const problems: string[] = [];
  const ours = name.split('/')[0];
  const installed = Object.keys(dependencies).filter((dependency) => !dependency.startsWith(`${ours}/`));
  for (const dependency of installed) problems.push(...(await problemsOf(join(made, 'node_modules', dependency))));
  const seen = new Set<string>();
  for (const { file, builtInto } of sources) {
    const owner = ownerOf(file);
    if (owner === undefined || seen.has(`${owner.folder} in ${builtInto}`)) continue;
    seen.add(`${owner.folder} in ${builtInto}`);
    problems.push(...(await problemsOf(owner.folder)));
    if (!noticesIn(await readFile(join(packed, builtInto), 'utf8')).includes(owner.name)) {
      problems.push(`${builtInto} holds code of ${owner.name}, and no notice of its licence.`);
    }
  }
  return problems;
}

/** Finds the installed package that a file belongs to; undefined for a file of ours. */
export function ownerOf(file: string): { readonly folder: string; readonly name: string } | undefined {
  const [, folder, name] = /^(.*\/node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(file) ?? [];
  return folder === undefined || name === undefined ? undefined : { folder, name };
}

async function problemsOf(folder: string): Promise<string[]> {
  const file = join(folder, 'package.json');
  if (!(await exists(file))) return [`${folder} is not installed: nothing is known of its licence.`];
  const { name, license } = parseManifest(await readFile(file, 'utf8'), file);
  return license !== undefined && permissive.includes(license)
    ? []
    : [`${name} has the licence ${license ?? 'of nobody knows what'}: not one of ${permissive.join(', ')}.`];
}

/** Returns the comments that a minifier keeps. */
export function noticesIn(code: string): string {
  return [...code.matchAll(/\/\*!.*?\*\//gs)].join('\n');
}
