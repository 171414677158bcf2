import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { Env } from './desk.ts';

/** A command that runs as a process of its own. */
export interface Running {
  readonly process: ChildProcess;
  readonly ended: Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>;
}

/** The command line of the program, on the packages' source. */
export function programOf(args: readonly string[], nodeFlags: readonly string[] = []): [string, ...string[]] {
  const program = fileURLToPath(new URL('../src/bin.ts', import.meta.url));
  return [process.execPath, '--conditions=@ticketbridge/source', ...nodeFlags, program, ...args];
}

/** Starts a command line; it ends with the test. */
export function start([command, ...args]: readonly [string, ...string[]], env: Env): Running {
  const { PATH = '', NODE_COMPILE_CACHE = '' } = process.env;
  const child = spawn(command, args, { env: { PATH, NODE_COMPILE_CACHE, ...env }, stdio: 'pipe' });
  onTestFinished(() => void child.kill('SIGKILL'));
  const closed = once(child, 'close');
  const ended = (async () => {
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
    await closed;
    return { code: child.exitCode, out, err };
  })();
  return { process: child, ended };
}

/** The same in a pseudo-terminal, whose output is `out`. */
export function startInTerminal(args: readonly string[], env: Env): Running {
  const quoted = programOf(args).map((word) => `'${word}'`);
  return start(['/usr/bin/script', '-qec', quoted.join(' '), '/dev/null'], { TERM: 'xterm', SHELL: '/bin/sh', ...env });
}
