#!/usr/bin/env node
// ticketbridge-generate-python --spec FILE: the Python package of one spec, into generated/ of the package in this folder.
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openapiGenerator, requireJava } from './generate/openapi-generator.ts';
import { parseManifest } from './release/packages.ts';
import { readSpec } from './spec/read.ts';

const { values } = parseArgs({ options: { spec: { type: 'string' } } });
const { spec } = values;
if (!spec) throw new Error('usage: ticketbridge-generate-python --spec FILE');

await requireJava('generate:python');
// An invalid spec is refused with its file, line and column.
await readSpec(spec);
const { version } = parseManifest(await readFile('package.json', 'utf8'), 'package.json');
// Beside what it replaces: a failure leaves the last good package as it was.
const folder = await mkdtemp('generating-');
try {
  await generate(spec, join(folder, 'generated'), version);
  await rm('generated', { recursive: true, force: true });
  await rename(join(folder, 'generated'), 'generated');
} finally {
  await rm(folder, { recursive: true });
}

async function generate(input: string, output: string, packageVersion: string): Promise<void> {
  const properties = ['--additional-properties', `packageVersion=${packageVersion}`];
  await openapiGenerator(['generate', '-c', 'generator.yaml', '-i', input, '-o', output, ...properties]);
}
