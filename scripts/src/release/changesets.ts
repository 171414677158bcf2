import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseChangesetFile } from '@changesets/parse';

export interface Changeset {
  /** Relative to the root of the workspace, with forward slashes. */
  readonly file: string;
  /** The packages that it names. An empty changeset names none. */
  readonly packages: readonly string[];
}

/** The changesets that no release has used up yet. */
export async function pendingChangesets(root: string): Promise<Changeset[]> {
  const changesets: Changeset[] = [];
  for await (const name of glob('*.md', { cwd: join(root, '.changeset'), exclude: ['README.md'] })) {
    const file = `.changeset/${name}`;
    changesets.push({ file, packages: packagesNamed(await readFile(join(root, file), 'utf8'), file) });
  }
  return changesets;
}

function packagesNamed(text: string, file: string): string[] {
  try {
    return parseChangesetFile(text).releases.map(({ name }) => name);
  } catch (cause) {
    throw new Error(`${file} is not a changeset. Write it with: pnpm exec changeset`, { cause });
  }
}
