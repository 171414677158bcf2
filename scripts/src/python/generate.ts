import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenAPI3 } from 'openapi-typescript';
import { parse } from 'yaml';
import { openapiGenerator } from '../generate/openapi-generator.ts';
import { addedFiles, readOverrides, TEMPLATES } from './overrides.ts';
import { UNWANTED } from './packaging.ts';

/** Names of fields that a model has for itself, or that hide a type which its fields have. */
const TAKEN = ['raw', 'from_answer', 'copy', 'additional_properties', 'str', 'int', 'float', 'bool', 'datetime'];

export interface PythonPackage {
  readonly document: OpenAPI3;
  /** The options of openapi-generator for this package, a file of YAML. */
  readonly config: string;
  /** What the package's pyproject.toml says, by `packagingProperties`. */
  readonly properties: object;
  /** Where what the generator reads is written. */
  readonly folder: string;
  readonly output: string;
  /** Default: those of this project. */
  readonly templates?: string;
}

/** Says what every package tells openapi-generator beside its own options. */
export async function generatorOptions(packageName: string, templates: string = TEMPLATES): Promise<object> {
  return {
    files: addedFiles(await readOverrides(templates), packageName),
    nameMappings: Object.fromEntries(TAKEN.map((name) => [name, `var_${name}`])),
    openapiGeneratorIgnoreList: UNWANTED,
  };
}

/** Writes a Python package by openapi-generator with our templates. */
export async function generatePython(python: PythonPackage): Promise<void> {
  const { document, config, properties, folder, output, templates = TEMPLATES } = python;
  const options: { readonly packageName: string } = parse(await readFile(config, 'utf8'));
  const input = join(folder, 'openapi.json');
  const merged = join(folder, 'generator.json');
  await writeFile(input, JSON.stringify(document));
  const ours = await generatorOptions(options.packageName, templates);
  await writeFile(merged, JSON.stringify({ ...options, ...ours, additionalProperties: properties }));
  await openapiGenerator(['generate', '-c', merged, '-t', templates, '-i', input, '-o', output]);
}
