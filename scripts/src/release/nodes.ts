import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './run.ts';

export interface Node {
  readonly version: string;
  readonly executable: string;
}

/**
 * Installs Node from the npm registry into a folder that it creates: the newest version of each range.
 *
 * @param ranges As `engines` joins them by `||`
 */
export async function installNodes(
  folder: string,
  ranges: readonly string[],
  signal: AbortSignal,
): Promise<readonly Node[]> {
  await mkdir(folder);
  const dependencies = Object.fromEntries(ranges.map((range, index) => [`node-${index}`, `npm:node@${range}`]));
  // The package's install script fetches the executable.
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({ private: true, dependencies, allowScripts: { node: true } }),
  );
  await run('npm', ['install', '--no-audit', '--no-fund'], { cwd: folder, signal });
  return Promise.all(
    Object.keys(dependencies).map(async (name) => {
      const executable = join(folder, 'node_modules', name, 'bin/node');
      return { executable, version: (await run(executable, ['--version'], { signal })).trim() };
    }),
  );
}
