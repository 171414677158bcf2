import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isPlainObject } from '@redocly/openapi-core';
import type { OpenAPI3 } from 'openapi-typescript';
import { parse } from 'yaml';
import { openapiGenerator } from '../generate/openapi-generator.ts';
import { takenFieldName } from './names.ts';
import { addedFiles, readOverrides, TEMPLATES } from './overrides.ts';
import { UNWANTED } from './packaging.ts';

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
export async function generatorOptions(
  packageName: string,
  document: OpenAPI3,
  templates: string = TEMPLATES,
): Promise<object> {
  return {
    files: addedFiles(await readOverrides(templates), packageName),
    nameMappings: fieldMappings(document),
    openapiGeneratorIgnoreList: UNWANTED,
  };
}

/** Names each field that is taken, as the document writes it: openapi-generator finds a mapping by that alone. */
function fieldMappings(node: unknown): Readonly<Record<string, string>> {
  if (!isPlainObject(node) && !Array.isArray(node)) return {};
  const fields = Object.keys(Object(Object(node).properties));
  const own = fields.flatMap((name) => {
    const instead = takenFieldName(name);
    return instead === undefined ? [] : [[name, instead] as const];
  });
  return Object.assign(Object.fromEntries(own), ...Object.values(node).map(fieldMappings));
}

/** Writes a Python package by openapi-generator with our templates. */
export async function generatePython(python: PythonPackage): Promise<void> {
  const { document, config, properties, folder, output, templates = TEMPLATES } = python;
  const options: { readonly packageName: string } = parse(await readFile(config, 'utf8'));
  const input = join(folder, 'openapi.json');
  const merged = join(folder, 'generator.json');
  await writeFile(input, JSON.stringify(document));
  const ours = await generatorOptions(options.packageName, document, templates);
  await writeFile(merged, JSON.stringify({ ...options, ...ours, additionalProperties: properties }));
  await openapiGenerator(['generate', '-c', merged, '-t', templates, '-i', input, '-o', output]);
}
