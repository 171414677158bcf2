import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { table } from '../figures.ts';
import { startVendors } from './vendors.ts';

const THREADS = 1_000;
const POINTS = [1, 250, 500, 750, 1_000];

/** MiB in use of a process that polls both vendors a thousand times. */
export async function memory(): Promise<string> {
  await using place = await startVendors(THREADS);
  const child = spawn(
    process.execPath,
    ['--expose-gc', fileURLToPath(new URL('polling.ts', import.meta.url)), JSON.stringify(place), POINTS.join()],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (code !== 0) throw new Error(`The process that polls ended with ${code}`);
  const used: readonly number[] = JSON.parse(said);
  return table(
    `The inbox: MiB in use after so many polls of ${THREADS} threads of each vendor, a message and its event with every tenth`,
    ['polls', ...POINTS.map(String)],
    [['inbox in a file', ...used.map((bytes) => (bytes / 2 ** 20).toFixed(1))]],
  );
}
