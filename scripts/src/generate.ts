#!/usr/bin/env node
// ticketbridge-generate --vendor NAME --spec FILE: the client code of one spec, and the spec as one file, into the package
// in this folder.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { generateFiles } from './generate/files.ts';
import { readSpec } from './spec/read.ts';

const { values } = parseArgs({ options: { vendor: { type: 'string' }, spec: { type: 'string' } } });
const { vendor, spec } = values;
if (!vendor || !spec) throw new Error('usage: ticketbridge-generate --vendor NAME --spec FILE');

const checked = await readSpec(spec, { vendor });
// Everything is made before anything is written: a failure leaves the last good files as they were.
const files = await generateFiles(vendor, checked);
for (const [file, text] of Object.entries(files)) {
  await mkdir(dirname(resolve(file)), { recursive: true });
  await writeFile(file, text);
}
