import { run } from './run.ts';

/** Runs the program on this process. */
export async function main(): Promise<void> {
  const interrupted = new AbortController();
  // A second signal ends the process as it would have without us.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort(signal));

  // The callback of each write has the error too; without a listener it would end the process at once.
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});

  const { env, stdin, stdout, stderr } = process;
  process.exitCode = await run(process.argv.slice(2), { env, stdin, stdout, stderr, signal: interrupted.signal });
}
