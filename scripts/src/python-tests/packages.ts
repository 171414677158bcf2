import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isPlainObject } from '@redocly/openapi-core';
import { parse } from 'yaml';
import { type Manifest, packagesIn } from '../release/packages.ts';

export interface PythonPackage {
  /** The folder in `packages/`, absolute. */
  readonly folder: string;
  /** What the generator made, absolute. */
  readonly generated: string;
  readonly manifest: Manifest;
  /** The package as it is imported, such as `ticketbridge_brandlovers`. */
  readonly module: string;
  /** The name under which it is installed, such as `ticketbridge-brandlovers`. */
  readonly project: string;
}

/**
 * Finds the Python packages of the workspace, which have been generated.
 *
 * @param only the names of those that are wanted, each as it is imported; none for all.
 */
export async function pythonPackages(root: string, only: readonly string[]): Promise<PythonPackage[]> {
  const all = await Promise.all(
    (await packagesIn(root, 'packages/*-python*/package.json')).map(({ folder, manifest }) =>
      readPackage(join(root, folder), manifest),
    ),
  );
  const unknown = only.filter((name) => !all.some(({ module }) => module === name));
  if (unknown.length > 0) {
    const known = all.map(({ module }) => module).join(', ');
    throw new Error(`There is no Python package ${unknown.join(', ')}: the packages are ${known}.`);
  }
  const wanted = all.filter(({ module }) => only.length === 0 || only.includes(module));
  await Promise.all(wanted.map(requireGenerated));
  return wanted;
}

async function readPackage(folder: string, manifest: Manifest): Promise<PythonPackage> {
  const config: unknown = parse(await readFile(join(folder, 'generator.yaml'), 'utf8'));
  const { packageName, projectName } = isPlainObject(config) ? config : {};
  if (typeof packageName !== 'string' || typeof projectName !== 'string') {
    throw new Error(`${folder}/generator.yaml has no packageName and projectName.`);
  }
  return { folder, generated: join(folder, 'generated'), manifest, module: packageName, project: projectName };
}

async function requireGenerated({ generated, module }: PythonPackage): Promise<void> {
  try {
    await access(join(generated, module));
  } catch {
    throw new Error(`${generated} is not there yet: run "pnpm generate:python" first.`);
  }
}
