import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseChangesetFile } from '@changesets/parse';
import type { Bump } from '../diff/verdict.ts';
import { type Notes, readNotes } from './notes.ts';

export interface Changeset {
  /** Relative to the root of the workspace, with forward slashes. */
  readonly file: string;
  /** By package. An empty changeset names none. */
  readonly bumps: ReadonlyMap<string, Bump>;
  /** With its notes. */
  readonly text: string;
  readonly notes: Notes;
}

/** The changesets that no release has used up yet, by file. */
export async function pendingChangesets(root: string): Promise<Changeset[]> {
  const changesets: Changeset[] = [];
  for await (const name of glob('*.md', { cwd: join(root, '.changeset'), exclude: ['README.md'] })) {
    const file = `.changeset/${name}`;
    changesets.push(parseChangeset(file, await readFile(join(root, file), 'utf8')));
  }
  return changesets.sort((a, b) => (a.file < b.file ? -1 : 1));
}

export function parseChangeset(file: string, source: string): Changeset {
  const { releases, summary: text } = parse(file, source);
  return { file, text, bumps: new Map(releases.map(({ name, type }) => [name, type])), notes: readNotes(text, file) };
}

export function formatChangeset({ bumps, text }: Pick<Changeset, 'bumps' | 'text'>): string {
  const releases = Array.from(bumps, ([name, bump]) => `'${name}': ${bump}\n`);
  return `---\n${releases.join('')}---\n\n${text.trim()}\n`;
}

function parse(file: string, source: string): ReturnType<typeof parseChangesetFile> {
  try {
    return parseChangesetFile(source);
  } catch (cause) {
    throw new Error(`${file} is not a changeset. Write it with: pnpm exec changeset`, { cause });
  }
}
