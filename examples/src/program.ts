import { isTicketbridgeError } from '@ticketbridge/facade';

/** The person who started the program can put this right: a flag, a variable, a second instance. */
export class UsageError extends Error {}

/**
 * Runs a program until it has its exit code. What a vendor or the caller did is told in one line (exit codes 1 and 2);
 * anything else is a defect, and keeps its stack.
 */
export async function runProgram(name: string, main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (isTicketbridgeError(error)) {
      process.exitCode = error.kind === 'invalid-input' ? 2 : 1;
    } else if (error instanceof UsageError || isFlagError(error)) {
      process.exitCode = 2;
    } else {
      throw error;
    }
    console.error(`${name}: ${error.message}`);
  }
}

/** What `parseArgs` throws for a flag that it does not know. */
function isFlagError(error: unknown): error is TypeError & { readonly code: string } {
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_');
}
