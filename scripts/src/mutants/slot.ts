import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { copyWorkingTree } from '../release/copy.ts';
import { run } from '../release/run.ts';
import type { Mutant } from './mutant.ts';

/** What is generated, and not tracked: as it was before a mutant, it has to be again after it. */
const GENERATED = ['packages/*/src/generated/*', 'packages/*/openapi.json'];

/** A copy of the working tree in which mutants are tried, one after the other. */
export interface Slot {
  readonly root: string;
  /** Aborts when all is to end. */
  readonly signal: AbortSignal;
}

/** Copies the working tree, installs and generates there. */
export async function openSlot(root: string, signal: AbortSignal): Promise<Slot> {
  const slot = { root, signal };
  await copyWorkingTree(root, signal);
  await run('pnpm', ['install', '--frozen-lockfile', '--prefer-offline'], { cwd: root, signal });
  await generate(slot);
  // The index is what the files are restored from.
  await run('git', ['add', '--all'], { cwd: root, signal });
  await run('git', ['add', '--force', ...GENERATED], { cwd: root, signal });
  return slot;
}

/** Generates all that is made from the specs. */
export function generate({ root, signal }: Slot): Promise<string> {
  return run('pnpm', ['--recursive', 'run', 'generate'], { cwd: root, signal });
}

/** Lets `judge` see a mutant, and takes it back. */
export async function withMutant<T>({ root, signal }: Slot, mutant: Mutant, judge: () => Promise<T>): Promise<T> {
  const file = join(root, mutant.file);
  await writeFile(file, mutant.change(await readFile(file, 'utf8')));
  try {
    return await judge();
  } finally {
    if (!signal.aborted) await run('git', ['checkout', '--quiet', '--', '.'], { cwd: root, signal });
  }
}
