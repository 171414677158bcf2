import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenAPI3 } from 'openapi-typescript';
import { parse } from 'yaml';
import { openapiGenerator } from '../generate/openapi-generator.ts';
import { addedFiles, readOverrides, TEMPLATES } from './overrides.ts';

export interface PythonPackage {
  readonly document: OpenAPI3;
  /** The options of openapi-generator for this package, a file of YAML. */
  readonly config: string;
  readonly version: string;
  /** Where what the generator reads is written. */
  readonly folder: string;
  readonly output: string;
  /** Default: those of this project. */
  readonly templates?: string;
}

/** Writes a Python package by openapi-generator with our templates. */
export async function generatePython(python: PythonPackage): Promise<void> {
  const { document, config, version, folder, output, templates = TEMPLATES } = python;
  const options: { readonly packageName: string } = parse(await readFile(config, 'utf8'));
  const files = addedFiles(await readOverrides(templates), options.packageName);
  const input = join(folder, 'openapi.json');
  const merged = join(folder, 'generator.json');
  await writeFile(input, JSON.stringify(document));
  await writeFile(merged, JSON.stringify({ ...options, files }));
  const properties = ['--additional-properties', `packageVersion=${version}`];
  await openapiGenerator(['generate', '-c', merged, '-t', templates, '-i', input, '-o', output, ...properties]);
}
