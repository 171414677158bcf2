import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** Reads which version of a package this workspace has installed. */
export function versionOf(alias: string): string {
  const file = resolve(import.meta.dirname, '../node_modules', alias, 'package.json');
  return JSON.parse(readFileSync(file, 'utf8')).version;
}
