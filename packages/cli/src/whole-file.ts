import { lstatSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { UsageError } from './usage-error.ts';
import { isSeen } from './visible.ts';

/**
 * Writes lines to a file that has its name only when it is whole; mode 600, since they are customers' words. Resolves to
 * the name that it has in the end: the other one where `isWhole` says that something is missing.
 *
 * @throws UsageError for a name that a device, a pipe or a link has: only a regular file is ever replaced
 */
export async function writeWhole(path: string, lines: AsyncIterable<string>, isWhole: () => boolean): Promise<string> {
  refuseOther(path);
  const partial = `${path}.${process.pid}.partial`;
  const file = await open(partial, 'wx', 0o600);
  try {
    for await (const line of lines) await file.writeFile(`${line}\n`);
    await file.sync();
    if (!isWhole()) return partial;
    refuseOther(path);
    await rename(partial, path);
    return path;
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

function refuseOther(path: string): void {
  if (!isSeen(path)) throw new UsageError('--out FILE has no name');
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile() === false) {
    throw new UsageError(`${path} is no regular file: name another one, or what a link leads to`);
  }
}
