import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './run.ts';

/** The versions of Node that the packages promise: the oldest, and every one that is maintained. */
const majors = [20, 22, 24];

export interface Node {
  readonly version: string;
  readonly executable: string;
}

/** Installs each version of Node from the npm registry, newest release, into a folder that it creates. */
export async function installNodes(folder: string, signal: AbortSignal): Promise<readonly Node[]> {
  await mkdir(folder);
  const dependencies = Object.fromEntries(majors.map((major) => [`node-${major}`, `npm:node@^${major}`]));
  // The package's install script fetches the executable.
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({ private: true, dependencies, allowScripts: { node: true } }),
  );
  await run('npm', ['install', '--no-audit', '--no-fund'], { cwd: folder, signal });
  return Promise.all(
    majors.map(async (major) => {
      const executable = join(folder, 'node_modules', `node-${major}`, 'bin/node');
      return { executable, version: (await run(executable, ['--version'], { signal })).trim() };
    }),
  );
}
