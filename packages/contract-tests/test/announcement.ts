import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { at, items } from './json.ts';

const COMMAND = join(import.meta.dirname, '../../sandbox/src/cli.ts');

/** Starts the sandbox's command, and resolves to what it says once it is ready. */
async function announce(): Promise<unknown> {
  const child = spawn(process.execPath, [COMMAND, '--json'], { stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    for await (const line of createInterface(child.stdout)) return JSON.parse(line);
    throw new Error('The sandbox ended before it was ready');
  } finally {
    child.kill('SIGKILL');
  }
}

const announced = await announce();

/** What the sandbox says that it does not do of a vendor's spec, such as `getNote has no handler`. */
export function gapsOf(vendor: string): readonly string[] {
  return items(at(announced, vendor, 'gaps')).map(String);
}
