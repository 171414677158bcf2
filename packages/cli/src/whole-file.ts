import { lstatSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { UsageError } from './usage-error.ts';
import { isSeen } from './visible.ts';

/**
 * Writes lines to a file that has its name only when it is whole; mode 600, since they are customers' words. Resolves to
 * the name that it has in the end: the other one where `isWhole` says that something is missing.
 *
 * @throws UsageError for a name that cannot be written, or that a device, a pipe or a link has: only a regular file is
 * ever replaced
 */
export async function writeWhole(path: string, lines: AsyncIterable<string>, isWhole: () => boolean): Promise<string> {
  const partial = `${path}.${process.pid}.partial`;
  const file = await openPartial(path, partial);
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

const NO_RIGHT = 'this user may not write in its folder: choose another one';

/** What the system's refusal to make a file means to a user. */
const meaningsOf = (partial: string): Readonly<Record<string, string>> => ({
  ENOENT: 'there is no such folder: make it first',
  ENOTDIR: 'what should be its folder is a file',
  ENAMETOOLONG: 'its name is too long, or that of its part beside it is: choose a shorter one',
  EEXIST: `a part of an earlier export stands in the way: remove ${partial}`,
  EACCES: NO_RIGHT,
  EPERM: NO_RIGHT,
  EROFS: NO_RIGHT,
});

async function openPartial(path: string, partial: string): Promise<FileHandle> {
  try {
    refuseOther(path);
    return await open(partial, 'wx', 0o600);
  } catch (error) {
    const words = meaningsOf(partial)[error instanceof Error && 'code' in error ? String(error.code) : ''];
    if (words === undefined) throw error;
    throw new UsageError(`${path} cannot be written: ${words}`);
  }
}

function refuseOther(path: string): void {
  if (!isSeen(path)) throw new UsageError('--out FILE has no name');
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile() === false) {
    throw new UsageError(`${path} is no regular file: name another one, or what a link leads to`);
  }
}
