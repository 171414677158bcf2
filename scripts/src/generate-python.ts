#!/usr/bin/env node
// ticketbridge-generate-python --spec FILE [--surface vendor]: the Python package of one spec, into generated/ of the package in
// this folder, with the spec's names or with those of the vendor's own client.
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { requireJava } from './generate/openapi-generator.ts';
import { generatePython } from './python/generate.ts';
import { addDocuments, packagingProperties } from './python/packaging.ts';
import { pythonDocument } from './python/steps.ts';
import { parseManifest } from './release/packages.ts';
import { readRepository } from './release/repository.ts';
import { readSpec } from './spec/read.ts';

const { values } = parseArgs({ options: { spec: { type: 'string' }, surface: { type: 'string', default: 'own' } } });
const { spec, surface } = values;
if (!spec || (surface !== 'own' && surface !== 'vendor')) {
  throw new Error('usage: ticketbridge-generate-python --spec FILE [--surface vendor]');
}

await requireJava('generate:python');
// An invalid spec is refused with its file, line and column.
const document = pythonDocument(await readSpec(spec, { rules: 'python' }), surface);
const root = resolve(import.meta.dirname, '../..');
const manifest = parseManifest(await readFile('package.json', 'utf8'), 'package.json');
const of = { manifest, folder: relative(root, process.cwd()) };
const repository = await readRepository(root);
// Beside what it replaces: a failure leaves the last good package as it was.
const folder = await mkdtemp('generating-');
try {
  const output = join(folder, 'generated');
  const properties = packagingProperties(of, repository);
  await generatePython({ document, config: 'generator.yaml', properties, folder, output });
  await addDocuments(output, root, of.folder, repository);
  await rm('generated', { recursive: true, force: true });
  await rename(output, 'generated');
} finally {
  await rm(folder, { recursive: true });
}
