#!/usr/bin/env node
// ticketbridge-generate-sandbox SPECS: the vendors of a folder of specs, into the sandbox in this folder.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { emitSpecs, emitVendors } from './sandbox/emit-vendors.ts';
import { readSchemas } from './sandbox/read-schemas.ts';
import { readVendors } from './sandbox/read-vendors.ts';
import { emitValidators, validatorTypes } from './sandbox/validators.ts';

const [specs, ...others] = process.argv.slice(2);
if (!specs || others.length > 0) throw new Error('usage: ticketbridge-generate-sandbox SPECS');

const vendors = await readVendors(specs, '.');
await rm('src/generated/validators', { recursive: true, force: true });
await mkdir('src/generated/validators', { recursive: true });
await writeFile('src/generated/specs.ts', emitSpecs(vendors));
await writeFile('src/generated/vendors.ts', emitVendors(vendors));
// The sandbox's own code, which makes schemas of these specs.
for (const vendor of vendors) {
  const file = `src/generated/validators/${vendor.name}`;
  await writeFile(`${file}.js`, emitValidators(await readSchemas(vendor, '.')));
  await writeFile(`${file}.d.ts`, validatorTypes);
}
