#!/usr/bin/env node
// Removes what earlier builds left: turbo restores a build from its cache beside the files that are there.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { publishedPackages } from './release/packages.ts';

const root = process.cwd();
for (const { folder } of await publishedPackages(root)) {
  await rm(join(root, folder, 'dist'), { recursive: true, force: true });
}
