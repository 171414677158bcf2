import { spawn } from 'node:child_process';

export interface RunOptions {
  /** Default: that of this process. */
  readonly cwd?: string;
  /** Added to the environment of this process; undefined takes a variable out of it. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Ends the program and whatever it started. */
  readonly signal?: AbortSignal;
}

/**
 * Runs a program to its end and returns what it printed on standard output.
 *
 * @throws Error with everything it printed if it fails; the signal's own reason if that ended it.
 */
export async function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { cwd = process.cwd(), env, signal } = options;
  signal?.throwIfAborted();
  // A group of its own, so that what the program started ends with it.
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = (): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
    } catch {
      // It has ended by itself.
    }
  };
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const printed: string[] = [];
    const answered: string[] = [];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed.push(text);
      answered.push(text);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => printed.push(text));
    const ending = await ended(child);
    signal?.throwIfAborted();
    if (ending !== 0) {
      throw new Error(`${[command, ...args].join(' ')} ended with ${ending} in ${cwd}:\n${printed.join('').trimEnd()}`);
    }
    return answered.join('');
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

/** Waits for the exit and for the last holder of its output. */
function ended(child: ReturnType<typeof spawn>): Promise<number | NodeJS.Signals | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? signal));
  });
}
