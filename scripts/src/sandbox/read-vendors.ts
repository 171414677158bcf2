import { existsSync, globSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isInherited } from '../spec/names.ts';
import { readSpec } from '../spec/read.ts';
import type { SandboxVendor } from './emit-vendors.ts';
import { withSamples } from './samples.ts';

/** What a sandbox and its options have beside the vendors; `then` would make a promise of it. */
const TAKEN: readonly string[] = [
  'clock',
  'close',
  'control',
  'cors',
  'data',
  'describe',
  'faults',
  'file',
  'inspect',
  'journal',
  'port',
  'reset',
  'switches',
  'then',
];

/**
 * Reads every `<vendor>/openapi.yaml` of a folder, for the sandbox in `root`; a spec with problems ends the process.
 *
 * @throws Error for a folder without specs, and for a vendor that cannot have this name.
 */
export async function readVendors(folder: string, root: string): Promise<SandboxVendor[]> {
  const files = globSync('*/openapi.yaml', { cwd: folder });
  if (files.length === 0) throw new Error(`There is no <vendor>/openapi.yaml in ${folder}.`);
  const vendors: SandboxVendor[] = [];
  for (const file of files.sort()) {
    const name = basename(dirname(file));
    if (!/^[a-z][a-z\d]*(-[a-z][a-z\d]*)*$/.test(name) || TAKEN.includes(name) || isInherited(name)) {
      throw new Error(
        `A vendor cannot be called "${name}": write lower-case words with dashes, other than ${TAKEN.join(', ')}.`,
      );
    }
    const document = await readSpec(join(folder, file), { vendor: name });
    const hasHandlers = existsSync(join(root, 'src', name, 'vendor.ts'));
    vendors.push({ name, document: hasHandlers ? document : withSamples(document), hasHandlers });
  }
  return vendors;
}
