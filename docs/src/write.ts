import { glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Makes a folder hold these files and no others. What is the same already is left alone: a running site watches it. */
export async function writeFolder(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  for await (const file of glob('**/*.*', { cwd: folder })) {
    if (!files.has(file)) await rm(join(folder, file));
  }
  for (const [file, text] of files) {
    const path = join(folder, file);
    if ((await readFile(path, 'utf8').catch(() => undefined)) === text) continue;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
}
