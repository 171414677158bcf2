import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './run.ts';

/** Copies every file that git tracks or would track, as it is now, into a clone; resolves to how many there are. */
export async function copyWorkingTree(workspace: string, signal: AbortSignal): Promise<number> {
  const root = (await run('git', ['rev-parse', '--show-toplevel'], { cwd: process.cwd(), signal })).trim();
  const listFiles = async (...which: string[]): Promise<string[]> => {
    const listing = await run('git', ['ls-files', '-z', ...which], { cwd: root, signal });
    return listing.split('\0').filter((file) => file !== '');
  };
  const deleted = await listFiles('--deleted');
  const known = await listFiles('--cached', '--others', '--exclude-standard');
  const files = known.filter((file) => !deleted.includes(file));
  await run('git', ['clone', '--quiet', '--no-checkout', root, workspace], { cwd: root, signal });
  for (const file of files) await cp(join(root, file), join(workspace, file), { verbatimSymlinks: true });
  return files.length;
}
