#!/usr/bin/env node
// ticketbridge-generate-python --spec FILE: the Python package of one spec, into generated/ of the package in this folder.
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseManifest } from './release/packages.ts';
import { run } from './release/run.ts';
import { readSpec } from './spec/read.ts';

const scripts = resolve(import.meta.dirname, '..');
const oldestJava = 11;

const { values } = parseArgs({ options: { spec: { type: 'string' } } });
const { spec } = values;
if (!spec) throw new Error('usage: ticketbridge-generate-python --spec FILE');

if ((await javaVersion()) < oldestJava) {
  console.error(`generate:python needs Java ${oldestJava} or newer as "java" on the PATH. Install 17, for example with
  apt-get install openjdk-17-jre-headless    (Debian, Ubuntu)
  brew install openjdk@17                    (macOS)
or from https://adoptium.net`);
  process.exit(1);
}
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

/** 0 if there is none, or one so old that it does not know `--version`. */
async function javaVersion(): Promise<number> {
  try {
    const version = await run('java', ['--version']);
    return Number(/^\S+ (\d+)/.exec(version)?.[1] ?? 0);
  } catch {
    return 0;
  }
}

async function generate(input: string, output: string, packageVersion: string): Promise<void> {
  const generator = join(scripts, 'node_modules/.bin/openapi-generator-cli');
  const config = ['--openapitools', join(scripts, 'openapitools.json')];
  const properties = ['--additional-properties', `packageVersion=${packageVersion}`];
  await run(generator, [...config, 'generate', '-c', 'generator.yaml', '-i', input, '-o', output, ...properties]);
}
