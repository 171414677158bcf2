#!/usr/bin/env node
// Proves that openapi-generator, in the version that is pinned, uses each of our templates, and has not changed one that
// they were written against. Needs Java.
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openapiGenerator, requireJava } from './generate/openapi-generator.ts';
import { generatePython } from './python/generate.ts';
import { readOverrides, TEMPLATES } from './python/overrides.ts';
import { packagingProperties } from './python/packaging.ts';
import { digestsOf, mark, staleOverrides, unusedOverrides } from './python/stale-overrides.ts';
import { pythonDocument } from './python/steps.ts';
import { readSpec } from './spec/read.ts';
import { vendorsIn } from './vendors.ts';

const root = resolve(import.meta.dirname, '../..');

await requireJava('check-overrides');
const folder = await mkdtemp(join(tmpdir(), 'ticketbridge-overrides-'));
try {
  const problems = await problemsIn(folder);
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
  else
    console.log(`openapi-generator uses each template of ${TEMPLATES}, and those that they replace are as they were.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true });
}

async function problemsIn(folder: string): Promise<readonly string[]> {
  const overrides = await readOverrides();
  const own = join(folder, 'own');
  await openapiGenerator(['author', 'template', '-g', 'python', '-o', own]);
  const stale = staleOverrides(overrides, await digestsOf(own));
  return stale.length > 0 ? stale : unusedOverrides(overrides, await generateMarked(folder));
}

/** Generates packages, also of shapes that no vendor has, with templates that leave their names in what is made of them. */
async function generateMarked(folder: string): Promise<readonly string[]> {
  const templates = join(folder, 'templates');
  await cp(TEMPLATES, templates, { recursive: true });
  for (const { template } of await readOverrides()) {
    const text = await readFile(join(templates, template), 'utf8');
    await writeFile(join(templates, template), mark(template, text));
  }
  const vendors = (await vendorsIn(root)).map(({ name, spec }) => {
    return { name, spec, config: join(root, 'packages', `${name}-python`, 'generator.yaml') };
  });
  const shapes = join(root, 'scripts/test/fixtures/python');
  const others = { name: 'shapes', spec: join(shapes, 'shapes.yaml'), config: join(shapes, 'generator.yaml') };
  const texts: string[] = [];
  for (const { name, spec, config } of [...vendors, others]) {
    // A new vendor has none.
    if (!existsSync(config)) continue;
    const document = pythonDocument(await readSpec(spec, { rules: 'python' }));
    const output = join(folder, name);
    const properties = packagingProperties({ manifest: { name, version: '0.0.0' }, folder: output }, undefined);
    await generatePython({ document, config, properties, folder, output, templates });
    texts.push(...(await textsIn(output)));
  }
  return texts;
}

async function textsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8')));
}
