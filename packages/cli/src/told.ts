import { inspect } from 'node:util';
import { isTicketbridgeError } from '@ticketbridge/facade';
import { isInboxError } from '@ticketbridge/inbox';
import { InDoubtError } from './desk/in-doubt.ts';
import { EXIT } from './exit-code.ts';
import type { Io } from './io.ts';
import { Output } from './output.ts';
import { UsageError } from './usage-error.ts';

/** What a person may take for a way to give a credential. */
const CREDENTIAL = /--(api-?key|token|password|secret|authorization)\b/i;

/**
 * Tells in one line what a vendor, the machine or the caller did; anything else is a defect, and keeps its stack. When
 * nobody reads the output any more, not a word is said. Resolves to the exit code.
 */
export async function told(error: unknown, io: Io): Promise<number> {
  const code = exitCodeOf(error, io.signal);
  if (code === EXIT.readerGone || code === EXIT.interrupted || code === EXIT.terminated) return code;
  const out = new Output(io);
  // Whether this can be written changes nothing any more.
  for (const line of linesOf(error)) await out.note(line, 'red').catch(() => {});
  return code;
}

function exitCodeOf(error: unknown, signal: AbortSignal): number {
  if (codeOf(error) === 'EPIPE') return EXIT.readerGone;
  if (error instanceof InDoubtError) return EXIT.unknown;
  if (signal.aborted) return signal.reason === 'SIGTERM' ? EXIT.terminated : EXIT.interrupted;
  return isUsage(error) ? EXIT.usage : EXIT.failed;
}

/** Tells whether other arguments, or another configuration, are needed. */
function isUsage(error: unknown): boolean {
  if (isTicketbridgeError(error)) return error.kind === 'invalid-input';
  if (isInboxError(error)) return error.code === 'store-moved';
  return error instanceof UsageError || isFlagError(error);
}

function linesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error) || !isForeseen(error)) return inspect(error).split('\n');
  const hint = isFlagError(error) && CREDENTIAL.test(error.message);
  return [
    `ticketbridge: ${isFlagError(error) ? flagWords(error) : error.message}`,
    ...(hint ? ['Credentials come from the environment or the configuration file: others can read flags.'] : []),
  ];
}

const FLAG_HINTS: Readonly<Record<string, string>> = {
  ERR_PARSE_ARGS_UNKNOWN_OPTION: 'see --help; a text that begins with - stands behind all flags, after --',
  ERR_PARSE_ARGS_INVALID_OPTION_VALUE: 'see --help; a value that begins with - is written --FLAG=VALUE',
};

/** Says what `parseArgs` says in its first sentence. */
function flagWords(error: Error): string {
  const [first] = error.message.split(/\.(?:\s|$)/);
  return `${first}: ${FLAG_HINTS[codeOf(error)] ?? 'see --help'}`;
}

function isForeseen(error: Error): boolean {
  return (
    isTicketbridgeError(error) ||
    isInboxError(error) ||
    error instanceof UsageError ||
    error instanceof InDoubtError ||
    isFlagError(error) ||
    'syscall' in error
  );
}

/** Recognises what `parseArgs` throws for a flag that it does not know. */
function isFlagError(error: unknown): boolean {
  return error instanceof Error && codeOf(error).startsWith('ERR_PARSE_ARGS_');
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
