import { access, glob, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** The files below a folder, relative to it, with forward slashes. */
export async function filesIn(folder: string): Promise<string[]> {
  const files: string[] = [];
  for await (const file of glob('**', { cwd: folder })) {
    if ((await stat(join(folder, file))).isFile()) files.push(file.replaceAll('\\', '/'));
  }
  return files.sort();
}

export async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
