import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { findGuides, findPrograms, findReadmes, type Program } from '@ticketbridge/scripts/readme';
import { describe, test } from 'vitest';

/** Here every package of the workspace can be imported. */
const cwd = fileURLToPath(new URL('..', import.meta.url));
const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Runs TypeScript in a Node process of its own; it is read from standard input, so nothing is left behind. */
async function run(source: string): Promise<{ exitCode: number | null; stdout: string; stderr: string }> {
  const { FORCE_COLOR, NODE_OPTIONS, ...env } = process.env;
  const node = spawn(process.execPath, ['--input-type=module-typescript', '-'], {
    cwd,
    env,
    timeout: 20_000,
  });
  node.stdin.end(source);
  const exit = new Promise<number | null>((resolve, reject) => node.on('close', resolve).on('error', reject));
  const [exitCode, stdout, stderr] = await Promise.all([exit, text(node.stdout), text(node.stderr)]);
  return { exitCode, stdout, stderr };
}

/** Each program is a process of its own: the first of each README, and all where every case is asked for. */
function programsToRun(): Program[] {
  const readmes = findReadmes(root).map(({ file, markdown }) => findPrograms(file, markdown));
  if (!process.env.EXHAUSTIVE) return readmes.flatMap((programs) => programs.slice(0, 1));
  return [...readmes.flat(), ...findGuides(root).flatMap(({ file, markdown }) => findPrograms(file, markdown))];
}

describe.concurrent('every program of a README or a guide runs', { timeout: 30_000 }, () => {
  for (const { place, source, prints } of programsToRun()) {
    test(`${place} ${prints === undefined ? 'runs' : 'prints what the page says'}`, async ({ expect }) => {
      const { exitCode, stdout, stderr } = await run(source);
      expect(exitCode, stderr).toBe(0);
      if (prints !== undefined) expect(stdout).toBe(prints);
    });
  }
});
