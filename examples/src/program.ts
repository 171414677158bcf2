import { inspect } from 'node:util';
import { isTicketbridgeError } from '@ticketbridge/facade';
import { isInboxError } from '@ticketbridge/inbox';

/** The exit code that a shell reports for a program that SIGPIPE ended. */
const READER_GONE = 141;

/** The person who started the program can put this right: a flag, a variable, a second instance. */
export class UsageError extends Error {}

/**
 * Runs a program until it has its exit code. What a vendor, the machine or the caller did is told in one line (exit codes
 * 1 and 2); anything else is a defect, and keeps its stack. When nobody reads the output any more, the program ends
 * without a word.
 */
export async function runProgram(name: string, main: () => Promise<number>): Promise<void> {
  // The callback of each write has the error too; without a listener it would end the process at once.
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
  try {
    process.exitCode = await main();
  } catch (error) {
    process.exitCode = exitCodeOf(error);
    if (process.exitCode === READER_GONE) return;
    if (error instanceof Error && isForeseen(error)) complain(`${name}: ${error.message}`);
    else inspect(error).split('\n').forEach(complain);
  }
}

/** Prints one line on standard output. Rejects when it cannot be written, such as when nobody reads any more. */
export async function print(line = ''): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  process.stdout.write(`${line}\n`, (error) => (error ? reject(error) : resolve()));
  await promise;
}

/** Prints one line on standard error. */
function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

function exitCodeOf(error: unknown): number {
  if (codeOf(error) === 'EPIPE') return READER_GONE;
  if (isTicketbridgeError(error)) return error.kind === 'invalid-input' ? 2 : 1;
  return error instanceof Error && isForeseen(error) ? 2 : 1;
}

function isForeseen(error: Error): boolean {
  return isTicketbridgeError(error) || isInboxError(error) || error instanceof UsageError || isFlagError(error);
}

/** Recognises what `parseArgs` throws for a flag that it does not know. */
function isFlagError(error: Error): boolean {
  return codeOf(error).startsWith('ERR_PARSE_ARGS_');
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
