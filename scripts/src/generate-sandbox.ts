#!/usr/bin/env node
// ticketbridge-generate-sandbox NAME=FILE ...: the bundled specs as one module, into the package in this folder.
import { mkdir, writeFile } from 'node:fs/promises';
import { readSpec } from './spec/read.ts';

const specs = process.argv.slice(2).map((argument) => argument.split('='));
const parts: string[] = [];
for (const [name, file] of specs) {
  if (!name || !file) throw new Error('usage: ticketbridge-generate-sandbox NAME=FILE ...');
  parts.push(`export const ${name}: unknown = ${JSON.stringify(await readSpec(file, name), null, 2)};\n`);
}
await mkdir('src/generated', { recursive: true });
await writeFile('src/generated/specs.ts', parts.join('\n'));
