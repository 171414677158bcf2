import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { YOUNG_FLAG } from '../vendors.ts';
import type { Imported } from './texts.ts';

/** The vendor whose two packages are the pattern of any other's: what changes there is right for the next one. */
const PATTERN = 'clubcollect';

/** The files of a client that are the same in each but for the vendor's name. */
const SAME = ['LICENSE', 'tsconfig.json', 'tsdown.config.ts', 'vitest.config.ts', 'test/tsconfig.json'];

/** Writes the package.json of a client and the files that each has, by their paths in the package. */
export async function clientFiles(
  root: string,
  { name, title }: Pick<Imported, 'name' | 'title'>,
): Promise<Readonly<Record<string, string>>> {
  const read = async (file: string): Promise<string> =>
    (await readFile(join(root, 'packages', PATTERN, file), 'utf8')).replaceAll(PATTERN, name);
  const manifest: object = JSON.parse(await read('package.json'));
  const keywords = [name, 'ticketbridge', 'api-client', 'openapi', 'typescript'];
  const own = { version: FIRST_VERSION, description: `Typed client of ${title}`, keywords };
  const files = await Promise.all(SAME.map(async (file) => [file, await read(file)] as const));
  return { 'package.json': json({ ...manifest, ...own }), ...Object.fromEntries(files) };
}

/** Writes the package.json of a spec that is held only to what would be generated wrongly. */
export async function specManifest(root: string, name: string): Promise<string> {
  const pattern = await readFile(join(root, 'specs', PATTERN, 'package.json'), 'utf8');
  const manifest: object = JSON.parse(pattern.replaceAll(PATTERN, name));
  const scripts = { 'lint:specs': `ticketbridge-lint-spec ${YOUNG_FLAG} openapi.yaml` };
  return json({ ...manifest, version: FIRST_VERSION, scripts });
}

/** The first changeset makes 0.1.0 of it. */
const FIRST_VERSION = '0.0.0';

export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
