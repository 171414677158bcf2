import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

const bin = join(import.meta.dirname, '../node_modules/.bin');

/** Makes a folder inside the package, so that its dependencies resolve; it goes with the test. */
export async function scratchFolder(): Promise<string> {
  const folder = await mkdtemp(join(import.meta.dirname, '.scratch-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command of the workspace. */
export function runBin(cwd: string, command: string, ...args: readonly string[]): Promise<Ended> {
  return run(cwd, join(bin, command), args);
}

/** Runs a TypeScript file against the packages' sources. */
export function runFile(cwd: string, file: string, ...args: readonly string[]): Promise<Ended> {
  return run(cwd, process.execPath, ['--conditions=@ticketbridge/source', file, ...args]);
}

async function run(cwd: string, command: string, args: readonly string[]): Promise<Ended> {
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = new Promise<number | null>((resolve, reject) => child.on('exit', resolve).on('error', reject));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
  return { code, stdout, stderr };
}
