#!/usr/bin/env node
// ticketbridge-generate-sandbox SPECS: the vendors of a folder of specs, into the sandbox in this folder.
import { mkdir, writeFile } from 'node:fs/promises';
import { emitSpecs, emitVendors } from './sandbox/emit-vendors.ts';
import { readVendors } from './sandbox/read-vendors.ts';

const [specs, ...others] = process.argv.slice(2);
if (!specs || others.length > 0) throw new Error('usage: ticketbridge-generate-sandbox SPECS');

const vendors = await readVendors(specs, '.');
await mkdir('src/generated', { recursive: true });
await writeFile('src/generated/specs.ts', emitSpecs(vendors));
await writeFile('src/generated/vendors.ts', emitVendors(vendors));
