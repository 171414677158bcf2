import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';

export interface RunningSandbox {
  /** The line that it prints once it is ready: its addresses, accounts and how each API takes a credential. */
  readonly announcement: string;
  stop(): Promise<void>;
}

const command = resolve(import.meta.dirname, '../../packages/sandbox/dist/cli.js');

/** Starts the built sandbox with its control API, as a process of its own. */
export async function runSandbox(flags: readonly string[] = []): Promise<RunningSandbox> {
  const all = [command, '--json', '--control', ...flags];
  const sandbox = spawn(process.execPath, all, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(sandbox, 'exit');
  for await (const announcement of createInterface({ input: sandbox.stdout })) {
    const stop = async (): Promise<void> => {
      sandbox.kill();
      await ended;
    };
    return { announcement, stop };
  }
  throw new Error('The sandbox ended before it was ready.');
}
