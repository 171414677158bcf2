import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { isPlainObject } from '@redocly/openapi-core';
import { exists } from '../release/files.ts';
import { json } from './packages.ts';
import { changesetOf } from './places.ts';

/** What `pnpm install`, builds, tests and `pnpm generate` write beside what people do. */
const MADE_AGAIN =
  /^[^/]+\/[^/]+\/((.*\/)?(node_modules|dist|coverage|\.ledger|\.turbo|\.scratch-[^/]*)\/|src\/generated\/|(openapi\.json|api\.md)$|.*\.tsbuildinfo$)/;

/** The file of a spec package that says what the command wrote: the digest of each file by its path. */
export function recordOf(vendor: string): string {
  return `specs/${vendor}/imported.json`;
}

/** Says which files a vendor has now, for its {@link recordOf}. */
export async function writtenNow(root: string, vendor: string): Promise<string> {
  return json(await digestsOf(root, vendor));
}

/** Lists the files of a vendor that are not what the command wrote: removing them would lose somebody's work. */
export async function changedSince(root: string, vendor: string): Promise<readonly string[]> {
  const { [recordOf(vendor)]: record, ...digests } = await digestsOf(root, vendor);
  const written: unknown = record && JSON.parse(await readFile(join(root, recordOf(vendor)), 'utf8'));
  const known = isPlainObject(written) ? written : {};
  return Object.keys(digests).filter((file) => digests[file] !== known[file]);
}

async function digestsOf(root: string, vendor: string): Promise<Readonly<Record<string, string>>> {
  const inside = await Promise.all([`packages/${vendor}`, `specs/${vendor}`].map((folder) => filesBelow(root, folder)));
  const changeset = (await exists(join(root, changesetOf(vendor)))) ? [changesetOf(vendor)] : [];
  const files = [...changeset, ...inside.flat().filter((file) => !MADE_AGAIN.test(file))];
  return Object.fromEntries(
    await Promise.all(files.map(async (file) => [file, digestOf(await readFile(join(root, file)))] as const)),
  );
}

/** The files below a folder, hidden ones too, by their paths from the root. */
async function filesBelow(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => relative(root, join(parentPath, name)).replaceAll(sep, '/')).sort();
}

function digestOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
