#!/usr/bin/env node
// ticketbridge-generate --vendor NAME --spec FILE: the client code of one spec, and the spec as one file, into the package
// in this folder.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { asDocument } from './generate/document.ts';
import { emitInventory } from './generate/emit-inventory.ts';
import { emitIndex, emitOperations } from './generate/emit-operations.ts';
import { readOperations } from './generate/model.ts';
import { readSpec } from './spec/read.ts';

const { values } = parseArgs({ options: { vendor: { type: 'string' }, spec: { type: 'string' } } });
const { vendor, spec } = values;
if (!vendor || !spec) throw new Error('usage: ticketbridge-generate --vendor NAME --spec FILE');

const checked = await readSpec(spec, vendor);
const document = asDocument(checked);
const operations = readOperations(document);
// Loaded late: openapi-typescript brings a compiler, which a spec with problems does not need.
const { emitSchemaTypes } = await import('./generate/schema-types.ts');
// Everything is made before anything is written: a failure leaves the last good files as they were.
const files: Readonly<Record<string, string>> = {
  'src/generated/schema.ts': await emitSchemaTypes(checked),
  'src/generated/operations.ts': emitOperations(vendor, document, operations),
  'src/generated/index.ts': emitIndex(vendor, document, operations),
  'openapi.json': `${JSON.stringify(checked, null, 2)}\n`,
  'api.md': emitInventory(`@ticketbridge/${vendor}`, document, operations),
};
for (const [file, text] of Object.entries(files)) {
  await mkdir(dirname(resolve(file)), { recursive: true });
  await writeFile(file, text);
}
